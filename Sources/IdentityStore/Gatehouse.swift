import Custody
public import Identity
public import Operations
public import Postgres
public import Rules

/// Everything of this store over one pool, and the doors that surfaces know it by.
public struct Gatehouse: Sendable {
    private let pool: PostgresPool
    private let clock: IdentityClock
    /// Persons and memberships.
    public let people: PersonRegister
    /// Credentials.
    public let credentials: Credentials
    /// Credentials looked up.
    public let verified: VerifiedCredentials
    /// The audit.
    public let audit: AuditTrail
    /// Acts that wait for a second person.
    public let pending: PendingActs

    /// A gatehouse.
    public init(pool: PostgresPool, clock: IdentityClock = .system) {
        self.pool = pool
        self.clock = clock
        people = PersonRegister(pool: pool)
        credentials = Credentials(pool: pool)
        verified = VerifiedCredentials(pool: pool, clock: clock)
        audit = AuditTrail(pool: pool)
        pending = PendingActs(pool: pool)
    }

    /// Accounts, with the key that seals their second factors.
    public func accounts(_ key: FactorKey) -> Accounts { Accounts(pool: pool, key: key) }

    /// What takes personal data out that was recorded before a time.
    public func retention(before end: Timestamp) -> NameRetention { NameRetention(pool: pool, end: end) }

    /// The desk where persons sign in.
    ///
    /// - Throws: `HashingFault` when there is no memory for one hash.
    public func desk(_ key: FactorKey, cost: HashCost = .interactive) throws(HashingFault) -> SignInDesk {
        try SignInDesk(pool: pool, key: key, clock: clock, cost: cost)
    }

    /// All doors over a way into the book.
    ///
    /// - Parameter provider: the way through a provider, over the desk; `nil` where there is none.
    /// - Throws: `HashingFault` when there is no memory for one hash.
    public func doors(
        _ key: FactorKey, through provider: (SignInDesk) -> SingleSignOn? = { _ in nil },
        over submit: @escaping @Sendable (Submission) async -> Answer
    ) throws(HashingFault) -> Doors {
        let verified = verified
        let desk = try desk(key)
        var doors = Doors(
            signIns: desk.signIns,
            program: { token, presented throws(LedgerFault) in
                try await Self.asked { () throws(PostgresError) in
                    try await verified.caller(token, over: presented)
                }
            }, consents: consents(submit, beside: desk), audits: audits, unveilings: unveilings,
            administration: administration(desk), ownAccounts: ownAccounts(desk), handsets: handsets(desk))
        doors.singleSignOn = provider(desk)
        return doors
    }

    /// Names that stay out of records, as surfaces know them.
    public var unveilings: Unveilings {
        let vault = DisclosureVault(pool: pool)
        return Unveilings(
            parts: { record throws(LedgerFault) in
                try await Self.asked { () throws(PostgresError) in try await vault.parts(of: record) }
            },
            erasedPictures: { record, pictures throws(LedgerFault) in
                try await Self.asked { () throws(PostgresError) in
                    try await vault.erasedPictures(of: record, among: pictures)
                }
            },
            isSignature: { digest throws(LedgerFault) in
                try await Self.asked { () throws(PostgresError) in try await vault.isSignature(digest) }
            },
            reveal: { asked, caller throws(LedgerFault) in
                try await Self.asked { () throws(PostgresError) in try await vault.reveal(asked, to: caller) }
            },
            erase: { asked, caller throws(LedgerFault) in
                try await Self.asked { () throws(PostgresError) in try await vault.erase(asked, by: caller) }
            },
            erasePicture: { asked, digest, caller throws(LedgerFault) in
                try await Self.asked { () throws(PostgresError) in
                    try await vault.erasePicture(asked, digest, by: caller)
                }
            })
    }

