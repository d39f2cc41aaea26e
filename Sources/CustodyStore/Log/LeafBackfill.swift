import Custody
import Evidence
import Foundation
import Postgres

/// Gives leaves to the records that are older than the log, with the places in streams that they would have had.
///
/// Which batches a record changed is known by playing the book again. New records may come in meanwhile: each batch is
/// locked before its stream is counted, as the committer does.
struct LeafBackfill {
    let pool: PostgresPool

    /// Writes the missing leaves, once in the life of a database.
    ///
    /// - Returns: how many.
    func run() async throws(PostgresError) -> Int {
        try await pool.withTransaction { connection throws(PostgresError) in
            let state = try await connection.query("SELECT is_complete FROM log_state FOR UPDATE").rows
            if try state.first?.bool(0) == true { return 0 }
            var streams = Streams()
            // Forced row security hides every record from the owner: without the role there would seem to be none.
            let locked = try await connection.pipeline([
                "SET LOCAL ROLE grainledger_writer", "SELECT code FROM batch ORDER BY code FOR UPDATE",
                "SELECT batch, secret, last_number FROM stream",
                Self.missing,
            ])
            try streams.take(locked[2].rows)
            let leaves = try Self.leaves(of: locked[3].rows, &streams)
            _ = try await connection.pipeline([
                LeafStatements.statement(for: leaves, counting: streams),
                // Whoever keeps a batch in memory sees by its row that its stream may have been counted (`BookCache`).
                "UPDATE batch SET version = version", "RESET ROLE",
                "UPDATE log_state SET is_complete = true",
            ])
            return leaves.count
        }
    }

    /// Every record in the order of acceptance, and whether it has a leaf.
    private static let missing: PostgresStatement = """
        SELECT id::text, body, digest,
            EXISTS (SELECT 1 FROM leaf_pending WHERE record_id = record.id)
                OR EXISTS (SELECT 1 FROM leaf WHERE record_id = record.id)
        FROM record WHERE kind NOT IN ('log-key', 'erasure') ORDER BY seq
        """

    private static func leaves(of rows: [PostgresRow], _ streams: inout Streams) throws(PostgresError)
        -> [(record: String, entry: [UInt8])]
    {
        var book = Book()
        var leaves: [(record: String, entry: [UInt8])] = []
        for row in rows {
            let id = try row.text(0)
            do {
                let fact = try JSONDecoder().decode(RecordBody.self, from: Data(try row.text(1).utf8)).fact
                book.apply(fact)
                let effect = book.drain()
                guard try !row.bool(3), let digest = Hash256(bytes: try row.bytes(2)) else { continue }
                let entry = try LeafEntry(digest: digest, kind: fact.act.name, places: streams.places(of: effect))
                leaves.append((id, entry.bytes))
            } catch {
                throw PostgresError(.decoding, "record \(id): \(error)")
            }
        }
        return leaves
    }
}
