/// Cookies of a sign-in at another department's provider, as text: they live for minutes, between two requests.
///
/// Lax, because the browser comes back from another site; `__Host-`, so that no neighbouring host can plant one.
public enum PassingCookie: String, Sendable {
    /// Binds the provider's answer to the browser that asked.
    case request = "__Host-grainledger-openid"
    /// Says for whom the second factor is still asked.
    case ticket = "__Host-grainledger-ticket"

    private static let attributes = "Path=/; Secure; HttpOnly; SameSite=Lax"

    /// Value of `Set-Cookie`.
    ///
    /// - Parameter value: letters, digits and `-_.` only; base64url has no others.
    public func setting(_ value: String, seconds: Int64) -> String {
        "\(rawValue)=\(value); Max-Age=\(seconds); \(Self.attributes)"
    }

    /// Value of `Set-Cookie` that removes it.
    public var removal: String { "\(rawValue)=; Max-Age=0; \(Self.attributes)" }
}
