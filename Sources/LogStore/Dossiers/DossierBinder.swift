public import Evidence
import Foundation
public import Postgres

/// Gathers what proves a batch's records, of the batch and of all it was made of: records, entries, proofs against one
/// checkpoint, and the secrets of their streams, so that anybody can count them (evidence.md §4.7).
public struct DossierBinder: Sendable {
    /// Why there is no dossier.
    public enum Fault: Error, Hashable, Sendable {
        /// No such batch, or it has no record in the log.
        case unknownBatch
        /// Nothing was signed yet, or so many of the batch's records wait for a checkpoint.
        case pending(Int)
    }

    private let pool: PostgresPool

    /// A binder over a database.
    public init(pool: PostgresPool) { self.pool = pool }

    /// The contents of a batch's dossier.
    ///
    /// - Parameters:
    ///   - withPersons: whether the names stand in it, for a reader who may see them.
    ///   - pages: pages for people, by name.
    public func contents(of batch: String, withPersons: Bool, pages: DossierFiles) async throws -> DossierContents {
        let outcome = try await pool.withTransaction(isolation: .repeatableRead) { connection throws(PostgresError) in
            _ = try await connection.query(LogRight.reading)
            return try await Self.contents(of: batch, withPersons, pages, on: connection)
        }
        return try outcome.get()
    }

    private static func contents(
        of batch: String, _ withPersons: Bool, _ pages: DossierFiles, on connection: PostgresConnection
    ) async throws(PostgresError) -> Result<DossierContents, Fault> {
        let streams = try await streams(of: batch, on: connection)
        guard !streams.isEmpty else { return .failure(.unknownBatch) }
        let rows = try await leaves(in: streams, on: connection)
        let last = try rows.last?.int8IfPresent(0) ?? 0
        var checkpoint = try await CosignedCheckpoints.settled(covering: Int(last) + 1, on: connection)
        if checkpoint == nil { checkpoint = try await CosignedCheckpoints.last(on: connection) }
        guard let checkpoint else { return .failure(.pending(0)) }
        let size = checkpoint.checkpoint.head.size
        let wanted = streams.map(\.count).reduce(0, +)
        var items: [DossierContents.Item] = []
        var met = 0
        for row in rows {
            let entry = try row.bytes(2)
            guard let index = try row.int8IfPresent(0).map({ Int($0) }), index < size else { continue }
            met += (try? LeafEntry(entry))?.places.count { place in streams.contains { $0.tag == place.tag } } ?? 0
            // Of a record that is lost there is the entry in the log, and nothing to hand over.
            guard let id = try row.textIfPresent(1), let body = try row.textIfPresent(3) else { continue }
            let proof = try await LogReads.proof(of: index, under: checkpoint, on: connection)
            let disclosures = withPersons ? try await disclosures(of: id, on: connection) : []
            items.append(
                DossierContents.Item(
                    id: id, record: [UInt8](body.utf8), entry: entry,
                    proof: InclusionProof(index: index, size: size, hashes: proof.hashes), disclosures: disclosures))
        }
        guard met >= wanted else { return .failure(.pending(wanted - met)) }
        return .success(
            DossierContents(
                checkpoint: checkpoint, policy: try await PolicyText.inForce(on: connection), items: items,
                streams: streams,
                pages: pages))
    }

    /// The streams of a batch and of all it was made of.
    private static func streams(of batch: String, on connection: PostgresConnection)
        async throws(PostgresError) -> [DossierManifest.Stream]
    {
        let rows = try await connection.query(
            """
            WITH RECURSIVE reached (code) AS (
                SELECT code FROM batch WHERE code = \(batch)
                UNION SELECT parent.key FROM reached JOIN batch USING (code), jsonb_each(batch.body -> 'parents') AS parent
            )
            SELECT batch, secret, last_number FROM stream JOIN reached ON code = batch ORDER BY batch <> \(batch), batch
            """
        ).rows
        var streams: [DossierManifest.Stream] = []
        for row in rows {
            guard let secret = StreamSecret(bytes: try row.bytes(1)) else {
                throw PostgresError(.decoding, "stream of \(batch)")
            }
            streams.append(.init(subject: try row.text(0), secret: secret, count: Int(try row.int8(2))))
        }
        return streams
    }

    /// All entries that name a stream: the whole log is looked through, as whoever checks will.
    private static func leaves(in streams: [DossierManifest.Stream], on connection: PostgresConnection)
        async throws(PostgresError) -> [PostgresRow]
    {
        try await connection.query(
            """
            SELECT leaf_index, record_id::text, entry, record.body
            FROM leaf LEFT JOIN record ON record.id = record_id
            WHERE EXISTS (
                SELECT 1 FROM unnest(\(.byteaArray(streams.map { Array("\"\($0.tag.text)\"".utf8) }))) AS wanted (tag)
                WHERE position(wanted.tag IN entry) > 0)
            ORDER BY leaf_index
            """
        ).rows
    }

    private static func disclosures(of record: String, on connection: PostgresConnection)
        async throws(PostgresError) -> [Disclosure]
    {
        // The replayer is for whoever may see no names.
        let rows = try await connection.pipeline([
            LogRight.writing,
            """
            SELECT salt, role, value FROM disclosure WHERE record_id = \(.uuid(text: record)) AND salt IS NOT NULL ORDER BY role
            """, LogRight.reading,
        ])[1].rows
        var disclosures: [Disclosure] = []
        for row in rows {
            let array = JSONValue.array([
                .string(try row.text(0)), .string(try row.text(1)), .string(try row.text(2)),
            ])
            if let disclosure = try? Disclosure(array.canonicalBytes) { disclosures.append(disclosure) }
        }
        return disclosures
    }
}
