import Dispatch

/// Runs an actor's jobs on a serial queue of its own.
final class QueueExecutor: SerialExecutor {
    let queue = DispatchQueue(label: "grainledger.postgres")

    /// The executor as actors name it.
    @safe var unowned: UnownedSerialExecutor { unsafe asUnownedSerialExecutor() }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        queue.async { unsafe job.runSynchronously(on: self.asUnownedSerialExecutor()) }
    }
}
