import CustodyStore
import Operations

/// Waits for the checkpoint that proves a record: looks, and looks again when the bell rings; now and then without it, because
/// another instance may have published.
struct CheckpointWait {
    let bell: CheckpointBell
    let stopwatch: Stopwatch
    /// Longest time between two looks.
    static let pause = Duration.seconds(1)

    /// What there is, as soon as it is more than pending; what there was last when the time is over.
    func proof<Fault: Error>(
        within limit: Duration, _ look: () async throws(Fault) -> EvidenceLog.Proof
    ) async throws(Fault) -> EvidenceLog.Proof {
        try await first(within: limit) { () throws(Fault) in
            let proof = try await look()
            return (proof, isWorthWaiting: proof == .pending)
        }
    }

    /// What a look finds, looked for again as long as it is worth waiting for more and there is time.
    func first<Found, Fault: Error>(
        within limit: Duration, _ look: () async throws(Fault) -> (Found, isWorthWaiting: Bool)
    ) async throws(Fault) -> Found {
        let end = stopwatch.elapsed() + limit
        while true {
            let heard = await bell.rings
            let (found, isWorthWaiting) = try await look()
            let rest = end - stopwatch.elapsed()
            guard isWorthWaiting, rest > .zero, !Task.isCancelled else { return found }
            await wait(after: heard, atMost: min(rest, Self.pause))
        }
    }

    private func wait(after heard: Int, atMost pause: Duration) async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { if await !bell.wait(after: heard) { await stopwatch.wait(pause) } }
            group.addTask { await stopwatch.wait(pause) }
            _ = await group.next()
            group.cancelAll()
        }
    }
}
