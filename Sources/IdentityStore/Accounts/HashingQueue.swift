import Dispatch

/// Password hashes, off the cooperative pool and few at a time: each takes 64 MiB and blocks its thread for long.
///
/// Beyond the bound nobody waits: a flood of sign-ins costs two computations at a time and the memory of two.
actor HashingQueue {
    private let threads = DispatchQueue(label: "grainledger.hashing", attributes: .concurrent)
    private let width: Int
    private let bound: Int
    private var running = 0
    private var line: [CheckedContinuation<Void, Never>] = []

    /// A queue.
    ///
    /// - Parameters:
    ///   - width: computations at a time.
    ///   - bound: computations that wait at most.
    init(width: Int = 2, bound: Int = 32) {
        self.width = width
        self.bound = bound
    }

    /// Computations that wait.
    var waiting: Int { line.count }
    /// True when none is going on.
    var isIdle: Bool { running == 0 }

    /// Runs a computation; `nil` when too many wait.
    func run<Value: Sendable>(_ work: @escaping @Sendable () -> Value) async -> Value? {
        if running >= width {
            guard line.count < bound else { return nil }
            await withCheckedContinuation { line.append($0) }
        } else {
            running += 1
        }
        let value = await withCheckedContinuation { continuation in
            threads.async { continuation.resume(returning: work()) }
        }
        // The place goes on to the first in the line, so that nobody can slip in between.
        if line.isEmpty { running -= 1 } else { line.removeFirst().resume() }
        return value
    }
}
