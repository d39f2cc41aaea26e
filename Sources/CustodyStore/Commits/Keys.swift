import Custody
import Evidence
import Foundation
import Operations
import Postgres
import Rules

/// Idempotency keys already answered (reliability.md R1): same body, stored answer; other body, refused.
struct Keys: Sendable {
    private var known: [String: (fingerprint: [UInt8], receipt: Receipt)] = [:]

    /// Looks the keys of a group up.
    static func lookUp(_ group: [Submission], on connection: PostgresConnection) async throws(PostgresError) -> Keys {
        let result = try await connection.query(statement(for: group))
        return try Keys(rows: result.rows)
    }

    static func statement(for group: [Submission]) -> PostgresStatement {
        """
        SELECT answer.scope, answer.key, answer.fingerprint, answer.body
        FROM unnest(\(.textArray(group.map(\.scope))), \(.textArray(group.map(\.key)))) AS asked (scope, key)
        JOIN answer ON answer.scope = asked.scope AND answer.key = asked.key
        """
    }

    init(rows: [PostgresRow]) throws(PostgresError) {
        for row in rows {
            let body = try row.text(3)
            guard let receipt = try? JSONDecoder().decode(Receipt.self, from: Data(body.utf8)) else { continue }
            known["\(try row.text(0)) \(try row.text(1))"] = (try row.bytes(2), receipt)
        }
    }

    /// The stored answer; `nil` when the key is new.
    func answer(to submission: Submission) -> Answer? {
        guard let entry = known["\(submission.scope) \(submission.key)"] else { return nil }
        return entry.fingerprint == submission.fingerprint ? .done(entry.receipt, replayed: true) : .keyReused
    }

    /// Notes an answer of the same group.
    mutating func note(_ receipt: Receipt, for submission: Submission) {
        known["\(submission.scope) \(submission.key)"] = (submission.fingerprint, receipt)
    }
}

extension Submission {
    /// Digest of what was asked: kind, words and time; without the names, which nobody shall guess from it.
    var fingerprint: [UInt8] {
        func bytes(_ body: some ActBody) -> [UInt8] { (try? CanonicalJSON.bytes(of: body)) ?? [] }
        return CanonicalJSON.digest(of: Array(act.name.utf8) + bytes(act.body) + Array(occurredAt.rfc3339.utf8))
    }
}
