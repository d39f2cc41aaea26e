import Crypto
import Foundation
import Identity
import Operations
import Postgres
import Rules

/// Does acts of administration: reads their words, asks the table of permissions, looks at what is there, writes act, note and key
/// in one transaction. All of them go one behind the other, so that what was looked at still stands when it is changed.
struct AdministrativeDesk: Sendable {
    let desk: SignInDesk

    var pool: PostgresPool { desk.pool }
    /// Days for which a first password serves, and for which an act waits for a second person.
    static let firstPasswordDays: Int64 = 7
    static let waitingDays: Int64 = 7

    /// An act that was read, with who hands it in and what was made for it beforehand.
    struct Errand: Sendable {
        let act: AdministrativeAct
        let reading: AdministrativeReading
        let caller: Caller
        let first: Participant
        let key: String
        let version: Int64?
        let now: Timestamp
        let origin: Origin
        var password: (shown: String, hash: PasswordHash)?
    }

    /// Does an act, once for each key of a person.
    func perform(
        _ act: AdministrativeAct, by caller: Caller, key: String, expecting version: Int64?
    ) async throws(PostgresError) -> AdministrativeAnswer {
        let now = desk.clock.now()
        guard let first = caller.authority.participant, Self.mayEver(act, first) else {
            try await desk.audit.note(
                AuditNote(caller, act.name, outcome: .refused, detail: AccessFault.notPermitted.notice.code))
            return .denied([.notPermitted])
        }
        let reading = AdministrativeReading(act, within: first.acting.reach, at: now)
        let outside = try await organizationFaults(reading, act, first, caller)
        guard reading.faults.isEmpty, outside.isEmpty else { return .unfit(reading.faults + outside) }
        var errand = Errand(
            act: act, reading: reading, caller: caller, first: first, key: key, version: version, now: now,
            origin: Origin.current)
        // Costly, and therefore neither inside the transaction nor for who would be refused anyway.
        if act.makesPassword, first.presence == .freshFactor {
            var generator = SystemRandomNumberGenerator()
            let (shown, password) = Password.first(using: &generator)
            guard let hash = try await desk.hash(of: password) else { return .busy }
            errand.password = (shown, hash)
        }
        let ready = errand
        do throws(PostgresError) {
            return try await pool.withTransaction { connection throws(PostgresError) in
                try await carryOut(ready, on: connection)
            }
        } catch {
            // The command line may have taken the name at the same moment.
            guard let fault = Self.fault(of: error) else { throw error }
            return .unfit([fault])
        }
    }

    /// Whether a role may do an act on anything at all; everybody may revoke what is his own.
    private static func mayEver(_ act: AdministrativeAct, _ first: Participant) -> Bool {
        act.isForOneself
            || Permission.of(first.acting.role, to: act.name, relations: Set(Relation.allCases)) != .denied
    }

    private static func fault(of error: PostgresError) -> MemberFault? {
        switch error.constraint {
        case "person_alias_unique": MemberFault("alias", .aliasTaken)
        case "account_pkey": MemberFault("name", .accountTaken)
        case "credential_name_unique": MemberFault("name", .credentialTaken)
        default: nil
        }
    }

    /// An organisation is one of the registers within reach, under row security; authorities, which no register has, are told
    /// by the region in their code, and the administrator's own is his.
    private func organizationFaults(
        _ reading: AdministrativeReading, _ act: AdministrativeAct, _ first: Participant, _ caller: Caller
    ) async throws(PostgresError) -> [MemberFault] {
        guard let wish = reading.wish, let reach = first.acting.reach else { return [] }
        let rows = try await pool.rows(
            "SELECT county FROM organization WHERE code = \(wish.organization.text)",
            by: RowRight.reading(caller.actor))
        let isRegistered = try rows.first.map { row throws(PostgresError) in reach.contains(try row.text(0)) } ?? false
        let isAuthority =
            wish.reach == "region"
            && (reach.contains(wish.organization.region) || wish.organization == first.acting.organization)
        guard !isRegistered, !isAuthority else { return [] }
        let prefix = if case .registerPerson = act { "membership/" } else { "" }
        return [MemberFault("\(prefix)organization", .organizationUnknown)]
    }

    private func carryOut(_ errand: Errand, on connection: PostgresConnection) async throws(PostgresError)
        -> AdministrativeAnswer
    {
        _ = try await connection.query("SELECT version FROM rights_version FOR UPDATE")
        if let earlier = try await replay(errand, on: connection) { return earlier }
        guard let holder = try await holder(errand.first.acting.number.text, on: connection) else { return .unknown }
        let first = holder.participant(errand.first.presence)
        guard let target = try await target(of: errand, first, on: connection) else { return .unknown }
        var roles: Set<Role> = []
        switch access(errand, first, target) {
        case .allowed: break
        case .awaitsSecondPerson(let seconds): roles = seconds
        case .refused(let faults): return try await deny(errand, target, faults, on: connection)
        }
        if errand.act.isForOthers, target.person == first.person.number.text {
            return try await deny(errand, target, [.ownRights], on: connection)
        }
        if let version = errand.version, version != target.version { return .stale }
        let obstacles = try await AdministrativeObstacles(target: target, now: errand.now)
            .faults(of: errand.act, on: connection)
        guard obstacles.isEmpty else { return .unfit(obstacles) }
        return roles.isEmpty
            ? try await finish(errand, target, by: holder, on: connection)
            : try await wait(errand, target, by: holder, for: roles, on: connection)
    }

