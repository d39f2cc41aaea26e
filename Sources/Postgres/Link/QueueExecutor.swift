import Dispatch

/// Runs an actor's jobs on a serial queue of its own, and the jobs of tasks that ask to run beside it.
final class QueueExecutor: SerialExecutor, TaskExecutor {
    let queue = DispatchQueue(label: "grainledger.postgres")

    /// The executor as actors name it.
    @safe var unowned: UnownedSerialExecutor { unsafe asUnownedSerialExecutor() }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        queue.async {
            unsafe job.runSynchronously(
                isolatedTo: self.asUnownedSerialExecutor(), taskExecutor: self.asUnownedTaskExecutor())
        }
    }
}
