import Custody
import Evidence
import Foundation
import Operations
import Postgres
import Rules

/// Idempotency keys already answered (reliability.md R1): same body, stored answer; other body, refused.
struct Keys: Sendable {
    /// A key and whose it is.
    private struct Name: Hashable {
        let scope: String
        let key: String
    }

    private var known: [Name: (digest: [UInt8], receipt: Receipt)] = [:]

    /// Locks the keys of a group until its transaction ends: of two commands with one key, here or on another server,
    /// the second waits and then finds the answer of the first. In one order, so that two groups cannot deadlock.
    static func lock(_ group: [Command]) -> PostgresStatement {
        """
        SELECT pg_advisory_xact_lock(mark)
        FROM (
            SELECT DISTINCT hashtextextended(scope || ' ' || key, 0) AS mark
            FROM unnest(\(.textArray(group.map(\.submission.scope))), \(.textArray(group.map(\.submission.key))))
                AS asked (scope, key)
            ORDER BY mark
        ) AS marks
        """
    }

    /// Looks the keys of a group up; after they were locked.
    static func lookUp(_ group: [Command]) -> PostgresStatement {
        """
        SELECT answer.scope, answer.key, answer.fingerprint, answer.body
        FROM unnest(\(.textArray(group.map(\.submission.scope))), \(.textArray(group.map(\.submission.key))))
            AS asked (scope, key)
        JOIN answer ON answer.scope = asked.scope AND answer.key = asked.key
        """
    }

    /// Something to commit for a transaction that only read. A stored answer may be seen before a standby has it: after
    /// a crash, or when somebody cancelled the wait. COMMIT waits for the standbys only when there is something of its
    /// own in the log; then all that was committed before is there too.
    static let barrier: PostgresStatement = "SELECT pg_logical_emit_message(true, 'grainledger', 'replayed')"

    /// The keys that were found.
    init(rows: [PostgresRow]) throws(PostgresError) {
        for row in rows {
            let body = try row.text(3)
            guard let receipt = try? JSONDecoder().decode(Receipt.self, from: Data(body.utf8)) else {
                throw PostgresError(.decoding, "the answer to a key cannot be read")
            }
            known[Name(scope: try row.text(0), key: try row.text(1))] = (try row.bytes(2), receipt)
        }
    }

    /// The stored answer; `nil` when the key is new.
    func answer(to command: Command) -> Answer? {
        guard let entry = known[Self.name(of: command)] else { return nil }
        return entry.digest == command.fingerprint.digest ? .done(entry.receipt, replayed: true) : .keyReused
    }

    /// Notes an answer of the same group.
    mutating func note(_ receipt: Receipt, for command: Command) {
        known[Self.name(of: command)] = (command.fingerprint.digest, receipt)
    }

    private static func name(of command: Command) -> Name {
        Name(scope: command.submission.scope, key: command.submission.key)
    }
}

/// What was asked, in short.
struct Fingerprint: Sendable {
    /// Digest of kind, words and time; without the names, which nobody shall guess from it.
    let digest: [UInt8]
    /// Bytes of the words.
    let size: Int
    /// A citizen's number in words or names, covered as it may be shown; no record and no disclosure holds one.
    let citizenNumber: String?

    /// Encodes the act, once for its way through the committer.
    init(of submission: Submission) {
        func bytes(_ body: some ActBody) -> [UInt8] { (try? CanonicalJSON.bytes(of: body)) ?? [] }
        let words = bytes(submission.act.body)
        size = words.count
        let named = submission.persons.values.lazy.compactMap { CitizenIdentity.first(in: Array($0.utf8)) }.first
        citizenNumber = (CitizenIdentity.first(in: words) ?? named)?.masked
        digest = CanonicalJSON.digest(
            of: Array(submission.act.name.utf8) + words + Array(submission.occurredAt.rfc3339.utf8))
    }
}
