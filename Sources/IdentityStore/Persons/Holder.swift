public import Custody
public import Identity
import Operations
import Postgres
import Rules

/// A membership as it is stored, with the person it belongs to and everything else he is.
public struct Holder: Hashable, Sendable {
    /// The person with all his memberships.
    public let person: Person
    /// The name of the person in records.
    public let alias: String
    /// The membership he acts by.
    public let membership: Membership
    /// Its region; of who reaches an organisation, where he sees what belongs to nobody.
    public let region: String

    /// Who acts, as the book knows him.
    public var actor: Actor { Actor(membership, alias: alias, region: region) }

    /// Him as somebody who acts.
    public func participant(_ presence: Participant.Presence) -> Participant {
        guard let participant = Participant(person, acting: membership.number, presence: presence) else {
            preconditionFailure("a holder's membership is one of his own")
        }
        return participant
    }
}

/// Reads memberships out of rows.
enum HolderRows {
    /// All memberships of the persons who hold the memberships that a condition names.
    static func select(of membership: String) -> PostgresStatement {
        """
        SELECT held.number::text, held.person::text, held.organization, held.role, held.reach, held.region, held.sites,
            held.first_day::text, held.last_day::text, held.suspended_at, person.alias
        FROM membership_now AS held JOIN person ON person.number = held.person
        WHERE held.person = (SELECT person FROM membership WHERE number = \(membership)::uuid)
        ORDER BY held.granted_at, held.number
        """
    }

    /// The holder of a membership among the rows of `select`; `nil` when there is no such membership.
    static func holder(of number: String, in rows: [PostgresRow]) throws(PostgresError) -> Holder? {
        var memberships: [Membership] = []
        var found: (membership: Membership, alias: String, region: String)?
        for row in rows {
            guard let membership = try membership(row) else { continue }
            memberships.append(membership)
            if membership.number.text == number {
                found = (membership, try row.text(10), try row.text(5))
            }
        }
        guard let found else { return nil }
        return Holder(
            person: Person(found.membership.person, memberships: memberships), alias: found.alias,
            membership: found.membership, region: found.region)
    }

    /// A row as a membership; `nil` for one that the rules of today do not know: it opens nothing.
    static func membership(_ row: PostgresRow) throws(PostgresError) -> Membership? {
        guard let organization = CreditCode(try row.text(2)), let role = Role(rawValue: try row.text(3)),
            let first = CivilDate(iso: try row.text(7)), let last = CivilDate(iso: try row.text(8))
        else { return nil }
        let jurisdiction: Jurisdiction
        switch try row.text(4) {
        case "region":
            guard let prefix = RegionPrefix(try row.text(5)) else { return nil }
            jurisdiction = .region(prefix)
        case "organization": jurisdiction = .organization
        case "sites": jurisdiction = .sites(Set(try row.textArray(6).compactMap(\.self)))
        default: jurisdiction = .ownTrips
        }
        return Membership(
            number: MembershipNumber(try row.text(0)), person: PersonNumber(try row.text(1)),
            organization: organization, role: role, jurisdiction: jurisdiction, validFrom: first, validTo: last,
            suspendedAt: try row.timestampIfPresent(9).map { Timestamp($0) })
    }
}
