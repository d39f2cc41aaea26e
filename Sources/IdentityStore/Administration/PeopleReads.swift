import Identity
import Operations
import Postgres
import Rules

/// Reads persons for those who administer or oversee them: what lies within the region of the membership they act by. What they
/// are told of persons is noted in the audit first.
struct PeopleReads: Sendable {
    let pool: PostgresPool
    let clock: IdentityClock

    /// Who asks, and how far he sees.
    private struct Sight {
        let reach: String
        /// Whether persons are found by their whole name, too.
        let findsNames: Bool
    }

    private func sight(of caller: Caller) -> Sight? {
        guard caller.mayReadPeople, caller.scopes.coverReading, let participant = caller.authority.participant,
            participant.acting.standing(at: clock.now()) == .valid, let reach = participant.acting.reach
        else { return nil }
        return Sight(reach: reach.digits, findsNames: caller.mayAdminister)
    }

    /// The region whose people a caller may read; `nil` when he reads no one's but his own.
    func reach(of caller: Caller) -> String? { sight(of: caller)?.reach }

    /// A page of persons.
    func persons(_ query: PeopleQuery, for caller: Caller) async throws(PostgresError) -> PeoplePage? {
        guard let sight = sight(of: caller) else { return nil }
        let detail = [query.organization, query.role, query.standing].compactMap(\.self).joined(separator: " ")
        let note = AuditTrail.insert(AuditNote(caller, "persons-read", detail: detail), Origin.current)
        let results = try await pool.pipeline([note, select(query, sight), facets(sight)])
        var persons = try sheets(results[1].rows)
        let isMore = persons.count > query.limit
        if isMore { persons.removeLast() }
        var counts: [String: [String: Int]] = [:]
        for row in results[2].rows { counts[try row.text(0), default: [:]][try row.text(1)] = Int(try row.int8(2)) }
        return PeoplePage(
            persons: persons, next: isMore ? persons.last?.alias : nil, roles: counts["role"] ?? [:],
            standings: counts["standing"] ?? [:])
    }

    /// One person with his accounts and credentials.
    func person(_ number: String, for caller: Caller) async throws(PostgresError) -> PersonSheet? {
        guard let sight = sight(of: caller) else { return nil }
        var query = PeopleQuery()
        query.limit = 1
        let results = try await pool.pipeline([
            select(query, sight, number: number.lowercased()), accounts(of: number.lowercased(), sight.reach),
        ])
        guard var sheet = try sheets(results[0].rows).first else { return nil }
        let note = AuditTrail.insert(AuditNote(caller, "person-read", sheet.alias), Origin.current)
        _ = try await pool.pipeline([note])
        sheet.accounts = try Self.accounts(results[1].rows)
        var held = CredentialQuery()
        held.person = number.lowercased()
        held.limit = 200
        sheet.credentials = try await credentials(held, for: caller)?.credentials
        return sheet
    }

    /// Name and telephone number of a person within reach; noted in the transaction that reads them.
    func detail(of number: String, for purpose: String, to caller: Caller) async throws(PostgresError) -> PersonDetail?
    {
        guard let sheet = try await person(number, for: caller) else { return nil }
        let note = AuditNote(caller, "person-revealed", sheet.alias, purpose: purpose)
        let row = try await pool.pipeline([
            AuditTrail.insert(note, Origin.current),
            "SELECT name, phone FROM person_detail WHERE person::text = \(sheet.code)",
        ])[1].rows.first
        guard let row else { return PersonDetail(name: nil, phone: nil) }
        return PersonDetail(name: try row.textIfPresent(0), phone: try row.textIfPresent(1))
    }

    private func select(_ query: PeopleQuery, _ sight: Sight, number: String = "") -> PostgresStatement {
        let (organization, role) = (query.organization ?? "", query.role ?? "")
        let (standing, text, reach) = (query.standing ?? "", query.text ?? "", sight.reach)
        let today = clock.now().chinaDate.description, idle = idleSince
        return """
            WITH shown AS (
                SELECT person.number, person.alias, person_detail.name, person_detail.phone
                FROM person LEFT JOIN person_detail ON person_detail.person = person.number
                WHERE person.alias COLLATE "C" > \(query.after ?? "") AND (\(number) = '' OR person.number::text = \(number))
                    AND (EXISTS (SELECT 1 FROM membership
                            WHERE membership.person = person.number AND starts_with(membership.region, \(reach)))
                        OR starts_with(person.region, \(reach))
                            AND NOT EXISTS (SELECT 1 FROM membership WHERE membership.person = person.number))
                    AND (\(text) = '' OR strpos(lower(person.alias), lower(\(text))) > 0
                        OR \(sight.findsNames) AND person_detail.name = \(text))
                    AND (\(organization) = '' AND \(role) = '' AND \(standing) = '' OR EXISTS (
                        SELECT 1 FROM membership_now AS held
                        WHERE held.person = person.number AND starts_with(held.region, \(reach))
                            AND (\(organization) = '' OR held.organization = \(organization))
                            AND (\(role) = '' OR held.role = \(role))
                            AND (\(standing) = '' OR membership_standing(held.ended_at, held.suspended_at,
                                held.first_day, held.last_day, \(today)::date)
                                = CASE \(standing) WHEN 'idle' THEN 'valid' ELSE \(standing) END)
                            AND (\(standing) <> 'idle' OR membership_used_at(held.number) < \(idle))))
                ORDER BY person.alias COLLATE "C" LIMIT \(query.limit + 1)
            )
            SELECT shown.number::text, shown.alias, shown.name, shown.phone, person_version(shown.number),
                (SELECT count(*) FROM membership
                    WHERE membership.person = shown.number AND NOT starts_with(membership.region, \(reach))),
                held.number::text, held.organization, held.role, held.region,
                membership_standing(held.ended_at, held.suspended_at, held.first_day, held.last_day, \(today)::date),
                held.granted_by, held.sites, held.first_day::text, held.last_day::text
            FROM shown LEFT JOIN membership_now AS held
                ON held.person = shown.number AND starts_with(held.region, \(reach))
            ORDER BY shown.alias COLLATE "C", held.granted_at, held.number
            """
    }

