import Foundation
public import Identity
public import Postgres
public import Rules

/// What is asked of a new membership.
public struct MembershipWish: Sendable {
    /// Organisation.
    public let organization: CreditCode
    /// Role.
    public let role: Role
    /// Region of who has one; of others, where they see what belongs to nobody.
    public let region: RegionPrefix
    /// Sites, of a keeper or weigher who has only some.
    public let sites: Set<String>
    /// First day.
    public let firstDay: CivilDate
    /// Last day.
    public let lastDay: CivilDate

    /// A wish.
    public init(
        organization: CreditCode, role: Role, region: RegionPrefix, sites: Set<String> = [], firstDay: CivilDate,
        lastDay: CivilDate
    ) {
        self.organization = organization
        self.role = role
        self.region = region
        self.sites = sites
        self.firstDay = firstDay
        self.lastDay = lastDay
    }

    /// How far it reaches: what its role reaches by its nature.
    public var jurisdiction: Jurisdiction {
        switch role {
        case .countyOfficer, .cityOfficer, .departmentReader, .auditor, .administrator: .region(region)
        case .carrier: .ownTrips
        default: sites.isEmpty ? .organization : .sites(sites)
        }
    }

    /// Whether such a membership can be: its reach suits the role, and it does not end before it begins.
    public var isSound: Bool { firstDay <= lastDay && jurisdiction.suits(role) }

    var reach: String {
        switch jurisdiction {
        case .region: "region"
        case .organization: "organization"
        case .sites: "sites"
        case .ownTrips: "own-trips"
        }
    }
}

/// A person in a list.
public struct PersonSummary: Sendable {
    /// Number.
    public let number: PersonNumber
    /// Name in records.
    public let alias: String
    /// The human name; `nil` when it was erased or never given.
    public let name: String?
    /// Memberships.
    public let memberships: [Membership]
}

/// Persons and what they are: added and suspended by rows that nobody changes.
public struct PersonRegister: Sendable {
    private let pool: PostgresPool

    /// A register over a pool.
    public init(pool: PostgresPool) { self.pool = pool }

    /// Adds a person.
    ///
    /// - Parameter alias: the name of the person in records; no personal data.
    /// - Throws: a unique violation of `person_alias_unique`, a check violation of `person_alias_form`.
    public func add(alias: String, name: String?, phone: String? = nil) async throws(PostgresError) -> PersonNumber {
        let number = UUID().uuidString.lowercased()
        try await pool.withTransaction { connection throws(PostgresError) in
            _ = try await connection.pipeline(Self.adding(number, alias: alias, name: name, phone: phone))
        }
        return PersonNumber(number)
    }

    /// The statements that add a person, in a region when somebody of one registers him.
    static func adding(_ number: String, alias: String, name: String?, phone: String?, region: String = "")
        -> [PostgresStatement]
    {
        [
            "INSERT INTO person (number, alias, region) VALUES (\(number)::uuid, \(alias), \(region))",
            "INSERT INTO person_detail (person, name, phone) VALUES (\(number)::uuid, \(.text(name)), \(.text(phone)))",
        ]
    }

    /// The number of a person by alias.
    public func number(ofAlias alias: String) async throws(PostgresError) -> PersonNumber? {
        let rows = try await query("SELECT number::text FROM person WHERE alias = \(alias)")
        return try rows.first.map { row throws(PostgresError) in PersonNumber(try row.text(0)) }
    }

    /// Grants a membership.
    ///
    /// - Precondition: the wish is sound.
    public func grant(_ wish: MembershipWish, to person: PersonNumber, by: String) async throws(PostgresError)
        -> MembershipNumber
    {
        precondition(wish.isSound, "a membership has a reach that suits its role")
        let number = UUID().uuidString.lowercased()
        _ = try await query(Self.granting(number, wish, to: person.text, by: by))
        return MembershipNumber(number)
    }

