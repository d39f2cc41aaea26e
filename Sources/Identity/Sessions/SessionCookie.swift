/// The cookie of a console session, as text.
///
/// `__Host-` makes browsers insist on Secure, Path=/ and no Domain (RFC 6265bis, 4.1.3.2), so that no neighbouring host
/// can plant one. It has no Max-Age: it goes with the browser, and the server's limits hold anyway.
public enum SessionCookie {
    /// The name.
    public static let name = "__Host-grainledger"
    private static let attributes = "Path=/; Secure; HttpOnly; SameSite=Lax"

    /// Value of `Set-Cookie` for a session.
    public static func setting(_ secret: SessionSecret) -> String { "\(name)=\(secret.text); \(attributes)" }

    /// Value of `Set-Cookie` for the text of a session's secret, as `SignIns` hands it out.
    public static func setting(_ text: String) -> String? { SessionSecret(text).map(setting) }

    /// Value of `Set-Cookie` that removes it.
    public static let removal = "\(name)=; Max-Age=0; \(attributes)"

    /// The secret in the values of the request's `Cookie` fields; `nil` when there is none, it has another form, or
    /// there are two, of which one is not ours.
    public static func secret(in fields: [String]) -> SessionSecret? {
        let found = fields.flatMap { $0.split(separator: ";") }.compactMap { pair -> Substring? in
            let trimmed = pair.drop { $0 == " " }
            return trimmed.hasPrefix(name + "=") ? trimmed.dropFirst(name.count + 1) : nil
        }
        guard found.count == 1 else { return nil }
        return SessionSecret(String(found[0]))
    }
}
