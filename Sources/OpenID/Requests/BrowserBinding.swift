import Crypto
import Foundation

/// What binds a sign-in to the browser that began it: a secret in a cookie, from which state, nonce and code verifier are
/// derived. The server keeps nothing, any instance can finish, and none of the three leads back to the cookie.
public struct BrowserBinding: Sendable {
    /// Value of the cookie: secret, start and where to go afterwards.
    public let cookie: String
    /// Where to go afterwards, an address of the console.
    public let target: String
    private let secret: SymmetricKey
    private let start: Int64

    /// Seconds a person has at the provider.
    public static let lifetime: Int64 = 600

    /// A fresh one.
    ///
    /// - Parameter now: seconds since 1970.
    public init(target: String, now: Int64, using generator: inout some RandomNumberGenerator) {
        let secret = (0..<32).map { _ in UInt8.random(in: 0...255, using: &generator) }
        self.init(secret, now, target)
    }

    private init(_ secret: [UInt8], _ start: Int64, _ target: String) {
        cookie = "\(Base64URL.text(of: secret)).\(start).\(Base64URL.text(of: target.utf8))"
        self.secret = SymmetricKey(data: secret)
        self.start = start
        self.target = target
    }

    /// The one in a cookie; `nil` when it has another form or its time is over.
    public init?(cookie: String, now: Int64) {
        let parts = cookie.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, let secret = Base64URL.bytes(of: parts[0]), secret.count == 32,
            let start = Int64(parts[1]), (now - Self.lifetime...now + 60).contains(start),
            let target = Base64URL.bytes(of: parts[2])
        else { return nil }
        self.init(secret, start, String(decoding: target, as: UTF8.self))
    }

    /// Comes back with the browser and shows that the answer belongs to its request.
    public var state: String { derived("state") }
    /// Comes back in the ID token and shows that it was issued for this request.
    public var nonce: String { derived("nonce") }
    /// Shows the provider that who redeems the code is who asked for it (RFC 7636).
    public var verifier: String { derived("verifier") }
    /// What the provider is told of the verifier beforehand: its SHA-256 (`S256`).
    public var challenge: String { Base64URL.text(of: SHA256.hash(data: Data(verifier.utf8))) }

    /// Whether a state is this browser's; compared in constant time.
    public func accepts(state: String) -> Bool {
        guard let code = Base64URL.bytes(of: state) else { return false }
        return HMAC<SHA256>.isValidAuthenticationCode(code, authenticating: words("state"), using: secret)
    }

    private func derived(_ use: String) -> String {
        Base64URL.text(of: HMAC<SHA256>.authenticationCode(for: words(use), using: secret))
    }

    private func words(_ use: String) -> Data { Data("\(use)\n\(start)\n\(target)".utf8) }
}
