import Crypto

/// The random id of a console session: 43 characters of base62 (256 bits). The browser has it; the database its digest.
public struct SessionSecret: Masked, Hashable {
    /// The text, for the cookie alone.
    public let text: String

    private static let count = 43

    /// A fresh one.
    public static func random(using generator: inout some RandomNumberGenerator) -> SessionSecret {
        SessionSecret(text: RandomText.base62(count, using: &generator))
    }

    private init(text: String) { self.text = text }

    /// One from a cookie; `nil` for a text of another form.
    public init?(_ text: String) {
        guard text.utf8.count == Self.count, RandomText.isBase62(text) else { return nil }
        self.text = text
    }

    /// What is stored.
    public var digest: SecretDigest { SecretDigest(of: text) }

    /// The token every form of this session carries: HMAC-SHA-256 with the secret as key, in hexadecimal.
    ///
    /// Another site can make the browser send the cookie, and can read neither cookie nor token. The token does not lead
    /// back to the secret, and what the database holds does not lead to the token.
    public var formToken: String {
        let code = HMAC<SHA256>.authenticationCode(
            for: Array("grainledger form 1".utf8), using: SymmetricKey(data: Array(text.utf8)))
        return code.map { byte in
            let digits = String(byte, radix: 16)
            return digits.count == 1 ? "0" + digits : digits
        }.joined()
    }

    /// Whether a form's token is this session's; compared in constant time.
    public func accepts(formToken: String) -> Bool {
        Sodium.areEqual(Array(self.formToken.utf8), Array(formToken.utf8))
    }

    /// Equality that takes the same time wherever the first difference lies.
    public static func == (left: Self, right: Self) -> Bool {
        Sodium.areEqual(Array(left.text.utf8), Array(right.text.utf8))
    }
}
