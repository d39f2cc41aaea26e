import Crypto
public import Custody
import Foundation
public import Identity
public import Operations
public import Postgres
public import Rules

/// Acts that wait for a second person. What he consents to are the words as they were handed in; nobody changes them.
public struct PendingActs: Sendable {
    private let pool: PostgresPool

    /// An act waits so many days; handed in again it waits anew.
    static let days: Int64 = 7

    /// Over a pool.
    public init(pool: PostgresPool) { self.pool = pool }

    /// Keeps an act that awaits a second person.
    ///
    /// - Returns: the number under which it waits; `nil` when its key was used with other words.
    /// - Precondition: a person handed it in.
    public func keep(_ submission: Submission, _ roles: Set<Role>, over ties: Ties) async throws(PostgresError)
        -> String?
    {
        guard case .person(let first, let scopes) = submission.authority else {
            preconditionFailure("only persons have a second one")
        }
        let words = PendingWords(submission)
        let id = UUID().uuidString.lowercased()
        let rows = try await pool.rows(
            """
            INSERT INTO pending_act (id, scope, key, fingerprint, kind, body, persons, occurred_at, expected_version,
                actor, membership, person, organization, presence, scopes, roles, ties)
            VALUES (\(id)::uuid, \(submission.scope), \(submission.key), \(.bytea(words.digest)),
                \(submission.act.name), \(words.body), \(words.persons),
                \(.timestamptz(microsecondsSince1970: submission.occurredAt.microseconds)),
                \(submission.expectedVersion.map { .int8($0) } ?? .null(.int8)), \(words.actor),
                \(first.acting.number.text)::uuid, \(first.person.number.text)::uuid,
                \(first.acting.organization.text), \(first.presence.rawValue),
                \(.textArray(scopes.map(\.text).sorted())), \(.textArray(roles.map(\.rawValue).sorted())),
                \(PendingWords.text(of: ties)))
            ON CONFLICT (scope, key) DO UPDATE SET
                handed_in_at = clock_timestamp(), presence = excluded.presence, roles = excluded.roles,
                ties = excluded.ties, persons = COALESCE(pending_act.persons, excluded.persons)
                WHERE pending_act.fingerprint = excluded.fingerprint AND pending_act.settled_at IS NULL
                    AND pending_act.membership = excluded.membership
            RETURNING id::text
            """, by: RowRight.writing)
        return try rows.first.map { row throws(PostgresError) in try row.text(0) }
    }

    /// An act that waits, with what is needed to hand it in again.
    struct Waiting: Sendable {
        let shown: PendingAct
        let submission: @Sendable (Holder, Participant) -> Submission?
        let membership: String
        let roles: Set<Role>
        let ties: Ties
    }

    /// Acts to which somebody may consent, oldest first; he asks as the book knows him.
    public func list(for second: Participant, _ actor: Actor, at now: Timestamp) async throws(PostgresError)
        -> [PendingAct]
    {
        try await waiting("", for: actor).filter { Self.concerns($0, second, at: now) }.map(\.shown)
    }

    /// Whether a waiting act is within somebody's reach and office; a factor that is not fresh is asked for later.
    private static func concerns(_ waiting: Waiting, _ second: Participant, at now: Timestamp) -> Bool {
        guard waiting.shown.person != second.person.number.text, waiting.roles.contains(second.acting.role),
            second.acting.standing(at: now) == .valid
        else { return false }
        return CreditCode(waiting.shown.organization).map {
            FourEyes.reaches(second.acting, over: waiting.ties, besideOneOf: $0)
        } == true
            && !FourEyes.judgesOwnOrganization(second, over: waiting.ties, at: now)
    }

    /// The submission of both persons; `nil` when there is no such act that waits, or it is none of his.
    public func submission(
        _ id: String, with second: Participant, _ actor: Actor, at now: Timestamp, _ people: PersonRegister
    ) async throws(PostgresError) -> (shown: PendingAct, submission: Submission)? {
        guard UUID(uuidString: id) != nil, let waiting = try await waiting(id, for: actor).first,
            Self.concerns(waiting, second, at: now)
                || waiting.shown.person == second.person.number.text && waiting.roles.contains(second.acting.role),
            let first = try await people.holder(of: MembershipNumber(waiting.membership)),
            let submission = waiting.submission(first, second)
        else { return nil }
        return (waiting.shown, submission)
    }

    /// The words that wait under somebody's key, and when they say it happened: what the service computed for him once is not
    /// computed anew while it waits, or the same request would be another.
    public func words(under key: String, of scope: String) async throws(PostgresError) -> (
        act: Act, occurredAt: Timestamp
    )? {
        let rows = try await pool.rows(
            """
            SELECT kind, body, occurred_at FROM pending_act
            WHERE scope = \(scope) AND key = \(key) AND settled_at IS NULL
            """, by: RowRight.writing)
        guard let row = rows.first, let kind = Act.recorded(named: try row.text(0)),
            let act = PendingWords.act(kind, try row.text(1))
        else { return nil }
        return (act, Timestamp(try row.timestamp(2)))
    }

