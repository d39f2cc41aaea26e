import Identity
import Operations
import Postgres
import Rules

/// What is there that forbids an act of administration.
struct AdministrativeObstacles: Sendable {
    let target: AdministrativeTarget
    let now: Timestamp

    /// Everything that forbids it; empty when it may be done.
    func faults(of act: AdministrativeAct, on connection: PostgresConnection) async throws(PostgresError)
        -> [MemberFault]
    {
        let standings = target.memberships.map(\.standing)
        switch act {
        case .registerPerson(let entry):
            return try await isThere("SELECT 1 FROM person WHERE alias = \(entry.alias)", connection)
                ? [MemberFault("alias", .aliasTaken)] : []
        case .grantMembership, .resetFactor: return []
        case .suspendPerson, .suspendMembership:
            guard standings.contains(where: { $0 != "suspended" && $0 != "ended" }) else {
                return [MemberFault("", standings == ["ended"] ? .membershipEnded : .nothingChanges)]
            }
            return try await endsAdministration(connection)
        case .restorePerson, .restoreMembership:
            guard standings.contains("suspended") else {
                return [MemberFault("", standings == ["ended"] ? .membershipEnded : .nothingChanges)]
            }
            return []
        case .endMembership:
            return standings == ["ended"]
                ? [MemberFault("", .membershipEnded)] : try await endsAdministration(connection)
        case .openAccount(let membership, let name):
            guard standings.allSatisfy({ $0 == "valid" || $0 == "notYetValid" }) else {
                return [MemberFault("", .membershipNotInForce)]
            }
            if try await isThere("SELECT 1 FROM account WHERE name = \(name)", connection) {
                return [MemberFault("name", .accountTaken)]
            }
            return try await isThere(
                "SELECT 1 FROM account WHERE membership::text = \(membership.lowercased())", connection)
                ? [MemberFault("", .accountThere)] : []
        case .resetPassword:
            return standings.contains("ended") ? [MemberFault("", .membershipEnded)] : []
        case .grantCredential(let entry):
            guard standings.allSatisfy({ $0 == "valid" || $0 == "notYetValid" }) else {
                return [MemberFault("membership", .membershipNotInForce)]
            }
            return try await isThere("SELECT 1 FROM credential_grant WHERE name = \(entry.name)", connection)
                ? [MemberFault("name", .credentialTaken)] : []
        case .revokeCredential, .withdrawHandset: return target.isRevoked ? [MemberFault("", .nothingChanges)] : []
        }
    }

    /// Whether the region of an administrator among them would be left without another who can sign in.
    private func endsAdministration(_ connection: PostgresConnection) async throws(PostgresError) -> [MemberFault] {
        let today = now.chinaDate.description
        let isLast = try await isThere(
            """
            SELECT 1 FROM membership_now AS held
            WHERE held.number::text = ANY (\(.textArray(target.memberships.map(\.number)))) AND held.role = 'administrator'
                AND membership_standing(
                    held.ended_at, held.suspended_at, held.first_day, held.last_day, \(today)::date) = 'valid'
                AND NOT EXISTS (
                    SELECT 1 FROM membership_now AS other JOIN account ON account.membership = other.number
                    WHERE other.role = 'administrator' AND other.person <> held.person
                        AND starts_with(held.region, other.region) AND membership_standing(
                            other.ended_at, other.suspended_at, other.first_day, other.last_day, \(today)::date) = 'valid'
                        AND EXISTS (SELECT 1 FROM second_factor WHERE second_factor.account = account.name)
                        AND (account.password_hash IS NOT NULL AND account.first_until IS NULL
                            OR EXISTS (SELECT 1 FROM account_link WHERE account_link.account = account.name)))
            """, connection)
        return isLast ? [MemberFault("", .lastAdministrator)] : []
    }

    private func isThere(_ statement: PostgresStatement, _ connection: PostgresConnection) async throws(PostgresError)
        -> Bool
    {
        try await !connection.query(statement).rows.isEmpty
    }
}
