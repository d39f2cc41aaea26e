import Crypto
public import Rules

/// The shared key of an authenticator program, and the codes it shows (TOTP, RFC 6238).
public struct Authenticator: Masked, Hashable {
    /// The digest below the code. Programs in the field know SHA-1 for certain; HMAC does not suffer from its collisions.
    public enum Algorithm: String, Hashable, Sendable, CaseIterable {
        case sha1 = "SHA1"
        case sha256 = "SHA256"
        case sha512 = "SHA512"
    }

    /// The key's bytes; stored encrypted by whoever stores them.
    public let key: [UInt8]
    /// The digest.
    public let algorithm: Algorithm
    /// Digits shown: 6, or 8.
    public let digits: Int
    /// Seconds a code lasts.
    public static let period: Int64 = 30

    /// A key; `nil` for one below 128 bits (RFC 4226, R6) or another number of digits than 6 to 8.
    public init?(key: [UInt8], algorithm: Algorithm = .sha1, digits: Int = 6) {
        guard key.count >= 16, (6...8).contains(digits) else { return nil }
        self.key = key
        self.algorithm = algorithm
        self.digits = digits
    }

    private init(fresh key: [UInt8]) {
        self.key = key
        algorithm = .sha1
        digits = 6
    }

    /// A fresh key of 160 bits, as RFC 4226 recommends.
    public static func random(using generator: inout some RandomNumberGenerator) -> Authenticator {
        Authenticator(fresh: RandomText.bytes(20, using: &generator))
    }

    /// The step an instant lies in: whole periods since 1970.
    public static func step(at time: Timestamp) -> Int64 { time.unixSeconds / period }

    /// The code of a step, with leading zeros (RFC 4226, 5.3).
    public func code(atStep step: Int64) -> String {
        let moving = (0..<8).reversed().map { UInt8(truncatingIfNeeded: step >> ($0 * 8)) }
        let mac = authenticate(moving)
        let offset = Int(mac[mac.count - 1] & 0x0F)
        let word = mac[offset..<offset + 4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) } & 0x7FFF_FFFF
        let limit = (0..<digits).reduce(UInt32(1)) { product, _ in product * 10 }
        let text = String(word % limit)
        return String(repeating: "0", count: digits - text.count) + text
    }

    /// The step whose code was typed, one period early or late at most; `nil` when it is none, or was used before.
    ///
    /// - Parameter lastUsed: the step accepted last; only later ones are accepted, so that a code that was overseen
    ///   opens nothing (RFC 6238, 5.2). The caller stores the answer in the transaction that lets the person in.
    public func acceptedStep(of typed: String, at now: Timestamp, lastUsed: Int64?) -> Int64? {
        let typed = Array(typed.utf8.filter { $0 != UInt8(ascii: " ") })
        let present = Self.step(at: now)
        var accepted: Int64?
        // All three are compared, whichever fits: the time tells nothing.
        for step in present - 1...present + 1 {
            let isEqual = Sodium.areEqual(Array(code(atStep: step).utf8), typed)
            if isEqual, step > lastUsed ?? .min { accepted = step }
        }
        return accepted
    }

    private func authenticate(_ message: [UInt8]) -> [UInt8] {
        let key = SymmetricKey(data: key)
        return switch algorithm {
        case .sha1: [UInt8](HMAC<Insecure.SHA1>.authenticationCode(for: message, using: key))
        case .sha256: [UInt8](HMAC<SHA256>.authenticationCode(for: message, using: key))
        case .sha512: [UInt8](HMAC<SHA512>.authenticationCode(for: message, using: key))
        }
    }
}