    /// The audit as surfaces know it.
    public var audits: Audits {
        let audit = audit
        return Audits(
            note: { note throws(LedgerFault) in
                try await Self.asked { () throws(PostgresError) in try await audit.note(note) }
            },
            list: { query, actor throws(LedgerFault) in
                try await Self.asked { () throws(PostgresError) in try await audit.list(query, for: actor) }
            },
            hours: { query, actor throws(LedgerFault) in
                try await Self.asked { () throws(PostgresError) in try await audit.hours(query, for: actor) }
            },
            isNoted: { act, subject throws(LedgerFault) in
                try await Self.asked { () throws(PostgresError) in try await audit.isNoted(act, on: subject) }
            })
    }

    /// Runs a question to the database; whatever failed there is one fault to those who asked.
    public static func asked<Value>(_ body: () async throws(PostgresError) -> Value) async throws(LedgerFault) -> Value
    {
        do {
            return try await body()
        } catch {
            throw .away
        }
    }
}

extension Gatehouse {
    /// Stands before the one way into the book for every surface: denies whoever does not say by what right he acts,
    /// keeps acts that await a second person, and notes denials.
    ///
    /// - Parameter submit: the committer.
    public func guarded(_ submit: @escaping @Sendable (Submission) async -> Answer)
        -> @Sendable (Submission) async -> Answer
    {
        let audit = audit
        let pending = pending
        return { submission in
            guard submission.authority != .unstated else { return .denied([.noRight]) }
            let answer = await submit(submission)
            switch answer {
            case .denied(let faults):
                // A denial that could not be noted is a denial none the less.
                try? await audit.note(AuditNote(submission, faults))
                return answer
            case .awaitsSecondPerson(let roles, let ties) where !submission.isDryRun:
                do throws(PostgresError) {
                    guard let id = try await pending.keep(submission, roles, over: ties) else { return .keyReused }
                    return .pending(id, roles)
                } catch {
                    return .notConfirmed
                }
            default: return answer
            }
        }
    }

    /// The consents of second persons, over the same way into the book, and to what administrators hand in.
    public func consents(_ submit: @escaping @Sendable (Submission) async -> Answer, beside desk: SignInDesk)
        -> Consents
    {
        let administration = AdministrativeDesk(desk: desk)
        let (audit, pending, people, clock) = (audit, pending, people, clock)
        return Consents(
            list: { caller throws(LedgerFault) in
                guard let second = caller.authority.participant else { return [] }
                return try await Self.asked { () throws(PostgresError) in
                    try await pending.list(for: second, caller.actor, at: clock.now())
                        + administration.waiting(for: second)
                }
            },
            consent: { id, digest, caller throws(LedgerFault) in
                guard let second = caller.authority.participant else { return .unknown }
                return try await Self.asked { () throws(PostgresError) in
                    if let answer = try await administration.consent(id, digest, by: caller) { return answer }
                    let found = try await pending.submission(
                        id, with: second, caller.actor, at: clock.now(), people)
                    guard let found else { return .unknown }
                    guard found.shown.digest == digest else { return .otherWords }
                    let answer = await submit(found.submission)
                    switch answer {
                    case .done(let receipt, _):
                        try await pending.settle(id, by: second, record: receipt.recordId)
                        try await audit.note(AuditNote(caller, "consent", receipt.recordId))
                    case .denied(let faults):
                        try await audit.note(
                            AuditNote(
                                caller, "consent", id, outcome: .refused,
                                detail: faults.map(\.notice.code).joined(separator: " ")))
                    default: break
                    }
                    return .answered(answer)
                }
            })
    }
}

extension AuditNote {
    /// A note on an act that was denied.
    init(_ submission: Submission, _ faults: [AccessFault]) {
        self.init(
            who: submission.actor.name, person: submission.authority.participant?.person.number,
            region: submission.actor.region, act: "act:\(submission.act.name)",
            subject: submission.act.body.chief?.code ?? "", outcome: .refused,
            detail: faults.map(\.notice.code).joined(separator: " "))
    }
}
