/// The unused recovery codes of one person, as they are stored: a salt and one Argon2id digest for each.
///
/// 54 bits are too few for a fast digest (ASVS 5.0, 6.5.2). One salt serves the set, so that a try costs one
/// computation, not ten.
public struct RecoveryCodes: Hashable, Sendable {
    /// How many are handed out.
    public static let count = 10
    /// Sixteen bytes.
    public let salt: [UInt8]
    /// Parameters the digests were computed with.
    public let cost: HashCost
    /// Digests of the codes not used yet.
    public private(set) var digests: [[UInt8]]

    /// A stored set; `nil` when salt or a digest has another length.
    public init?(salt: [UInt8], cost: HashCost, digests: [[UInt8]]) {
        guard salt.count == 16, digests.allSatisfy({ $0.count == 32 }) else { return nil }
        self.salt = salt
        self.cost = cost
        self.digests = digests
    }

    /// Ten fresh codes to show once, and the set to store; the person's older set is void.
    public static func issue(
        cost: HashCost = .interactive, using generator: inout some RandomNumberGenerator
    ) throws(HashingFault) -> (shown: [RecoveryCode], stored: RecoveryCodes) {
        var shown: [RecoveryCode] = []
        while shown.count < count {
            let code = RecoveryCode.random(using: &generator)
            if !shown.contains(code) { shown.append(code) }
        }
        let salt = RandomText.bytes(16, using: &generator)
        var digests: [[UInt8]] = []
        for code in shown { digests.append(try digest(of: code, salt: salt, cost: cost)) }
        // In another order than shown, so that the stored set does not tell which lines of the paper are used.
        digests.shuffle(using: &generator)
        guard let stored = RecoveryCodes(salt: salt, cost: cost, digests: digests) else {
            preconditionFailure("a set that was just made is one")
        }
        return (shown, stored)
    }

    /// Uses a code up; `false` when it is none of the unused ones.
    public mutating func use(_ code: RecoveryCode) throws(HashingFault) -> Bool {
        let digest = try Self.digest(of: code, salt: salt, cost: cost)
        let others = digests.filter { !Sodium.areEqual($0, digest) }
        defer { digests = others }
        return others.count < digests.count
    }

    private static func digest(
        of code: RecoveryCode, salt: [UInt8], cost: HashCost
    ) throws(HashingFault) -> [UInt8] {
        do throws(Sodium.Failure) {
            return try Sodium.argon2id(of: code.bytes, salt: salt, passes: cost.passes, bytes: cost.memoryBytes)
        } catch {
            throw .notComputed
        }
    }
}
