public import Rules

/// How long sessions last (reliability.md §8, 5 and 8).
public struct SessionLimits: Hashable, Sendable {
    /// Minutes without a request after which a session ends.
    public let idleMinutes: Int64
    /// Minutes after sign-in after which it ends whatever happens.
    public let absoluteMinutes: Int64
    /// Minutes a second factor counts as fresh.
    public let freshMinutes: Int64

    /// Limits; `nil` unless 0 < fresh ≤ idle ≤ absolute ≤ 24 hours.
    public init?(idleMinutes: Int64, absoluteMinutes: Int64, freshMinutes: Int64) {
        guard freshMinutes > 0, freshMinutes <= idleMinutes, idleMinutes <= absoluteMinutes, absoluteMinutes <= 1_440
        else { return nil }
        self.idleMinutes = idleMinutes
        self.absoluteMinutes = absoluteMinutes
        self.freshMinutes = freshMinutes
    }

    private init(standard: Void) {
        idleMinutes = 30
        absoluteMinutes = 720
        freshMinutes = 5
    }

    /// 30 minutes idle, 12 hours in all, a factor fresh for 5 minutes.
    public static let standard = SessionLimits(standard: ())
}

/// What a session is worth at an instant.
public enum SessionStanding: String, Hashable, Sendable {
    /// It goes on.
    case live
    /// Too long without a request.
    case idle
    /// Too long since sign-in.
    case expired
    /// Signed out, rotated, or ended because the person's rights changed.
    case ended
}

/// A console session as it is stored.
public struct Session: Hashable, Sendable {
    /// Digest of the secret in the browser.
    public let digest: SecretDigest
    /// Who signed in.
    public let person: PersonNumber
    /// When the person signed in; rotation does not move it.
    public let startedAt: Timestamp
    /// The latest request.
    public private(set) var lastSeenAt: Timestamp
    /// When the second factor was given last.
    public let confirmedAt: Timestamp?
    /// When it ended before its time.
    public private(set) var endedAt: Timestamp?

    /// A stored session.
    public init(
        digest: SecretDigest, person: PersonNumber, startedAt: Timestamp, lastSeenAt: Timestamp,
        confirmedAt: Timestamp?, endedAt: Timestamp?
    ) {
        self.digest = digest
        self.person = person
        self.startedAt = startedAt
        self.lastSeenAt = lastSeenAt
        self.confirmedAt = confirmedAt
        self.endedAt = endedAt
    }

    /// Signs a person in, always with a fresh secret: one that was planted in the browser before opens nothing.
    ///
    /// - Parameter confirmed: whether a second factor was given.
    public static func begin(
        _ person: PersonNumber, confirmed: Bool, at now: Timestamp, using generator: inout some RandomNumberGenerator
    ) -> (secret: SessionSecret, session: Session) {
        let secret = SessionSecret.random(using: &generator)
        let session = Session(
            digest: secret.digest, person: person, startedAt: now, lastSeenAt: now, confirmedAt: confirmed ? now : nil,
            endedAt: nil)
        return (secret, session)
    }

    /// Notes a second factor: this session ends, and another with a fresh secret takes over its start, so that stepping
    /// up does not prolong anything. `nil` when the session is not live.
    public mutating func stepUp(
        at now: Timestamp, limits: SessionLimits = .standard, using generator: inout some RandomNumberGenerator
    ) -> (secret: SessionSecret, session: Session)? {
        guard standing(at: now, limits: limits) == .live else { return nil }
        end(at: now)
        let secret = SessionSecret.random(using: &generator)
        let session = Session(
            digest: secret.digest, person: person, startedAt: startedAt, lastSeenAt: now, confirmedAt: now, endedAt: nil
        )
        return (secret, session)
    }

    /// Notes a request; a clock that was set back does not shorten anything.
    public mutating func noteRequest(at now: Timestamp) { lastSeenAt = max(lastSeenAt, now) }

    /// Ends it; a later end does not move the first.
    public mutating func end(at now: Timestamp) { endedAt = endedAt.map { min($0, now) } ?? now }

    /// What it is worth; at the very minute of a limit it is over.
    public func standing(at now: Timestamp, limits: SessionLimits = .standard) -> SessionStanding {
        if endedAt != nil { return .ended }
        if now >= startedAt.adding(minutes: limits.absoluteMinutes) { return .expired }
        return now < lastSeenAt.adding(minutes: limits.idleMinutes) ? .live : .idle
    }

    /// Whether the second factor is fresh enough for a release, an override or a change of rights.
    public func isFresh(at now: Timestamp, limits: SessionLimits = .standard) -> Bool {
        guard standing(at: now, limits: limits) == .live, let confirmedAt else { return false }
        return now < confirmedAt.adding(minutes: limits.freshMinutes)
    }
}
