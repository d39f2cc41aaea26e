/// How many tries are free, how the wait grows, and when a lock closes for a while.
public struct ThrottlePolicy: Hashable, Sendable {
    /// Seconds a try counts.
    public let windowSeconds: Int64
    /// Tries without a wait.
    public let freeTries: Int
    /// The first wait in seconds; it doubles with each further try.
    public let firstWaitSeconds: Int64
    /// Tries after which the lock closes.
    public let lockAfter: Int
    /// Seconds the lock stays closed after the last try; no wait is longer.
    public let lockSeconds: Int64
    /// Whether a success forgives every try, or only its own.
    public let successForgivesAll: Bool

    init(
        windowSeconds: Int64, freeTries: Int, firstWaitSeconds: Int64, lockAfter: Int, lockSeconds: Int64,
        successForgivesAll: Bool
    ) {
        self.windowSeconds = windowSeconds
        self.freeTries = freeTries
        self.firstWaitSeconds = firstWaitSeconds
        self.lockAfter = lockAfter
        self.lockSeconds = lockSeconds
        self.successForgivesAll = successForgivesAll
    }

    /// For an account: three free, then 1, 2, 4 … s, from the tenth on 15 minutes a try; an hour is remembered. The lock
    /// opens by itself, so that a stranger can hinder and never shut out (reliability.md §8, 3).
    public static let account = ThrottlePolicy(
        windowSeconds: 3_600, freeTries: 3, firstWaitSeconds: 1, lockAfter: 10, lockSeconds: 900,
        successForgivesAll: true)

    /// For a source address, behind which a whole office may sit. A success forgives only itself: else an attacker with
    /// one account of his own would guess at the others without end.
    public static let source = ThrottlePolicy(
        windowSeconds: 3_600, freeTries: 20, firstWaitSeconds: 1, lockAfter: 60, lockSeconds: 900,
        successForgivesAll: false)
}
