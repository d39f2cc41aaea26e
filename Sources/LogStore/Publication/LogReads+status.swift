import Foundation
public import Operations
import Evidence
public import Postgres

extension LogReads {
    /// How the log is doing; what counts over all records is as of one moment.
    public func status() async throws(PostgresError) -> LogStatus {
        let results = try await pool.withConnection { connection throws(PostgresError) in
            // One implicit transaction, at whose end the role falls back.
            Array(
                try await connection.pipeline([
                    LogRight.reading, Self.figures, Self.keys, Self.examination, Self.witnesses,
                ]).dropFirst())
        }
        let (policy, last) = try await pool.withConnection { connection throws(PostgresError) in
            (
                try await PolicyText.inForce(on: connection), try await CosignedCheckpoints.last(on: connection)
            )
        }
        guard let row = results[0].rows.first else { throw PostgresError(.decoding, "no log_state") }
        let keys = try results[1].rows.map { row throws(PostgresError) in try row.text(0) }
        var status = LogStatus(
            origin: try row.textIfPresent(0), keys: keys, size: try row.int8(1), signedSize: try row.int8IfPresent(2),
            pending: try row.int8(3), oldestPendingSeconds: try row.int8(4), recordsWithoutLeaf: try row.int8(5),
            frozen: try row.textIfPresent(6), examination: try results[2].rows.first.map(Self.examination))
        guard let policy = try? WitnessPolicy(policy), !policy.witnesses.isEmpty else { return status }
        status.quorum = last.map { (try? policy.cosigners(of: $0)) != nil } ?? false
        status.witnesses = try Self.standings(of: policy, results[3].rows)
        return status
    }

    private static func standings(of policy: WitnessPolicy, _ rows: [PostgresRow]) throws(PostgresError)
        -> [LogStatus.Witness]
    {
        var found: [String: PostgresRow] = [:]
        for row in rows { found[try row.text(0)] = row }
        var standings: [LogStatus.Witness] = []
        for party in policy.witnesses.values {
            let row = found[party.key.text]
            standings.append(
                LogStatus.Witness(
                    name: party.key.name.description, cosignedSize: try row?.int8IfPresent(1),
                    cosignedAt: try row?.textIfPresent(2), answer: try row?.textIfPresent(3)))
        }
        return standings.sorted { $0.name < $1.name }
    }

    private static let figures: PostgresStatement = """
        SELECT origin, size, (SELECT max(size) FROM log_checkpoint), (SELECT count(*) FROM leaf_pending),
            COALESCE((SELECT extract(epoch FROM clock_timestamp() - min(enqueued_at))::bigint FROM leaf_pending), 0),
            (SELECT count(*) FROM record
                WHERE NOT EXISTS (SELECT 1 FROM leaf WHERE leaf.record_id = record.id)
                    AND NOT EXISTS (SELECT 1 FROM leaf_pending WHERE leaf_pending.record_id = record.id)),
            frozen_reason
        FROM log_state
        """

    private static let witnesses: PostgresStatement = """
        SELECT witness, signed.size,
            to_char(signed.signed_at AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM-DD"T"HH24:MI:SS"+08:00"'), answer
        FROM log_witness LEFT JOIN LATERAL (
            SELECT size, signed_at FROM log_cosignature WHERE log_cosignature.witness = log_witness.witness
            ORDER BY size DESC, signed_at DESC LIMIT 1
        ) AS signed ON true
        """

    private static let keys: PostgresStatement = "SELECT vkey FROM log_key ORDER BY since DESC, vkey"

    private static let examination: PostgresStatement = """
        SELECT to_char(ended_at AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM-DD"T"HH24:MI:SS"+08:00"'),
            extract(epoch FROM clock_timestamp() - ended_at)::bigint, size, faults
        FROM log_examination ORDER BY id DESC LIMIT 1
        """

    private static func examination(_ row: PostgresRow) throws(PostgresError) -> LogStatus.Examination {
        guard let faults = try? JSONDecoder().decode([LogFinding].self, from: Data(try row.json(3))) else {
            throw PostgresError(.decoding, "log_examination: faults")
        }
        return LogStatus.Examination(
            endedAt: try row.text(0), ageSeconds: try row.int8(1), size: try row.int8(2), faults: faults)
    }
}
