/// So many requests in so many seconds; what was not used gathers up to one window's worth.
public struct Allowance: Sendable, Equatable {
    /// Requests.
    public let quota: Int
    /// Seconds.
    public let seconds: Int

    /// An allowance.
    public init(quota: Int, seconds: Int = 60) {
        precondition(quota > 0 && seconds > 0, "an allowance allows something")
        self.quota = quota
        self.seconds = seconds
    }

    /// Nanoseconds that one request costs.
    fileprivate var cost: Int64 { Int64(seconds) * 1_000_000_000 / Int64(quota) }
    /// Nanoseconds of the window.
    fileprivate var window: Int64 { Int64(seconds) * 1_000_000_000 }
}

/// Where somebody stands with his allowance.
struct RateStanding: Sendable, Equatable {
    /// True when the request may go on.
    let isAllowed: Bool
    /// Requests that may follow at once.
    let remaining: Int
    /// Seconds until the next is allowed; 0 when it is.
    let retryAfter: Int
    /// Seconds until all of the allowance is there again.
    let reset: Int
}

/// Buckets of tokens by subject, as one number each: the time at which the bucket is full again. A pure decision; time
/// comes from outside, in nanoseconds of any origin.
struct RateLimiter: Sendable {
    private var fullAt: [String: Int64] = [:]
    /// Subjects that are remembered before those with full buckets are forgotten.
    private let most: Int

    init(remembering most: Int = 20_000) { self.most = most }

    /// Takes one request from a bucket, when there is one in it.
    mutating func take(_ subject: String, _ allowance: Allowance, at now: Int64) -> RateStanding {
        if fullAt.count >= most { fullAt = fullAt.filter { $0.value > now } }
        let standing = standing(of: subject, allowance, at: now, after: allowance.cost)
        if standing.isAllowed { fullAt[subject] = max(now, fullAt[subject] ?? now) + allowance.cost }
        return standing
    }

    /// Puts one request back into a bucket.
    mutating func giveBack(_ subject: String, _ allowance: Allowance, at now: Int64) {
        guard let full = fullAt[subject] else { return }
        fullAt[subject] = max(now, full - allowance.cost)
    }

    /// Whether a request would be allowed; takes nothing.
    func look(_ subject: String, _ allowance: Allowance, at now: Int64) -> RateStanding {
        standing(of: subject, allowance, at: now, after: allowance.cost)
    }

    private func standing(of subject: String, _ allowance: Allowance, at now: Int64, after cost: Int64) -> RateStanding
    {
        let used = max(now, fullAt[subject] ?? now) - now
        let over = used + cost - allowance.window
        let isAllowed = over <= 0
        let after = isAllowed ? used + cost : used
        return RateStanding(
            isAllowed: isAllowed, remaining: Int(max(0, allowance.window - after) / allowance.cost),
            retryAfter: Self.seconds(max(0, over)), reset: Self.seconds(after))
    }

    private static func seconds(_ nanoseconds: Int64) -> Int { Int((nanoseconds + 999_999_999) / 1_000_000_000) }
}

/// Counts what runs at the same time, by subject.
struct RunningCount: Sendable {
    private var counts: [String: Int] = [:]

    /// - Returns: false when that would be one too many.
    mutating func enter(_ subject: String, most: Int) -> Bool {
        guard counts[subject, default: 0] < most else { return false }
        counts[subject, default: 0] += 1
        return true
    }

    mutating func leave(_ subject: String) {
        guard let count = counts[subject] else { return }
        counts[subject] = count > 1 ? count - 1 : nil
    }
}
