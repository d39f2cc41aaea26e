import Identity
import Operations
import Postgres
import Rules

/// Whom or what an act of administration is about, as it stands in the transaction that acts.
struct AdministrativeTarget: Sendable {
    /// A membership of the target within reach.
    struct Held: Sendable {
        let number, role, standing: String
    }

    /// Number and alias of the person.
    let person, alias: String
    /// His version.
    let version: Int64
    /// The memberships within reach that the act is about.
    let memberships: [Held]
    /// Region that decides whose matter it is.
    let region: String
    /// Name of the account, credential or handset, where it is about one.
    var name = ""
    /// Whether the credential was revoked or the handset withdrawn before.
    var isRevoked = false

    /// A person, seen by who has any of his memberships within reach, or, while he has none, by who could have registered him.
    static func person(_ number: String, within reach: String, today: CivilDate) -> PostgresStatement {
        """
        SELECT person.number::text, person.alias, person_version(person.number), coalesce(held.number::text, ''),
            coalesce(held.role, ''), coalesce(membership_standing(
                held.ended_at, held.suspended_at, held.first_day, held.last_day, \(today.description)::date), ''),
            \(reach), '', false
        FROM person LEFT JOIN membership_now AS held ON held.person = person.number AND starts_with(held.region, \(reach))
        WHERE person.number = \(.uuid(text: number)) AND (held.number IS NOT NULL OR starts_with(person.region, \(reach))
            AND NOT EXISTS (SELECT 1 FROM membership WHERE membership.person = person.number))
        ORDER BY held.granted_at, held.number
        """
    }

    /// A membership, by its number, by an account or a credential that acts by it, or by the handset that its holder uses.
    ///
    /// - Parameter reach: prefix of its region; whoever has none sees what is his own.
    static func membership(
        _ number: String = "", account: String = "", credential: String = "", handset: String = "",
        within reach: String?, or own: String, today: CivilDate
    ) -> PostgresStatement {
        """
        SELECT person.number::text, person.alias, person_version(person.number), held.number::text, held.role,
            membership_standing(
                held.ended_at, held.suspended_at, held.first_day, held.last_day, \(today.description)::date),
            held.region, \(account) || \(credential) || \(handset),
            EXISTS (SELECT 1 FROM credential_grant JOIN credential_revocation USING (digest)
                WHERE credential_grant.name = \(credential))
            OR EXISTS (SELECT 1 FROM handset WHERE name = \(handset) AND withdrawn_at IS NOT NULL)
        FROM membership_now AS held JOIN person ON person.number = held.person
        WHERE (held.number = \(.uuid(text: number))
                OR held.number = (SELECT membership FROM account WHERE name = \(account))
                OR held.number = (SELECT membership FROM credential_grant WHERE name = \(credential))
                OR held.number = (SELECT membership FROM handset WHERE name = \(handset)))
            AND (starts_with(held.region, \(.text(reach)))
                OR \(credential) || \(handset) <> '' AND held.person::text = \(own))
        """
    }

    /// The target of rows; `nil` when there is none.
    init?(_ rows: [PostgresRow]) throws(PostgresError) {
        guard let first = rows.first else { return nil }
        person = try first.text(0)
        alias = try first.text(1)
        version = try first.int8(2)
        region = try first.text(6)
        name = try first.text(7)
        isRevoked = try first.bool(8)
        var memberships: [Held] = []
        for row in rows where try !row.text(3).isEmpty {
            memberships.append(Held(number: try row.text(3), role: try row.text(4), standing: try row.text(5)))
        }
        self.memberships = memberships
    }

    /// A person who is not there yet.
    init(registeringIn region: String, alias: String) {
        person = ""
        self.alias = alias
        version = 0
        memberships = []
        self.region = region
    }
}
