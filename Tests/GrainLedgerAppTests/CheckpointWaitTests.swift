import CustodyStore
import Operations
import Synchronization
import Testing

@testable import GrainLedgerApp

@Suite("Who waits for a proof is woken")
struct CheckpointWaitTests {
    private static let proven = EvidenceLog.Proof.proven([1])

    /// A stopwatch that stands: whoever waits by it is woken by nothing but the end of his task.
    private static let still = Stopwatch(
        elapsed: { .zero },
        wait: { _ in
            let (never, continuation) = AsyncStream.makeStream(of: Void.self)
            for await _ in never {}
            continuation.finish()
        })

    /// A log that has not published yet, and counts who looks.
    private final class SlowLog: Sendable {
        private let state = Mutex((looks: 0, isPublished: false))

        var looks: Int { state.withLock { $0.looks } }
        func publish() { state.withLock { $0.isPublished = true } }
        func look() -> EvidenceLog.Proof {
            state.withLock { state in
                state.looks += 1
                return state.isPublished ? proven : .pending
            }
        }
    }

    @Test("A ring after the look wakes everybody who waits, and nobody looks without one")
    func woken() async {
        let bell = CheckpointBell()
        let log = SlowLog()
        await withTaskGroup(of: EvidenceLog.Proof.self) { group in
            for _ in 0..<20 {
                group.addTask {
                    await CheckpointWait(bell: bell, stopwatch: Self.still).proof(within: .seconds(30)) { log.look() }
                }
            }
            while await bell.count < 20 { await Task.yield() }
            #expect(log.looks == 20)
            log.publish()
            await bell.ring()
            for await proof in group { #expect(proof == Self.proven) }
        }
        #expect(log.looks == 40)
        #expect(await bell.count == 0)
    }

    @Test("A ring between the look and the wait is heard")
    func notLost() async {
        let bell = CheckpointBell()
        var looks = 0
        let proof = await CheckpointWait(bell: bell, stopwatch: Self.still).proof(within: .seconds(30)) {
            looks += 1
            // Published just after this look had found nothing.
            if looks == 1 { await bell.ring() }
            return looks == 1 ? .pending : Self.proven
        }
        #expect(proof == Self.proven && looks == 2)
    }

    @Test("Without a ring, as when another instance has published, it looks once a second until the time is over")
    func fallback() async {
        let time = Mutex(Duration.zero)
        let stopwatch = Stopwatch(
            elapsed: { time.withLock { $0 } },
            wait: { pause in
                time.withLock { $0 += pause }
            })
        var looks = 0
        let proof = await CheckpointWait(bell: CheckpointBell(), stopwatch: stopwatch).proof(within: .seconds(3)) {
            looks += 1
            return .pending
        }
        #expect(proof == .pending && looks == 4)
        looks = 0
        let found = await CheckpointWait(bell: CheckpointBell(), stopwatch: stopwatch).proof(within: .seconds(30)) {
            looks += 1
            return looks == 3 ? Self.proven : .pending
        }
        #expect(found == Self.proven)
        let asked = await CheckpointWait(bell: CheckpointBell(), stopwatch: stopwatch).proof(within: .zero) {
            looks += 1
            return .pending
        }
        #expect(asked == .pending && looks == 4)
    }

    @Test("Whoever goes away leaves nothing behind; whoever finds no room looks by the clock")
    func leaving() async {
        let bell = CheckpointBell(most: 2)
        let waiters = (0..<2).map { _ in Task { await bell.wait(after: 0) } }
        while await bell.count < 2 { await Task.yield() }
        #expect(await bell.wait(after: 0) == false)
        for waiter in waiters { waiter.cancel() }
        for waiter in waiters { #expect(await waiter.value) }
        #expect(await bell.count == 0)
        let gone = Task {
            while !Task.isCancelled { await Task.yield() }
            return await bell.wait(after: 0)
        }
        gone.cancel()
        #expect(await gone.value)
        #expect(await bell.count == 0)
    }
}
