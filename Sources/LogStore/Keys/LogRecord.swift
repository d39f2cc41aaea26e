public import Evidence
import Foundation
public import Postgres

/// Records that the log writes of itself: no act of the book, with a leaf like any other.
public struct LogRecord: Sendable {
    private let pool: PostgresPool

    /// Records of a database.
    public init(pool: PostgresPool) { self.pool = pool }

    /// Writes that a new key signs beside the old one (evidence.md §4.8).
    ///
    /// - Returns: the record's id.
    public func keyChanged(from old: VerifierKey, to new: VerifierKey) async throws -> String {
        let data = JSONValue.object([
            JSONMember("new", .string(new.text)), JSONMember("old", .string(old.text)),
        ])
        return try await write("log-key", data, key: new.text)
    }

    private func write(_ kind: String, _ data: JSONValue, key: String) async throws -> String {
        let id = UUID().uuidString.lowercased()
        let nonce = Base64.text(of: StreamSecret().bytes.prefix(16), .url)
        let now = Int64(Date().timeIntervalSince1970 * 1_000_000)
        let record = JSONValue.object([
            JSONMember("id", .string(id)), JSONMember("kind", .string(kind)), JSONMember("data", data),
            JSONMember("occurredAt", .string(Self.text(of: now))), JSONMember("nonce", .string(nonce)),
            JSONMember("form", .integer(2)),
        ]).canonicalBytes
        let entry = try LeafEntry(digest: Hash256(of: record), kind: kind, places: [])
        let answer = JSONValue.object([
            JSONMember("recordId", .string(id)), JSONMember("kind", .string(kind)), JSONMember("findings", .array([])),
            JSONMember("leaf", .string(Hash256.leaf(entry.bytes).base64)),
        ]).canonicalBytes
        try await pool.withTransaction { connection throws(PostgresError) in
            _ = try await connection.pipeline([
                LogRight.writing,
                """
                INSERT INTO record (id, kind, actor, occurred_at, digest, body)
                VALUES (\(id)::text::uuid, \(kind), 'log', \(.timestamptz(microsecondsSince1970: now)),
                    \(.bytea(entry.digest.bytes)), \(String(decoding: record, as: UTF8.self)))
                """,
                "INSERT INTO leaf_pending (record_id, entry) VALUES (\(id)::text::uuid, \(.bytea(entry.bytes)))",
                """
                INSERT INTO answer (scope, key, fingerprint, record_id, body)
                VALUES ('log', \(key), \(.bytea(entry.digest.bytes)), \(id)::text::uuid,
                    \(String(decoding: answer, as: UTF8.self)))
                """,
            ])
        }
        return id
    }

    /// RFC 3339 in UTC with six digits: what PostgreSQL keeps.
    private static func text(of microseconds: Int64) -> String {
        let seconds = Date(timeIntervalSince1970: Double(microseconds / 1_000_000))
        let fraction = String(1_000_000 + microseconds % 1_000_000).dropFirst()
        return String(ISO8601DateFormatter().string(from: seconds).dropLast()) + ".\(fraction)Z"
    }
}
