/// Rings when this instance has published a checkpoint, so that whoever waits for one looks again at once.
///
/// Whoever waits says how many rings he has heard before he looked: one between the look and the wait is not lost. It
/// tells nothing across instances, and so nobody relies on it alone.
actor CheckpointBell {
    /// How often it has rung.
    private(set) var rings = 0
    private var waiting: [Int: CheckedContinuation<Void, Never>] = [:]
    private var arrivals = 0
    private let most: Int

    /// A bell at which so many may wait at once.
    init(most: Int = 1_000) { self.most = most }

    /// How many wait.
    var count: Int { waiting.count }

    /// Wakes everybody who waits.
    func ring() {
        rings += 1
        let woken = waiting
        waiting = [:]
        for continuation in woken.values { continuation.resume() }
    }

    /// Waits until it has rung more often than was heard, or the task is cancelled.
    ///
    /// - Returns: false, at once, when too many wait already.
    func wait(after heard: Int) async -> Bool {
        guard rings == heard else { return true }
        guard waiting.count < most else { return false }
        arrivals += 1
        let number = arrivals
        await withTaskCancellationHandler {
            await withCheckedContinuation { (continuation: CheckedContinuation<Void, Never>) in
                // A task cancelled before has said so already, and nobody would wake it.
                if Task.isCancelled { continuation.resume() } else { waiting[number] = continuation }
            }
        } onCancel: {
            Task { await self.leave(number) }
        }
        return true
    }

    private func leave(_ number: Int) { waiting.removeValue(forKey: number)?.resume() }
}
