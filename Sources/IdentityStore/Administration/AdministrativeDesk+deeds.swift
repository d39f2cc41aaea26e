import Foundation
import Identity
import Operations
import Postgres
import Rules

extension AdministrativeDesk {
    /// What an act comes to: statements, its subject, and a secret that is shown once.
    private struct Deed {
        var statements: [PostgresStatement]
        var subject: String
        var detail = ""
        var secret: ShownOnce?
    }

    /// Does an act alone, and keeps its key.
    func finish(
        _ errand: Errand, _ target: AdministrativeTarget, by holder: Holder, on connection: PostgresConnection
    ) async throws(PostgresError) -> AdministrativeAnswer {
        let deed = try deed(errand, target, by: holder)
        let note = AuditNote(
            errand.caller, errand.act.name, target.alias, purpose: errand.act.reason, detail: deed.detail)
        let statements =
            deed.statements + [AuditTrail.insert(note, errand.origin)]
            + [Self.keeping(errand, deed.subject, target, by: holder)]
        _ = try await connection.pipeline(statements)
        return .done(Administered(kind: errand.act.name, subject: deed.subject, secret: deed.secret))
    }

    private static func keeping(
        _ errand: Errand, _ subject: String, _ target: AdministrativeTarget, by holder: Holder, id: String? = nil,
        words: String? = nil, roles: Set<Role> = []
    ) -> PostgresStatement {
        """
        INSERT INTO administrative_act
            (id, scope, key, fingerprint, kind, words, membership, subject, region, roles, settled_at)
        VALUES (\(id ?? UUID().uuidString.lowercased())::uuid, \(holder.person.number.text)::uuid, \(errand.key),
            \(.bytea(errand.act.fingerprint)), \(words == nil ? errand.act.name : WaitingWords.kind(errand.act)),
            \(.text(words)), \(holder.membership.number.text)::uuid, \(subject), \(target.region),
            \(.textArray(roles.map(\.rawValue).sorted())),
            CASE WHEN \(words == nil) THEN clock_timestamp() END)
        """
    }

    /// Lets an act wait for another person; of a registration the person is there at once, without a membership.
    func wait(
        _ errand: Errand, _ target: AdministrativeTarget, by holder: Holder, for roles: Set<Role>,
        on connection: PostgresConnection
    ) async throws(PostgresError) -> AdministrativeAnswer {
        var statements: [PostgresStatement] = []
        var subject = target.person
        if case .registerPerson(let entry) = errand.act {
            subject = UUID().uuidString.lowercased()
            statements = PersonRegister.adding(
                subject, alias: entry.alias, name: entry.name, phone: entry.phone, region: holder.region)
            statements.append(
                AuditTrail.insert(AuditNote(errand.caller, errand.act.name, entry.alias), errand.origin))
        }
        let id = UUID().uuidString.lowercased()
        let words = WaitingWords(errand.act, person: subject, alias: target.alias, wish: errand.reading.wish)
        statements.append(
            Self.keeping(errand, subject, target, by: holder, id: id, words: words.json, roles: roles))
        _ = try await connection.pipeline(statements)
        return .waits(id: id, subject: subject, roles)
    }

    private func deed(_ errand: Errand, _ target: AdministrativeTarget, by holder: Holder) throws(PostgresError) -> Deed
    {
        let by = holder.alias
        func each(_ standing: (String) -> Bool, _ isSuspended: Bool, isEnd: Bool = false) -> [PostgresStatement] {
            target.memberships.filter { standing($0.standing) }.flatMap {
                PersonRegister.suspending(
                    $0.number, isSuspended, isEnd: isEnd, by: by, reason: errand.act.reason)
            }
        }
        let numbers = target.memberships.map { "\($0.role) \($0.number)" }.joined(separator: " ")
        switch errand.act {
        case .registerPerson(let entry):
            let person = UUID().uuidString.lowercased()
            let membership = granting(errand, to: person, by: by)
            return Deed(
                statements: PersonRegister.adding(
                    person, alias: entry.alias, name: entry.name, phone: entry.phone, region: holder.region)
                    + membership.statements + [
                        AuditTrail.insert(
                            AuditNote(errand.caller, "membership-granted", entry.alias, detail: membership.detail),
                            errand.origin)
                    ], subject: person)
        case .grantMembership: return granting(errand, to: target.person, by: by)
        case .suspendPerson:
            return Deed(
                statements: each({ $0 != "suspended" && $0 != "ended" }, true), subject: target.person, detail: numbers)
        case .restorePerson:
            return Deed(statements: each({ $0 == "suspended" }, false), subject: target.person, detail: numbers)
        case .suspendMembership(let number, _):
            return Deed(statements: each({ _ in true }, true), subject: number, detail: numbers)
        case .restoreMembership(let number, _):
            return Deed(statements: each({ _ in true }, false), subject: number, detail: numbers)
        case .endMembership(let number, _):
            return Deed(statements: each({ _ in true }, true, isEnd: true), subject: number, detail: numbers)
        case .openAccount(let membership, let name):
            return try firstPassword(
                errand, name,
                after: "INSERT INTO account (name, membership) VALUES (\(name), \(membership.lowercased())::uuid)")
        case .resetPassword(let account): return try firstPassword(errand, account)
        case .resetFactor: preconditionFailure("a factor is reset by two persons")
        case .grantCredential(let entry): return try credential(errand, entry, by: by)
        case .revokeCredential(let name):
            return Deed(statements: [Credentials.revoking(name, by: by)], subject: name, detail: name)
        case .withdrawHandset(let name, _):
            let statement = HandsetRegister.withdrawing(name, by: by, reason: errand.act.reason)
            return Deed(statements: [statement], subject: name, detail: name)
        }
    }

