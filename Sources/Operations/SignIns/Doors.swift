public import Identity

/// Every way in, and what watches over them: what the surfaces need beside the ledger.
public struct Doors: Sendable {
    /// Persons with a browser.
    public var signIns: SignIns
    /// Programs and devices with a token: who stands behind it; `nil` when it opens nothing, or not over a connection
    /// with that certificate.
    public var program:
        @Sendable (_ token: String, _ presented: PresentedCertificate) async throws(LedgerFault) -> Caller?
    /// Consents of second persons.
    public var consents: Consents
    /// The audit.
    public var audits: Audits
    /// Names that stay out of records.
    public var unveilings: Unveilings
    /// Persons, memberships, accounts and credentials.
    public var administration: Administration
    /// What everybody does with his own account.
    public var ownAccounts: OwnAccounts
    /// Handsets in the field.
    public var handsets: Handsets
    /// Persons who come from an OpenID provider; `nil` where none is set up.
    public var singleSignOn: SingleSignOn?

    /// Doors.
    public init(
        signIns: SignIns,
        program: @escaping @Sendable (String, PresentedCertificate) async throws(LedgerFault) -> Caller?,
        consents: Consents, audits: Audits, unveilings: Unveilings, administration: Administration,
        ownAccounts: OwnAccounts, handsets: Handsets
    ) {
        self.signIns = signIns
        self.program = program
        self.consents = consents
        self.audits = audits
        self.unveilings = unveilings
        self.administration = administration
        self.ownAccounts = ownAccounts
        self.handsets = handsets
    }
}