    private func facets(_ sight: Sight) -> PostgresStatement {
        let today = clock.now().chinaDate.description
        return """
            WITH held AS (
                SELECT number, person, role,
                    membership_standing(ended_at, suspended_at, first_day, last_day, \(today)::date) AS standing
                FROM membership_now WHERE starts_with(region, \(sight.reach))
            )
            SELECT 'role', role, count(DISTINCT person) FROM held GROUP BY role
            UNION ALL SELECT 'standing', standing, count(DISTINCT person) FROM held GROUP BY standing
            UNION ALL SELECT 'standing', 'idle', count(DISTINCT person) FROM held
                WHERE standing = 'valid' AND membership_used_at(number) < \(idleSince) HAVING count(*) > 0
            """
    }

    /// Who has used a membership last before this has not used it for 90 days (experience.md §1.5).
    private var idleSince: PostgresValue {
        .timestamptz(microsecondsSince1970: clock.now().adding(days: -90).microseconds)
    }

    private func sheets(_ rows: [PostgresRow]) throws(PostgresError) -> [PersonSheet] {
        var sheets: [PersonSheet] = []
        for row in rows {
            let number = try row.text(0)
            let earlier = sheets.last?.code == number ? sheets.removeLast().memberships : []
            let membership = try row.textIfPresent(6) == nil ? [] : [try Self.membership(row, from: 6)]
            let (name, phone) = (try row.textIfPresent(2), try row.textIfPresent(3))
            sheets.append(
                PersonSheet(
                    code: number, alias: try row.text(1), name: name.map(PersonDetail.covered),
                    phone: phone.map(Self.hidden),
                    memberships: earlier + membership,
                    elsewhere: Int(try row.int8(5)), version: try row.int8(4)))
        }
        return sheets
    }

    static func membership(_ row: PostgresRow, from at: Int) throws(PostgresError) -> MembershipSheet {
        var texts: [String] = []
        for column in at..<at + 6 { texts.append(try row.text(column)) }
        return MembershipSheet(
            texts, sites: try row.textArray(at + 6).compactMap(\.self), validFrom: try row.text(at + 7),
            validTo: try row.text(at + 8))
    }

    /// A telephone number without its middle.
    static func hidden(_ phone: String) -> String {
        phone.count < 8 ? String(repeating: "*", count: phone.count) : "\(phone.prefix(3))****\(phone.suffix(4))"
    }
}

extension PeopleReads {
    private func accounts(of person: String, _ reach: String) -> PostgresStatement {
        Self.accounts(of: person, reach: reach)
    }

    /// Accounts of a person's memberships, one of them by name where it is given.
    static func accounts(of person: String, reach: String, name: String = "") -> PostgresStatement {
        """
        SELECT account.name, account.membership::text, CASE WHEN account.password_hash IS NULL THEN 'none'
                WHEN account.first_until IS NOT NULL THEN 'first' ELSE 'own' END,
            account.password_set_at, account.first_until,
            (SELECT max(started_at) FROM session WHERE session.account = account.name),
            EXISTS (SELECT 1 FROM second_factor WHERE second_factor.account = account.name),
            EXISTS (SELECT 1 FROM account_link WHERE account_link.account = account.name)
        FROM account JOIN membership ON membership.number = account.membership
        WHERE membership.person::text = \(person) AND starts_with(membership.region, \(reach))
            AND (\(name) = '' OR account.name = \(name))
        ORDER BY account.name
        """
    }

    static func accounts(_ rows: [PostgresRow]) throws(PostgresError) -> [AccountSheet] {
        var accounts: [AccountSheet] = []
        for row in rows {
            accounts.append(
                AccountSheet(
                    name: try row.text(0), membership: try row.text(1), password: try row.text(2),
                    passwordSetAt: try row.timestampIfPresent(3).map { Timestamp($0) },
                    firstUntil: try row.timestampIfPresent(4).map { Timestamp($0) },
                    lastSignInAt: try row.timestampIfPresent(5).map { Timestamp($0) }, hasFactor: try row.bool(6),
                    isLinked: try row.bool(7)))
        }
        return accounts
    }

