public import Rules

/// What time it is for the book: the database's own clock, or in a demo one that was set to another time and runs on.
///
/// Decisions and reads go by it. `recorded_at` of a record never does: that is when the database took it.
public struct BookClock: Sendable, Hashable {
    /// Microseconds this clock is ahead of the database's; negative when it is behind.
    public let ahead: Int64

    /// The database's clock.
    public static let database = BookClock(ahead: 0)

    /// A clock so many microseconds ahead of the database's.
    public init(ahead: Int64) { self.ahead = ahead }

    /// A clock that shows a time at a moment, and runs on from there.
    public init(showing time: Timestamp, at real: Timestamp) { ahead = time.microseconds - real.microseconds }

    /// What it shows at a moment of the database's clock.
    public func time(at real: Timestamp) -> Timestamp { Timestamp(real.microseconds + ahead) }
}
