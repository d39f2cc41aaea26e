/// Every way in, and what watches over them: what the surfaces need beside the ledger.
public struct Doors: Sendable {
    /// Persons with a browser.
    public var signIns: SignIns
    /// Programs with a bearer token: who stands behind it; `nil` when it opens nothing.
    public var program: @Sendable (_ token: String) async throws(LedgerFault) -> Caller?
    /// Consents of second persons.
    public var consents: Consents
    /// The audit.
    public var audits: Audits
    /// Names that stay out of records.
    public var unveilings: Unveilings
    /// Persons who come from an OpenID provider; `nil` where none is set up.
    public var singleSignOn: SingleSignOn?

    /// Doors.
    public init(
        signIns: SignIns, program: @escaping @Sendable (String) async throws(LedgerFault) -> Caller?,
        consents: Consents, audits: Audits, unveilings: Unveilings
    ) {
        self.signIns = signIns
        self.program = program
        self.consents = consents
        self.audits = audits
        self.unveilings = unveilings
    }
}
