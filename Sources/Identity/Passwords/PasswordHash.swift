/// Why a hash could not be computed or compared: the world failed, and the person is neither right nor wrong.
///
/// It is not charged to anybody's throttle and becomes 503.
public enum HashingFault: Error, Hashable, Sendable {
    /// There was no memory for the cost, or the stored text is damaged.
    case notComputed
}

/// The stored form of a password: Argon2id with its parameters and salt, `$argon2id$v=19$m=65536,t=2,p=1$…$…`.
///
/// Computing and comparing take tens of milliseconds and the memory of the cost, on the calling thread: keep them off
/// event loops, and bound how many run at once.
public struct PasswordHash: Masked {
    /// The text to store.
    public let stored: String

    /// Hashes a password with a fresh salt.
    public init(_ password: Password, cost: HashCost = .interactive) throws(HashingFault) {
        do throws(Sodium.Failure) {
            stored = try Sodium.argon2idText(of: password.bytes, passes: cost.passes, bytes: cost.memoryBytes)
        } catch {
            throw .notComputed
        }
    }

    /// A stored hash; `nil` for a text of another algorithm.
    public init?(stored text: String) {
        guard text.hasPrefix("$argon2id$"), text.utf8.count < 128, !text.utf8.contains(0) else { return nil }
        stored = text
    }

    /// Whether a password is the one that was hashed.
    public func matches(_ password: Password) throws(HashingFault) -> Bool {
        do throws(Sodium.Failure) { return try Sodium.matches(stored, password.bytes) } catch { throw .notComputed }
    }

    /// True when the hash was made at another cost: after the next right password it is made anew.
    public func differs(from cost: HashCost) -> Bool {
        Sodium.differsInCost(stored, passes: cost.passes, bytes: cost.memoryBytes)
    }
}