    /// A page of credentials: those within reach, of who oversees persons, and everybody's own.
    func credentials(_ query: CredentialQuery, for caller: Caller) async throws(PostgresError) -> CredentialPage? {
        guard let own = caller.authority.participant?.person.number.text, caller.scopes.coverReading else { return nil }
        let reach = sight(of: caller)?.reach
        let results = try await pool.pipeline([
            select(query, reach, own), facets(query, reach, own),
        ])
        var credentials: [CredentialSheet] = []
        for row in results[0].rows { credentials.append(try Self.credential(row)) }
        let isMore = credentials.count > query.limit
        if isMore { credentials.removeLast() }
        var counts: [String: [String: Int]] = [:]
        for row in results[1].rows { counts[try row.text(0), default: [:]][try row.text(1)] = Int(try row.int8(2)) }
        return CredentialPage(
            credentials: credentials, next: isMore ? credentials.last?.code : nil, kinds: counts["kind"] ?? [:],
            standings: counts["standing"] ?? [:])
    }

    private func select(_ query: CredentialQuery, _ reach: String?, _ own: String) -> PostgresStatement {
        let (person, kind, standing) = (query.person ?? "", query.kind ?? "", query.standing ?? "")
        let now = PostgresValue.timestamptz(microsecondsSince1970: clock.now().microseconds)
        let today = clock.now().chinaDate.description
        return """
            WITH held AS (
                SELECT granted.name, CASE granted.kind WHEN 'gld_' THEN 'device' ELSE 'token' END AS kind, person.alias,
                    person.number::text AS person, membership.role, membership.organization,
                    CASE WHEN revoked.revoked_at IS NOT NULL THEN 'revoked'
                        WHEN membership_standing(membership.ended_at, membership.suspended_at, membership.first_day,
                            membership.last_day, \(today)::date) IN ('ended', 'suspended') THEN 'suspended'
                        WHEN granted.expires_at <= \(now) OR membership.last_day < \(today)::date THEN 'expired'
                        ELSE 'valid' END AS standing,
                    granted.granted_by, granted.scopes, granted.granted_at, granted.expires_at, revoked.revoked_at,
                    used.last_used_at, granted.certificate_fingerprint
                FROM credential_grant AS granted
                JOIN membership_now AS membership ON membership.number = granted.membership
                JOIN person ON person.number = membership.person
                LEFT JOIN credential_revocation AS revoked ON revoked.digest = granted.digest
                LEFT JOIN credential_use AS used ON used.digest = granted.digest
                WHERE (starts_with(membership.region, \(.text(reach))) OR membership.person::text = \(own))
                    AND (\(person) = '' OR membership.person::text = \(person))
            )
            SELECT * FROM held
            WHERE name COLLATE "C" > \(query.after ?? "") AND (\(kind) = '' OR kind = \(kind))
                AND (\(standing) = '' OR standing = \(standing))
            ORDER BY name COLLATE "C" LIMIT \(query.limit + 1)
            """
    }

    private func facets(_ query: CredentialQuery, _ reach: String?, _ own: String) -> PostgresStatement {
        let person = query.person ?? ""
        let now = PostgresValue.timestamptz(microsecondsSince1970: clock.now().microseconds)
        let today = clock.now().chinaDate.description
        return """
            WITH held AS (
                SELECT CASE granted.kind WHEN 'gld_' THEN 'device' ELSE 'token' END AS kind,
                    CASE WHEN revoked.revoked_at IS NOT NULL THEN 'revoked'
                        WHEN membership_standing(membership.ended_at, membership.suspended_at, membership.first_day,
                            membership.last_day, \(today)::date) IN ('ended', 'suspended') THEN 'suspended'
                        WHEN granted.expires_at <= \(now) OR membership.last_day < \(today)::date THEN 'expired'
                        ELSE 'valid' END AS standing
                FROM credential_grant AS granted
                JOIN membership_now AS membership ON membership.number = granted.membership
                LEFT JOIN credential_revocation AS revoked ON revoked.digest = granted.digest
                WHERE (starts_with(membership.region, \(.text(reach))) OR membership.person::text = \(own))
                    AND (\(person) = '' OR membership.person::text = \(person))
            )
            SELECT 'kind', kind, count(*) FROM held GROUP BY kind
            UNION ALL SELECT 'standing', standing, count(*) FROM held GROUP BY standing
            """
    }

    static func credential(_ row: PostgresRow) throws(PostgresError) -> CredentialSheet {
        var texts: [String] = []
        for column in 0..<8 { texts.append(try row.text(column)) }
        return CredentialSheet(
            texts, scopes: try row.textArray(8).compactMap(\.self), grantedAt: Timestamp(try row.timestamp(9)),
            expiresAt: Timestamp(try row.timestamp(10)),
            revokedAt: try row.timestampIfPresent(11).map { Timestamp($0) },
            lastUsedAt: try row.timestampIfPresent(12).map { Timestamp($0) },
            certificate: try row.bytesIfPresent(13).flatMap { CertificateFingerprint(stored: $0)?.hex })
    }
}
