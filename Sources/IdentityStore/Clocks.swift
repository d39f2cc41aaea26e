import Foundation
public import Rules

/// Where "now" comes from, and how short waits are measured: injected, so that no test has to wait.
public struct IdentityClock: Sendable {
    /// The wall clock.
    public let now: @Sendable () -> Timestamp
    /// Time gone by since some moment; never runs back.
    public let elapsed: @Sendable () -> Duration

    /// A clock of closures.
    public init(now: @escaping @Sendable () -> Timestamp, elapsed: @escaping @Sendable () -> Duration) {
        self.now = now
        self.elapsed = elapsed
    }

    /// The machine's own.
    public static let system: IdentityClock = {
        let start = ContinuousClock.now
        return IdentityClock(
            now: { Timestamp(Int64(Date().timeIntervalSince1970 * 1_000_000)) },
            elapsed: { start.duration(to: .now) })
    }()
}
