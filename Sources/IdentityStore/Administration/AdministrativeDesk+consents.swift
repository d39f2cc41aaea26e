import Crypto
import Foundation
import Identity
import Operations
import Postgres
import Rules

extension AdministrativeDesk {
    /// An act of administration that waits.
    private struct Waiting {
        let shown: PendingAct
        let words: WaitingWords
        let membership, region: String
        let roles: Set<Role>

        /// Whether it is within somebody's reach and office.
        func concerns(_ second: Participant, at now: Timestamp) -> Bool {
            roles.contains(second.acting.role) && second.acting.standing(at: now) == .valid
                && second.acting.reach?.contains(region) == true
        }
    }

    /// Acts of administration to which somebody may consent, oldest first; not his own, and none about himself.
    func waiting(for second: Participant) async throws(PostgresError) -> [PendingAct] {
        let now = desk.clock.now()
        let rows = try await desk.query(Self.select(""))
        return try rows.map { row throws(PostgresError) in try Self.waiting(row) }.compactMap(\.self)
            .filter {
                $0.concerns(second, at: now) && $0.shown.person != second.person.number.text
                    && $0.words.person != second.person.number.text
            }.map(\.shown)
    }

    /// Consents to one; `nil` when none of this number waits within reach.
    func consent(_ id: String, _ digest: String, by caller: Caller) async throws(PostgresError) -> ConsentAnswer? {
        let now = desk.clock.now()
        guard let asked = caller.authority.participant, UUID(uuidString: id) != nil,
            let row = try await desk.query(Self.select(id)).first, let seen = try Self.waiting(row),
            seen.concerns(asked, at: now)
        else { return nil }
        guard seen.shown.digest == digest else { return .otherWords }
        let factor = try await factor(for: seen.words)
        if seen.words.account != nil, factor == nil { return .administered(.busy) }
        let origin = Origin.current
        return try await pool.withTransaction { connection throws(PostgresError) in
            _ = try await connection.query("SELECT version FROM rights_version FOR UPDATE")
            // Of two who consent at once the later finds that it waits no more.
            guard let row = try await connection.query(Self.select(id)).rows.first,
                let waiting = try Self.waiting(row),
                let first = try await holder(waiting.membership, on: connection),
                let second = try await holder(asked.acting.number.text, on: connection)
            else { return nil }
            let other = second.participant(asked.presence)
            let faults = Self.faults(of: waiting, by: first, with: other, at: now)
            guard faults.isEmpty else {
                let note = AuditNote(
                    caller, "consent", id, outcome: .refused,
                    detail: faults.map(\.notice.code).joined(separator: " "))
                _ = try await connection.query(AuditTrail.insert(note, origin))
                return .administered(.denied(faults))
            }
            let (statements, subject, detail) = Self.deed(waiting, by: first, factor, desk.key)
            let notes = [
                AuditNote(
                    who: first.alias, person: first.person.number, region: first.region, act: waiting.shown.kind,
                    subject: waiting.words.alias, detail: detail),
                AuditNote(caller, "consent", id, detail: "\(waiting.shown.kind) \(waiting.words.alias)"),
            ].map { AuditTrail.insert($0, origin) }
            let settling: PostgresStatement = """
                UPDATE administrative_act SET settled_at = clock_timestamp(), second = \(second.membership.number.text)::uuid
                WHERE id = \(id)::uuid
                """
            _ = try await connection.pipeline(statements + notes + [settling])
            return .administered(
                .done(Administered(kind: waiting.shown.kind, subject: subject, secret: factor?.shown)))
        }
    }

    private static func faults(
        of waiting: Waiting, by first: Holder, with second: Participant, at now: Timestamp
    ) -> [AccessFault] {
        if waiting.words.person == second.person.number.text { return [.ownRights] }
        let access = Access.decide(
            waiting.shown.kind, by: first.participant(.freshFactor), with: second, over: Ties(region: waiting.region),
            at: now)
        return switch access {
        case .allowed: []
        case .awaitsSecondPerson: [.secondOfAnotherRole]
        case .refused(let faults): faults
        }
    }

    /// A second factor that was made, with what is shown of it to who consents: whoever made the password does not see it.
    private struct Factor {
        let authenticator: Authenticator
        let codes: RecoveryCodes
        let shown: ShownOnce
    }

    private func factor(for words: WaitingWords) async throws(PostgresError) -> Factor? {
        guard let account = words.account else { return nil }
        let cost = desk.cost
        let made = await desk.queue.run {
            Result { () throws(HashingFault) in
                var generator = SystemRandomNumberGenerator()
                return (
                    Authenticator.random(using: &generator), try RecoveryCodes.issue(cost: cost, using: &generator)
                )
            }
        }
        guard let made else { return nil }
        guard case .success((let authenticator, let codes)) = made else {
            throw PostgresError(.decoding, "a hash was not computed")
        }
        return Factor(
            authenticator: authenticator, codes: codes.stored,
            shown: ShownOnce(
                authenticator.address(issuer: "GrainLedger", account: account),
                recoveryCodes: codes.shown.map(\.printed)))
    }

    private static func deed(_ waiting: Waiting, by first: Holder, _ factor: Factor?, _ key: FactorKey) -> (
        [PostgresStatement], subject: String, detail: String
    ) {
        if let account = waiting.words.account, let factor {
            return (Accounts.enrolling(factor.authenticator, factor.codes, for: account, key), account, account)
        }
        guard let wish = waiting.words.wish else { preconditionFailure("a grant that waits has a wish") }
        let number = UUID().uuidString.lowercased()
        return (
            [PersonRegister.granting(number, wish, to: waiting.words.person, by: first.alias)], number,
            "\(wish.role.rawValue) \(wish.organization.text) \(number)"
        )
    }

    private static func select(_ id: String) -> PostgresStatement {
        """
        SELECT waiting.id::text, waiting.kind, waiting.words, waiting.membership::text, waiting.region, waiting.roles,
            waiting.handed_in_at, waiting.scope::text, membership.organization
        FROM administrative_act AS waiting JOIN membership ON membership.number = waiting.membership
        WHERE waiting.settled_at IS NULL
            AND waiting.handed_in_at > clock_timestamp() - make_interval(days => \(waitingDays)::integer)
            AND (\(id) = '' OR waiting.id::text = \(id))
        ORDER BY waiting.handed_in_at
        """
    }

    /// A row as an act that waits; `nil` for words that this version does not know.
    private static func waiting(_ row: PostgresRow) throws(PostgresError) -> Waiting? {
        let (kind, text) = (try row.text(1), try row.text(2))
        guard let words = try? JSONDecoder().decode(WaitingWords.self, from: Data(text.utf8)),
            words.account != nil || words.wish != nil
        else { return nil }
        let roles = try row.textArray(5).compactMap(\.self)
        let digest = SHA256.hash(data: Data("\(kind) \(text)".utf8))
            .map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        let handedIn = Timestamp(try row.timestamp(6))
        return Waiting(
            shown: PendingAct(
                id: try row.text(0), kind: kind, body: text, persons: [:], occurredAt: handedIn,
                person: try row.text(7), organization: try row.text(8), roles: roles, handedInAt: handedIn,
                digest: digest), words: words, membership: try row.text(3), region: try row.text(4),
            roles: Set(roles.compactMap { Role(rawValue: $0) }))
    }
}
