/// What is wrong with an ID token. The raw value goes into the audit; nobody at the door is told more than that the
/// sign-in was refused.
public enum TokenFault: String, Error, Sendable, CaseIterable {
    /// It has not three parts of base64url JSON, or a claim has another form.
    case form
    /// Its header names another algorithm than the configured one: `none`, HS256 and everything else.
    case algorithm
    /// Its header says that it is another kind of token.
    case type
    /// Its header brings a key, an address of keys, or an extension that has to be understood.
    case foreignKey = "foreign-key"
    /// The provider publishes no such key, also when asked again.
    case unknownKey = "unknown-key"
    /// The signature is not that of the key.
    case signature
    /// Another issuer.
    case issuer
    /// It is not for this client, or was handed to another party.
    case audience
    /// Its time is over, or it names no end.
    case expired
    /// Its time has not come.
    case notYet = "not-yet"
    /// It was issued in the future, or too long ago for a sign-in of now.
    case issuedAt = "issued-at"
    /// It does not answer this browser's request.
    case nonce
    /// It names nobody, or by a name no provider may use.
    case subject
}
