/// This service as a provider knows it, from the settings.
public struct Client: Sendable {
    /// The provider's issuer identifier, letter by letter.
    public let issuer: String
    /// Name of this client there.
    public let id: String
    /// Its secret; from a file, never shown.
    let secret: String
    /// Where the provider sends browsers back to, letter by letter as registered there.
    public let redirect: String
    /// The algorithm of ID tokens.
    public let algorithm: Algorithm
    /// Words of `amr` or `acr` that mean a second factor; with none the account's own is asked for.
    public let factorWords: Set<String>

    /// Seconds a second factor at the provider counts as given just now.
    static let freshSeconds = 300

    /// A client; `nil` unless issuer and redirect are `https`, or `http` on loopback, without query and fragment.
    public init?(
        issuer: String, id: String, secret: String, redirect: String, algorithm: Algorithm,
        factorWords: Set<String> = []
    ) {
        guard SafeAddress.isSafe(issuer), SafeAddress.isSafe(redirect), !id.isEmpty, !secret.isEmpty else { return nil }
        self.issuer = issuer
        self.id = id
        self.secret = secret
        self.redirect = redirect
        self.algorithm = algorithm
        self.factorWords = factorWords
    }
}
