import Foundation

/// How long one exchange with the server is waited for, and what happens then.
///
/// When the task is cancelled or the time is over, the server is asked to stop, again and again, for a short grace;
/// then the socket is shut. While a COMMIT is in flight it is never asked: a cancelled wait for a synchronous standby
/// would show what may still be lost (reliability.md R4).
final class Patience {
    /// Why the exchange is being ended.
    enum Ending { case cancelled, timeout }

    /// Time between two requests to stop: one that arrives between two statements has no effect.
    static let repetition: Duration = .milliseconds(200)
    /// Time for the server to stop before the socket is shut.
    private let grace: Duration
    let mayCancel: Bool
    private var limit: ContinuousClock.Instant?
    private var nextRequest: ContinuousClock.Instant?
    /// Set once the server is being asked to stop.
    private(set) var ending: Ending?

    /// - Parameters:
    ///   - milliseconds: `nil` for no bound.
    ///   - grace: milliseconds for the server to stop once it is asked to.
    init(milliseconds: Int?, mayCancel: Bool, grace: Int) {
        self.grace = .milliseconds(grace)
        self.mayCancel = mayCancel
        limit = milliseconds.map { .now + .milliseconds($0) }
    }

    /// True while a bell has to be listened to.
    var listens: Bool { mayCancel && ending == nil }

    /// What to do now.
    enum Step { case wait(milliseconds: Int32), askToStop, giveUp }

    /// The next step.
    func step() -> Step {
        let now = ContinuousClock.now
        if let limit, now >= limit {
            guard ending == nil, mayCancel else { return .giveUp }
            end(.timeout)
        }
        if let nextRequest, now >= nextRequest {
            self.nextRequest = now + Self.repetition
            return .askToStop
        }
        let until = [limit, nextRequest].compactMap { $0 }.min()
        return .wait(milliseconds: until.map { Self.milliseconds(now.duration(to: $0)) } ?? -1)
    }

    /// Begins the grace.
    func end(_ reason: Ending) {
        guard ending == nil else { return }
        ending = reason
        nextRequest = .now
        limit = .now + grace
    }

    /// What the caller is told when the server has stopped the statement, or did not in time.
    var code: PostgresError.Code { ending == .cancelled ? .cancelled : .timeout }

    /// Rounded up, or the last millisecond would be a busy loop.
    private static func milliseconds(_ duration: Duration) -> Int32 {
        let (seconds, fraction) = duration.components
        return Int32(clamping: max(0, seconds * 1000 + fraction / 1_000_000_000_000_000 + 1))
    }
}