    /// The statement that grants a membership.
    static func granting(_ number: String, _ wish: MembershipWish, to person: String, by: String) -> PostgresStatement {
        """
        INSERT INTO membership
            (number, person, organization, role, reach, region, sites, first_day, last_day, granted_by)
        VALUES (\(number)::uuid, \(person)::uuid, \(wish.organization.text), \(wish.role.rawValue), \(wish.reach),
            \(wish.region.digits), \(.textArray(wish.sites.sorted())), \(wish.firstDay.description)::date,
            \(wish.lastDay.description)::date, \(by))
        """
    }

    /// Suspends a membership, or lets it come back; its open sessions end.
    public func suspend(_ membership: MembershipNumber, _ isSuspended: Bool = true, by: String, reason: String)
        async throws(PostgresError)
    {
        try await pool.withTransaction { connection throws(PostgresError) in
            _ = try await connection.pipeline(Self.suspending(membership.text, isSuspended, by: by, reason: reason))
        }
    }

    /// The statements that suspend a membership, end it for good, or let it come back.
    static func suspending(_ membership: String, _ isSuspended: Bool, isEnd: Bool = false, by: String, reason: String)
        -> [PostgresStatement]
    {
        [
            """
            INSERT INTO membership_suspension (membership, is_suspended, is_end, by, reason)
            VALUES (\(membership)::uuid, \(isSuspended), \(isEnd), \(by), \(reason))
            """,
            """
            UPDATE session SET ended_at = clock_timestamp() FROM account
            WHERE account.name = session.account AND account.membership = \(membership)::uuid
                AND session.ended_at IS NULL
            """,
        ]
    }

    /// Every person with his memberships, by alias.
    public func list() async throws(PostgresError) -> [PersonSummary] {
        let rows = try await query(
            """
            SELECT coalesce(held.number::text, ''), person.number::text, coalesce(held.organization, ''),
                coalesce(held.role, ''), coalesce(held.reach, ''), coalesce(held.region, ''),
                coalesce(held.sites, '{}'), coalesce(held.first_day::text, ''), coalesce(held.last_day::text, ''),
                held.suspended_at, person.alias, person_detail.name
            FROM person LEFT JOIN membership_now AS held ON held.person = person.number
            LEFT JOIN person_detail ON person_detail.person = person.number
            ORDER BY person.alias, held.granted_at
            """)
        var people: [PersonSummary] = []
        for row in rows {
            let number = PersonNumber(try row.text(1))
            let earlier = people.last?.number == number ? people.removeLast().memberships : []
            people.append(
                PersonSummary(
                    number: number, alias: try row.text(10), name: try row.textIfPresent(11),
                    memberships: earlier + [try HolderRows.membership(row)].compactMap(\.self)))
        }
        return people
    }

    /// Organisations of the book of one kind, with the county of each, in order of their codes; at most so many.
    public func organizations(ofKind kind: String, limit: Int) async throws(PostgresError)
        -> [(code: CreditCode, county: String)]
    {
        var found: [(code: CreditCode, county: String)] = []
        let rows = try await query(
            "SELECT code, county FROM organization WHERE body ->> 'kind' = \(kind) ORDER BY code LIMIT \(limit)")
        for row in rows {
            if let code = CreditCode(try row.text(0)) { found.append((code, try row.text(1))) }
        }
        return found
    }

    /// The holder of a membership; `nil` when there is none.
    public func holder(of membership: MembershipNumber) async throws(PostgresError) -> Holder? {
        try HolderRows.holder(of: membership.text, in: try await query(HolderRows.select(of: membership.text)))
    }

    /// Removes a person's name and telephone number; number, alias and records stay.
    ///
    /// - Returns: whether there was something to remove.
    public func erase(_ person: PersonNumber) async throws(PostgresError) -> Bool {
        let rows = try await query(
            """
            UPDATE person_detail SET name = NULL, phone = NULL, erased_at = clock_timestamp()
            WHERE person = \(person.text)::uuid AND erased_at IS NULL RETURNING true
            """)
        return !rows.isEmpty
    }

    private func query(_ statement: PostgresStatement) async throws(PostgresError) -> [PostgresRow] {
        try await pool.withConnection { connection throws(PostgresError) in try await connection.query(statement).rows }
    }
}