    /// Notes that an act was done, by whom besides, and under which record; the names that went with it are removed.
    public func settle(_ id: String, by second: Participant, record: String) async throws(PostgresError) {
        _ = try await pool.rows(
            """
            UPDATE pending_act SET settled_at = clock_timestamp(), second = \(second.acting.number.text)::uuid,
                record_id = \(record)::uuid, persons = NULL
            WHERE id = \(id)::uuid AND settled_at IS NULL
            """, by: RowRight.writing)
    }

    private func waiting(_ id: String, for actor: Actor) async throws(PostgresError) -> [Waiting] {
        let rows = try await pool.rows(
            """
            SELECT id::text, key, fingerprint, kind, body, persons, occurred_at, expected_version, actor,
                membership::text, presence, scopes, roles, ties, handed_in_at, person::text, organization
            FROM pending_act
            WHERE settled_at IS NULL AND handed_in_at > clock_timestamp() - make_interval(days => \(Self.days)::integer)
                AND (\(id) = '' OR id::text = \(id))
            ORDER BY handed_in_at
            """, by: RowRight.reading(actor))
        var found: [Waiting] = []
        for row in rows { if let waiting = try PendingWords.waiting(row) { found.append(waiting) } }
        return found
    }
}

/// The words of a pending act as they are stored.
struct PendingWords {
    let body: String
    let persons: String
    let actor: String
    let digest: [UInt8]

    init(_ submission: Submission) {
        body = Self.json(of: submission.act)
        persons = Self.text(submission.persons)
        actor = Self.text(submission.actor)
        let whole = [
            // Without the names: a digest that stays would betray them to who guesses, after they are erased.
            submission.act.name, body, submission.occurredAt.rfc3339,
            submission.expectedVersion.map(String.init) ?? "",
        ].map { "\($0.utf8.count):\($0)" }.joined()
        digest = [UInt8](SHA256.hash(data: Data(whole.utf8)))
    }

    private static func json(of act: Act) -> String {
        func encode(_ body: some ActBody) -> String { text(body) }
        return encode(act.body)
    }

    private static func text(_ value: some Encodable) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard let data = try? encoder.encode(value) else { preconditionFailure("an act that was read can be written") }
        return String(decoding: data, as: UTF8.self)
    }

    /// Ties as text: six members, each empty when nothing is tied.
    static func text(of ties: Ties) -> String {
        [
            ties.organization?.text, ties.site, ties.region, ties.consignor?.text, ties.carrier?.text,
            ties.consignee?.text,
        ].map { $0 ?? "" }.joined(separator: " ")
    }

    private static func ties(_ text: String) -> Ties {
        let parts = text.split(separator: " ", omittingEmptySubsequences: false).map { $0.isEmpty ? nil : String($0) }
        guard parts.count == 6 else { return Ties() }
        return Ties(
            organization: parts[0].flatMap { CreditCode($0) }, site: parts[1], region: parts[2],
            consignor: parts[3].flatMap { CreditCode($0) }, carrier: parts[4].flatMap { CreditCode($0) },
            consignee: parts[5].flatMap { CreditCode($0) })
    }

    /// A row as a waiting act; `nil` for an act that this version does not know.
    static func waiting(_ row: PostgresRow) throws(PostgresError) -> PendingActs.Waiting? {
        guard let kind = Act.recorded(named: try row.text(3)), let act = act(kind, try row.text(4)),
            let persons = try? JSONDecoder().decode(Persons.self, from: Data(try row.text(5).utf8)),
            let actor = try? JSONDecoder().decode(Actor.self, from: Data(try row.text(8).utf8)),
            let presence = Participant.Presence(rawValue: try row.text(10))
        else { return nil }
        let occurredAt = Timestamp(try row.timestamp(6))
        let key = try row.text(1)
        let version = try row.int8IfPresent(7)
        let scopes = Set(try row.textArray(11).compactMap { $0.flatMap { Scope($0) } })
        let roles = try row.textArray(12).compactMap(\.self)
        let digest = try row.bytes(2).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        let shown = PendingAct(
            id: try row.text(0), kind: act.name, body: try row.text(4), persons: persons, occurredAt: occurredAt,
            person: try row.text(15), organization: try row.text(16), roles: roles,
            handedInAt: Timestamp(try row.timestamp(14)), digest: digest)
        return PendingActs.Waiting(
            shown: shown,
            submission: { first, second in
                Submission(
                    actor: actor, act: act, persons: persons, occurredAt: occurredAt, key: key,
                    expectedVersion: version, authority: .person(first.participant(presence), scopes), second: second)
            }, membership: try row.text(9), roles: Set(roles.compactMap { Role(rawValue: $0) }),
            ties: ties(try row.text(13)))
    }

    static func act<Body: ActBody>(_ kind: Body.Type, _ text: String) -> Act? {
        (try? JSONDecoder().decode(kind, from: Data(text.utf8))).map { Act($0) }
    }
}
