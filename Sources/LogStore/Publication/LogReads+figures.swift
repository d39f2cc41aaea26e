import Evidence
public import Postgres

/// What a watching program wants to know of the log again and again.
public struct LogFigures: Hashable, Sendable {
    /// Leaves in the tree.
    public let size: Int
    /// Leaves under the last checkpoint; `nil` before the first, as its age.
    public let signedSize: Int?
    /// Seconds since the last checkpoint was published.
    public let checkpointAge: Int?
    /// Leaves that wait for a place.
    public let pending: Int
    /// Seconds for which the oldest of them waits.
    public let oldestPending: Int
    /// Records without a leaf among the last `LogReads.recent`.
    public let recordsWithoutLeaf: Int
    /// Whether nothing is added and signed.
    public let isFrozen: Bool
    /// Witnesses of the policy that have cosigned the last checkpoint.
    public let witnesses: Int
    /// The fewest that make up the quorum.
    public let witnessesNeeded: Int
    /// Faults that the last examination found; `nil` when there was none, as its age.
    public let faults: Int?
    /// Seconds since the last examination.
    public let examinationAge: Int?
}

extension LogReads {
    /// Records that are looked at for their leaves each time; the examination looks at all of them.
    public static let recent = 10_000

    /// The figures, cheap enough to be asked for every few seconds.
    public func figures() async throws(PostgresError) -> LogFigures {
        try await pool.withTransaction { connection throws(PostgresError) in
            _ = try await connection.query(LogRight.reading)
            let policy = try? WitnessPolicy(try await PolicyText.inForce(on: connection))
            let keys = policy?.witnesses.values.map(\.key.text) ?? []
            guard let row = try await connection.query(Self.figures(keys)).rows.first else {
                throw PostgresError(.decoding, "no log_state")
            }
            return LogFigures(
                size: Int(try row.int8(0)), signedSize: try row.int8IfPresent(1).map { Int($0) },
                checkpointAge: try row.int8IfPresent(2).map { Int($0) }, pending: Int(try row.int8(3)),
                oldestPending: Int(try row.int8(4)), recordsWithoutLeaf: Int(try row.int8(5)),
                isFrozen: try row.bool(6), witnesses: Int(try row.int8(7)), witnessesNeeded: policy?.fewest ?? 0,
                faults: try row.int8IfPresent(8).map { Int($0) },
                examinationAge: try row.int8IfPresent(9).map { Int($0) })
        }
    }

    private static func figures(_ witnesses: [String]) -> PostgresStatement {
        """
        SELECT state.size, signed.size, extract(epoch FROM clock_timestamp() - signed.signed_at)::bigint,
            (SELECT count(*) FROM leaf_pending),
            COALESCE((SELECT extract(epoch FROM clock_timestamp() - min(enqueued_at))::bigint FROM leaf_pending), 0),
            (SELECT count(*) FROM (SELECT id FROM record ORDER BY seq DESC LIMIT \(recent)) AS latest
                WHERE NOT EXISTS (SELECT FROM leaf WHERE leaf.record_id = latest.id)
                    AND NOT EXISTS (SELECT FROM leaf_pending WHERE leaf_pending.record_id = latest.id)),
            state.frozen_reason IS NOT NULL,
            (SELECT count(DISTINCT witness) FROM log_cosignature
                WHERE log_cosignature.size = signed.size AND witness = ANY(\(.textArray(witnesses)))),
            jsonb_array_length(examined.faults)::bigint,
            extract(epoch FROM clock_timestamp() - examined.ended_at)::bigint
        FROM log_state AS state
            LEFT JOIN LATERAL (SELECT size, signed_at FROM log_checkpoint ORDER BY size DESC LIMIT 1) AS signed ON true
            LEFT JOIN LATERAL (SELECT faults, ended_at FROM log_examination ORDER BY id DESC LIMIT 1) AS examined ON true
        """
    }
}
