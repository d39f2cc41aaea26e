public import Rules

/// Whether a try may be made now.
public enum Admission: Hashable, Sendable {
    /// It may, and was charged.
    case proceed
    /// It may not before an instant; nothing was charged and nothing must be computed.
    case wait(until: Timestamp)
}

/// The tries of one account or one source address, and what they have led to; time comes from outside.
///
/// A try is charged *before* the password is compared and given back after a success, so that a thousand tries at once
/// do not slip through before the first is counted. The caller holds the row locked while it asks.
public struct Throttle: Hashable, Sendable {
    /// The policy.
    public let policy: ThrottlePolicy
    /// Charged tries, oldest first; at most as many as close the lock.
    public private(set) var tries: [Timestamp]

    /// A throttle with the tries stored.
    public init(_ policy: ThrottlePolicy, tries: [Timestamp] = []) {
        self.policy = policy
        self.tries = Array(tries.sorted().suffix(policy.lockAfter))
    }

    /// When the next try may be made; `nil` when at once.
    public func opensAt(seenAt now: Timestamp) -> Timestamp? {
        let counted = tries.filter { now < $0.adding(seconds: policy.windowSeconds) }
        guard counted.count >= policy.freeTries, let last = counted.last else { return nil }
        let opens = last.adding(seconds: wait(after: counted.count))
        return opens > now ? opens : nil
    }

    private func wait(after count: Int) -> Int64 {
        guard count < policy.lockAfter else { return policy.lockSeconds }
        // 2^20 s are twelve days: past every lock, and far from overflow.
        return min(policy.firstWaitSeconds << Int64(min(count - policy.freeTries, 20)), policy.lockSeconds)
    }

    /// Asks every throttle a try concerns; charges all of them, or none when one says wait.
    public static func admit(_ throttles: inout [Throttle], at now: Timestamp) -> Admission {
        if let latest = throttles.compactMap({ $0.opensAt(seenAt: now) }).max() { return .wait(until: latest) }
        for index in throttles.indices { throttles[index].charge(at: now) }
        return .proceed
    }

    private mutating func charge(at now: Timestamp) {
        // A clock that was set back must not put a try before the ones known.
        tries.append(max(now, tries.last ?? now))
        tries = tries.filter { now < $0.adding(seconds: policy.windowSeconds) }.suffix(policy.lockAfter)
    }

    /// Notes that the try charged last was right.
    public mutating func noteSuccess() {
        if policy.successForgivesAll { tries = [] } else { _ = tries.popLast() }
    }

    /// Opens the lock by the hand of an administrator.
    public mutating func open() { tries = [] }
}

extension Admission {
    /// What a person is told, the same whether the account exists or not; `nil` when there is nothing to say.
    public func notice(at now: Timestamp) -> Notice? {
        guard case .wait(let until) = self else { return nil }
        let seconds = max(1, (until.microseconds - now.microseconds + 999_999) / 1_000_000)
        return Notice(
            "GL-I-0501", "尝试次数太多，\(seconds) 秒后可以再试", "Too many tries; try again in \(seconds) seconds")
    }

    /// What a person is told who could not sign in, whatever the cause.
    public static let refusal = Notice(
        "GL-I-0502", "账号、口令或动态码不对", "The account, the password or the code is not right")

    /// What a person is told whose account and password fit, and whose second factor is missing.
    public static let factorMissing = Notice(
        "GL-I-0503", "还需要动态码或恢复码", "The second factor or a recovery code is still missing")

    /// What a person is told whose first password fits: it serves to choose another.
    public static let passwordMissing = Notice(
        "GL-I-0504", "这是一次性的初始口令，须设一个新口令", "This is a first password: choose another with it")
}