    /// What the table says of the act; of a registration also what it says of the membership that comes with it.
    private func access(_ errand: Errand, _ first: Participant, _ target: AdministrativeTarget) -> Access {
        let authority = Authority.person(first, errand.caller.scopes)
        let ties = Ties(region: target.region)
        if errand.act.isForOneself, target.person == first.person.number.text,
            first.acting.standing(at: errand.now) == .valid
        {
            return .allowed
        }
        let access = authority.access(to: errand.act.name, with: nil, over: ties, at: errand.now)
        guard access == .allowed, case .registerPerson(let entry) = errand.act else { return access }
        return authority.access(
            to: AdministrativeAct.grantMembership(person: "", entry.membership).name, with: nil, over: ties,
            at: errand.now)
    }

    private func deny(
        _ errand: Errand, _ target: AdministrativeTarget, _ faults: [AccessFault], on connection: PostgresConnection
    ) async throws(PostgresError) -> AdministrativeAnswer {
        let note = AuditNote(
            errand.caller, errand.act.name, target.alias, outcome: .refused,
            detail: faults.map(\.notice.code).joined(separator: " "))
        _ = try await connection.query(AuditTrail.insert(note, errand.origin))
        return .denied(faults)
    }

    /// What the same key brought before; `nil` for a new one.
    private func replay(_ errand: Errand, on connection: PostgresConnection) async throws(PostgresError)
        -> AdministrativeAnswer?
    {
        let rows = try await connection.query(
            """
            SELECT id::text, fingerprint, kind, subject, roles, settled_at IS NOT NULL FROM administrative_act
            WHERE scope = \(errand.first.person.number.text)::uuid AND key = \(errand.key)
            """
        ).rows
        guard let row = rows.first else { return nil }
        guard try row.bytes(1) == errand.act.fingerprint else { return .keyReused }
        let subject = try row.text(3)
        guard try row.bool(5) else {
            let roles = try row.textArray(4).compactMap { $0.flatMap { Role(rawValue: $0) } }
            return .waits(id: try row.text(0), subject: subject, Set(roles))
        }
        return .done(Administered(kind: try row.text(2), subject: subject, isReplayed: true))
    }

    func holder(_ membership: String, on connection: PostgresConnection) async throws(PostgresError) -> Holder? {
        try HolderRows.holder(of: membership, in: try await connection.query(HolderRows.select(of: membership)).rows)
    }

    private func target(of errand: Errand, _ first: Participant, on connection: PostgresConnection)
        async throws(PostgresError) -> AdministrativeTarget?
    {
        let today = errand.now.chinaDate
        let reach = first.acting.reach?.digits
        let own = first.person.number.text
        func membership(
            _ number: String = "", account: String = "", credential: String = "", handset: String = ""
        ) -> PostgresStatement {
            AdministrativeTarget.membership(
                number, account: account, credential: credential, handset: handset, within: reach, or: own,
                today: today)
        }
        let statement: PostgresStatement
        switch errand.act {
        case .registerPerson(let entry):
            return AdministrativeTarget(registeringIn: errand.reading.wish?.region.digits ?? "", alias: entry.alias)
        case .grantMembership(let person, _), .suspendPerson(let person, _), .restorePerson(let person, _):
            guard let reach else { return nil }
            statement = AdministrativeTarget.person(person.lowercased(), within: reach, today: today)
        case .suspendMembership(let number, _), .restoreMembership(let number, _), .endMembership(let number, _),
            .openAccount(let number, _):
            statement = membership(number.lowercased())
        case .resetPassword(let account), .resetFactor(let account): statement = membership(account: account)
        case .grantCredential(let entry): statement = membership(entry.membership.lowercased())
        case .revokeCredential(let name): statement = membership(credential: name)
        case .withdrawHandset(let name, _): statement = membership(handset: name)
        }
        return try AdministrativeTarget(try await connection.query(statement).rows)
    }
}

extension Membership {
    /// The region it reaches, of who reaches one.
    var reach: RegionPrefix? { if case .region(let prefix) = jurisdiction { prefix } else { nil } }
}

extension AdministrativeAct {
    /// Whether a first password is made for it.
    var makesPassword: Bool {
        switch self {
        case .openAccount, .resetPassword: true
        default: false
        }
    }

    /// Whether nobody does it for himself; a credential has no right that its holder has not.
    var isForOthers: Bool {
        switch self {
        case .grantCredential, .revokeCredential, .withdrawHandset: false
        default: true
        }
    }

    /// Whether everybody does it with what is his own.
    var isForOneself: Bool {
        switch self {
        case .revokeCredential, .withdrawHandset: true
        default: false
        }
    }

    /// What a key stands for: the words without names and telephone numbers, which a digest would betray to who guesses.
    var fingerprint: [UInt8] {
        var words = self
        if case .registerPerson(var entry) = self {
            entry.name = nil
            entry.phone = nil
            words = .registerPerson(entry)
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        guard let bytes = try? encoder.encode(words) else { preconditionFailure("an act that was read can be written") }
        return [UInt8](SHA256.hash(data: bytes))
    }
}
