import Evidence
import Foundation
import Postgres

/// A record that is no act of the book, on its way into the database: its bytes, its leaf, and what writes them.
struct RecordDraft {
    let id: String
    private let kind: String
    private let body: [UInt8]
    private let entry: LeafEntry
    private let moment: Int64

    /// A record as of now.
    ///
    /// - Parameters:
    ///   - actor: who did it; `nil` for the log itself.
    ///   - places: where it stands in streams.
    /// - Throws: `decoding` for what no verifier would read.
    init(_ kind: String, _ data: JSONValue, by actor: JSONValue? = nil, at places: [StreamPlace] = [])
        throws(PostgresError)
    {
        id = UUID().uuidString.lowercased()
        moment = Int64(Date().timeIntervalSince1970 * 1_000_000)
        let nonce = Base64.text(of: StreamSecret().bytes.prefix(16), .url)
        body =
            JSONValue.object(
                [
                    JSONMember("id", .string(id)), JSONMember("kind", .string(kind)), JSONMember("data", data),
                    JSONMember("occurredAt", .string(Self.text(of: moment))), JSONMember("nonce", .string(nonce)),
                    JSONMember("form", .integer(2)),
                ] + (actor.map { [JSONMember("actor", $0)] } ?? [])
            ).canonicalBytes
        self.kind = kind
        do throws(EntryFault) {
            entry = try LeafEntry(digest: Hash256(of: body), kind: kind, places: places)
        } catch {
            throw PostgresError(.decoding, "record \(id): leaf entry, \(error.place)")
        }
    }

    /// Record, leaf and answer; they need the writer's right.
    ///
    /// - Parameters:
    ///   - actor: who did it, as records name him.
    ///   - key: under which such a record is written once, whoever tries.
    ///   - other: a record that is seen by whoever is to see this one; without it, by the import office alone.
    func statements(by actor: String, once key: String, seenAs other: String = "") -> [PostgresStatement] {
        let answer = JSONValue.object([
            JSONMember("recordId", .string(id)), JSONMember("kind", .string(kind)), JSONMember("findings", .array([])),
            JSONMember("leaf", .string(Hash256.leaf(entry.bytes).base64)),
        ]).canonicalBytes
        return [
            """
            INSERT INTO record (id, kind, actor, occurred_at, digest, body, counties, owners)
            SELECT \(id)::text::uuid, \(kind), \(actor), \(.timestamptz(microsecondsSince1970: moment)),
                \(.bytea(entry.digest.bytes)), \(String(decoding: body, as: UTF8.self)),
                COALESCE(other.counties, '{""}'), COALESCE(other.owners, '{""}')
            FROM (SELECT) AS this LEFT JOIN record AS other ON other.id = nullif(\(other), '')::uuid
            """,
            "INSERT INTO leaf_pending (record_id, entry) VALUES (\(id)::text::uuid, \(.bytea(entry.bytes)))",
            """
            INSERT INTO answer (scope, key, fingerprint, record_id, body)
            VALUES ('log', \(key), \(.bytea(entry.digest.bytes)), \(id)::text::uuid,
                \(String(decoding: answer, as: UTF8.self)))
            """,
        ]
    }

    /// RFC 3339 in UTC with six digits: what PostgreSQL keeps.
    private static func text(of microseconds: Int64) -> String {
        let seconds = Date(timeIntervalSince1970: Double(microseconds / 1_000_000))
        let fraction = String(1_000_000 + microseconds % 1_000_000).dropFirst()
        return String(ISO8601DateFormatter().string(from: seconds).dropLast()) + ".\(fraction)Z"
    }
}
