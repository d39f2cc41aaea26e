/// Tells whether a password opens an account, in the same shape for accounts that exist and accounts that do not.
///
/// For an unknown user the password is compared with a decoy of the same cost, so that neither answer nor time tells
/// who has an account (reliability.md §8, 2).
public struct PasswordCheck: Sendable {
    /// What a check found.
    public enum Outcome: Hashable, Sendable {
        /// The password is right; `rehash` asks for a new hash at the present cost.
        case accepted(rehash: Bool)
        /// Wrong password or no such account: the caller cannot tell either.
        case refused
    }

    private let cost: HashCost
    private let decoy: PasswordHash
    private let compare: @Sendable (PasswordHash, Password) throws(HashingFault) -> Bool

    /// A check for hashes of a cost; makes its decoy, which takes the time of one hash.
    public init(cost: HashCost = .interactive) throws(HashingFault) {
        try self.init(cost: cost) { hash, password throws(HashingFault) in try hash.matches(password) }
    }

    /// A check that compares in another way; for tests that count the comparisons.
    init(
        cost: HashCost, compare: @escaping @Sendable (PasswordHash, Password) throws(HashingFault) -> Bool
    ) throws(HashingFault) {
        var generator = SystemRandomNumberGenerator()
        self.cost = cost
        self.compare = compare
        decoy = try PasswordHash(Password(typed: RandomText.base62(43, using: &generator)), cost: cost)
    }

    /// Compares once, whether there is a hash or not.
    public func outcome(_ password: Password, against stored: PasswordHash?) throws(HashingFault) -> Outcome {
        let isEqual = try compare(stored ?? decoy, password)
        guard let stored, isEqual else { return .refused }
        return .accepted(rehash: stored.differs(from: cost))
    }
}
