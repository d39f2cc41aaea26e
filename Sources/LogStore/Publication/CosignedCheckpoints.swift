import Evidence
import Postgres

/// Checkpoints with all that was verified of their witnesses.
enum CosignedCheckpoints {
    /// How many checkpoints back a quorum is looked for.
    private static let most = 60

    /// The last published checkpoint with the newest cosignature of each witness; `nil` before the first.
    static func last(on connection: PostgresConnection) async throws(PostgresError) -> SignedCheckpoint? {
        try await newest(1, covering: 0, on: connection).first
    }

    /// The newest checkpoint over so many leaves whose witnesses make up the quorum in force; while they do not yet, the
    /// newest: nobody waits for a witness (evidence.md §4.5).
    static func settled(covering leaves: Int, on connection: PostgresConnection)
        async throws(PostgresError) -> SignedCheckpoint?
    {
        let policy = try? WitnessPolicy(try await PolicyText.inForce(on: connection))
        guard let policy, !policy.witnesses.isEmpty else {
            return try await newest(1, covering: leaves, on: connection).first
        }
        let found = try await newest(most, covering: leaves, on: connection)
        return found.first { (try? policy.cosigners(of: $0)) != nil } ?? found.first
    }

    private static func newest(_ count: Int, covering leaves: Int, on connection: PostgresConnection)
        async throws(PostgresError) -> [SignedCheckpoint]
    {
        let rows = try await connection.query(
            """
            SELECT note, COALESCE((
                SELECT string_agg(line, '' ORDER BY witness) FROM (
                    SELECT DISTINCT ON (witness) witness, line FROM log_cosignature
                    WHERE log_cosignature.size = log_checkpoint.size ORDER BY witness, signed_at DESC) AS newest), '')
            FROM log_checkpoint WHERE size >= \(leaves) ORDER BY size DESC LIMIT \(count)
            """
        ).rows
        var found: [SignedCheckpoint] = []
        for row in rows {
            guard let checkpoint = try? SignedCheckpoint(unverified: try row.bytes(0) + Array(try row.text(1).utf8))
            else { throw PostgresError(.decoding, "log_checkpoint: a note cannot be read") }
            found.append(checkpoint)
        }
        return found
    }
}
