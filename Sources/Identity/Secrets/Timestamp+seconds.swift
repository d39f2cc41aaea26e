import Rules

extension Timestamp {
    /// So many seconds later.
    func adding(seconds: Int64) -> Timestamp { Timestamp(microseconds + seconds * 1_000_000) }

    /// Whole seconds since 1970, rounded down.
    var unixSeconds: Int64 {
        let (quotient, remainder) = microseconds.quotientAndRemainder(dividingBy: 1_000_000)
        return remainder < 0 ? quotient - 1 : quotient
    }
}