    private func granting(_ errand: Errand, to person: String, by: String) -> Deed {
        guard let wish = errand.reading.wish else { preconditionFailure("a grant that was read has a wish") }
        let number = UUID().uuidString.lowercased()
        return Deed(
            statements: [PersonRegister.granting(number, wish, to: person, by: by)], subject: number,
            detail: "\(wish.role.rawValue) \(wish.organization.text) \(number)")
    }

    private func firstPassword(_ errand: Errand, _ account: String, after first: PostgresStatement? = nil)
        throws(PostgresError) -> Deed
    {
        // Without a fresh factor the table has refused it.
        guard let (shown, hash) = errand.password else { throw PostgresError(.decoding, "no password was made") }
        let until = errand.now.adding(days: Self.firstPasswordDays)
        return Deed(
            statements: (first.map { [$0] } ?? []) + Accounts.setting(hash, for: account, firstUntil: until),
            subject: account, detail: account, secret: ShownOnce(shown, until: until))
    }

    private func credential(_ errand: Errand, _ entry: CredentialEntry, by: String) throws(PostgresError) -> Deed {
        var generator = SystemRandomNumberGenerator()
        let reading = errand.reading
        let credential = Credential.random(reading.kind, using: &generator)
        let statement = Credentials.granting(
            credential, entry.name, to: .membership(MembershipNumber(entry.membership.lowercased())),
            scopes: reading.scopes, certificate: reading.certificate, from: errand.now, days: reading.days, by: by)
        guard let statement else { throw PostgresError(.decoding, "a credential that was read can be granted") }
        let bond = reading.certificate.map { " certificate \($0.hex)" } ?? ""
        return Deed(
            statements: [statement], subject: entry.name, detail: entry.name + bond,
            secret: ShownOnce(credential.shownOnce, until: errand.now.adding(days: reading.days)))
    }
}

extension AdministrativeAct {
    /// Why, as the person said.
    var reason: String {
        switch self {
        case .suspendPerson(_, let reason), .restorePerson(_, let reason), .suspendMembership(_, let reason),
            .restoreMembership(_, let reason), .endMembership(_, let reason), .withdrawHandset(_, let reason):
            reason.trimmingCharacters(in: .whitespacesAndNewlines)
        default: ""
        }
    }
}

/// The words of an act that waits, as they are kept and shown to the second person; no personal data.
struct WaitingWords: Codable, Sendable {
    let person, alias: String
    var account, organization, role, region: String?
    var sites: [String]?
    var validFrom, validTo: String?

    init(_ act: AdministrativeAct, person: String, alias: String, wish: MembershipWish?) {
        self.person = person
        self.alias = alias
        if case .resetFactor(let name) = act { account = name }
        guard let wish else { return }
        organization = wish.organization.text
        role = wish.role.rawValue
        region = wish.region.digits
        sites = wish.sites.isEmpty ? nil : wish.sites.sorted()
        validFrom = wish.firstDay.description
        validTo = wish.lastDay.description
    }

    /// Name of what waits: of a registration its grant.
    static func kind(_ act: AdministrativeAct) -> String {
        if case .registerPerson(let entry) = act {
            return AdministrativeAct.grantMembership(person: "", entry.membership).name
        }
        return act.name
    }

    /// As JSON text.
    var json: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard let data = try? encoder.encode(self) else { preconditionFailure("words can be written") }
        return String(decoding: data, as: UTF8.self)
    }

    /// The membership they wish; `nil` when they name none.
    var wish: MembershipWish? {
        guard let organization = organization.flatMap({ CreditCode($0) }),
            let role = role.flatMap({ Role(rawValue: $0) }),
            let region = region.flatMap({ RegionPrefix($0) }), let first = validFrom.flatMap({ CivilDate(iso: $0) }),
            let last = validTo.flatMap({ CivilDate(iso: $0) })
        else { return nil }
        return MembershipWish(
            organization: organization, role: role, region: region, sites: Set(sites ?? []), firstDay: first,
            lastDay: last)
    }
}
