import Evidence
public import Operations
public import Postgres

/// The record that a personal value was erased: of which record and part, when, by whom, what for. It holds the digest that
/// stands in that record anyway, and neither the value nor its salt (evidence.md §4.11; docs/decisions/0023).
///
/// It belongs to the batches of the record it concerns, and counts in their streams: a dossier that says all of a batch's
/// records are there says its erasures too. Whoever sees the one record sees the other.
public struct ErasureRecord: Sendable {
    private let asked: Unveiling
    private let alias: String
    private let organization: String
    private let role: String
    private let picture: String?

    /// A record of an erasure.
    ///
    /// - Parameters:
    ///   - asked: record, part and purpose.
    ///   - alias: who erases, as the book knows him; no name of a person.
    ///   - organization: for which organisation.
    ///   - role: in which role.
    ///   - picture: digest of the picture that is erased, as the record names it; `nil` for a name.
    public init(
        of asked: Unveiling, by alias: String, of organization: String, as role: String, picture: String? = nil
    ) {
        self.picture = picture
        self.asked = asked
        self.alias = alias
        self.organization = organization
        self.role = role
    }

    /// Under which it is written once.
    public var key: String { Self.key(of: asked.part, in: asked.record, picture: picture) }

    /// Under which the erasure of a part of a record, or of one of its pictures, is written.
    public static func key(of part: String, in record: String, picture: String?) -> String {
        "erasure \(record) \(part)\(picture.map { " \($0)" } ?? "")"
    }

    /// Writes it, in the transaction that erases. A second one of the same value is refused by the database.
    public func write(on connection: PostgresConnection) async throws(PostgresError) {
        let batches = try await batches(on: connection)
        // The committer takes batches in the same order, and counts their streams while it holds them.
        let found = try await connection.pipeline([
            LogRight.writing,
            "SELECT code FROM batch WHERE code = ANY(\(.textArray(batches))) ORDER BY code FOR UPDATE",
            "SELECT batch, secret, last_number + 1 FROM stream WHERE batch = ANY(\(.textArray(batches)))",
            """
            SELECT digest FROM disclosure WHERE record_id = \(asked.record)::text::uuid AND role = \(asked.part)
            """,
        ])
        var places: [StreamPlace] = []
        for row in found[2].rows {
            guard let secret = StreamSecret(bytes: try row.bytes(1)) else {
                throw PostgresError(.decoding, "stream of \(try row.text(0))")
            }
            let tag = StreamTag(secret: secret, subject: try row.text(0))
            places.append(StreamPlace(tag: tag, number: Int(try row.int8(2))))
        }
        let draft = try RecordDraft(
            LeafEntry.erasure, data(digest: try digest(found[3].rows)), by: actor, at: places)
        _ = try await connection.pipeline(
            draft.statements(
                by: "\(organization)/\(alias)", once: key, seenAs: asked.record)
                + [
                    "UPDATE stream SET last_number = last_number + 1 WHERE batch = ANY(\(.textArray(batches)))",
                    // Whoever keeps a batch in memory sees by its row that its stream was counted.
                    "UPDATE batch SET version = version WHERE code = ANY(\(.textArray(batches)))",
                    LogRight.owning,
                ])
    }

    /// What the record that stays has instead of the value: the picture's digest, or that of the name with its salt.
    private func digest(_ rows: [PostgresRow]) throws(PostgresError) -> String {
        if let picture { return picture }
        return try rows.first?.text(0) ?? ""
    }

    private func data(digest: String) -> JSONValue {
        .object([
            JSONMember("digest", .string(digest)), JSONMember("part", .string(asked.part)),
            JSONMember("purpose", .string(asked.purpose)), JSONMember("record", .string(asked.record)),
        ])
    }

    private var actor: JSONValue {
        .object([
            JSONMember("name", .string(alias)), JSONMember("organization", .string(organization)),
            JSONMember("role", .string(role)),
        ])
    }

    /// The batches in whose streams the record has a number; the tags of its entry say so, and nothing else does for sure.
    private func batches(on connection: PostgresConnection) async throws(PostgresError) -> [String] {
        let leaves = try await connection.pipeline([
            LogRight.reading,
            """
            SELECT entry FROM leaf WHERE record_id = \(asked.record)::text::uuid
            UNION ALL SELECT entry FROM leaf_pending WHERE record_id = \(asked.record)::text::uuid
            """,
        ])[1].rows
        guard let entry = try? LeafEntry(try leaves.first?.bytes(0) ?? []) else {
            throw PostgresError(.decoding, "record \(asked.record): its leaf cannot be read")
        }
        let tags = Set(entry.places.map(\.tag))
        if tags.isEmpty { return [] }
        var batches: [String] = []
        for row in try await connection.query("SELECT batch, secret FROM stream").rows {
            let batch = try row.text(0)
            guard let secret = StreamSecret(bytes: try row.bytes(1)),
                tags.contains(StreamTag(secret: secret, subject: batch))
            else { continue }
            batches.append(batch)
        }
        return batches
    }
}
