public import Operations
public import Postgres
import Rules
import SchemaFiles

/// Asks the database how it is: what the doctor judges (experience.md §1.5).
public struct HealthReads: Sendable {
    private let pool: PostgresPool

    /// Reads over a pool.
    public init(pool: PostgresPool) { self.pool = pool }

    /// The vital signs of the database and the book, as of now.
    public func signs() async throws(PostgresError) -> VitalSigns {
        let results = try await pool.withConnection { connection throws(PostgresError) in
            try await connection.pipeline([
                Self.server, Self.schema, ReaderSession.Right.replayer.opening, Self.book,
            ])
        }
        guard let server = results[0].rows.first, let schema = results[1].rows.first, let book = results[3].rows.first
        else { throw PostgresError(.decoding, "no vital signs") }
        return VitalSigns(
            serverVersion: Int(try server.int8(0)), isDurable: try server.bool(1), encoding: try server.text(2),
            clock: Timestamp(try server.timestamp(3)), connectionLimit: Int(try server.int8(4)),
            archives: try server.bool(5), isSuperuser: try server.bool(6), oldestTransactionSeconds: try server.int8(7),
            missingMigrations: Migration.all.count - Int(try schema.int8(0)),
            guardsOff: try schema.textArray(1).compactMap(\.self),
            residualGrams: try book.int8(0), recordsWithoutAnswer: try book.int8(1), damagedRecords: try book.int8(2),
            liveTokens: try book.int8(3), scalesExpiring: try book.int8(4), licencesExpired: try book.int8(5))
    }

    /// Whether what is confirmed is on the disk and stays readable, and which guards of the schema are off: cheap enough to be
    /// asked at each look of a watching program (reliability.md §8, 29 and 31).
    public func guards() async throws(PostgresError) -> (isDurable: Bool, guardsOff: [String]) {
        let results = try await pool.withConnection { connection throws(PostgresError) in
            try await connection.pipeline([Self.server, Self.schema])
        }
        guard let server = results[0].rows.first, let schema = results[1].rows.first else {
            throw PostgresError(.decoding, "no vital signs")
        }
        return (try server.bool(1), try schema.textArray(1).compactMap(\.self))
    }

    /// A setting changed for the database or a login holds for sessions to come; it is found before one of them has it.
    private static let server: PostgresStatement = """
        SELECT current_setting('server_version_num')::bigint,
            current_setting('fsync') = 'on' AND current_setting('full_page_writes') = 'on'
                AND current_setting('data_checksums') = 'on'
                AND current_setting('synchronous_commit') NOT IN ('off', 'local')
                AND NOT EXISTS (
                    SELECT FROM pg_db_role_setting CROSS JOIN unnest(setconfig) AS setting
                    WHERE setdatabase IN (0, (SELECT oid FROM pg_database WHERE datname = current_database()))
                        AND setting IN ('synchronous_commit=off', 'synchronous_commit=local')),
            pg_encoding_to_char(encoding)::text, clock_timestamp(), current_setting('max_connections')::bigint,
            current_setting('archive_mode') <> 'off',
            (SELECT rolsuper FROM pg_roles WHERE rolname = current_user),
            COALESCE((SELECT extract(epoch FROM max(clock_timestamp() - xact_start))::bigint FROM pg_stat_activity
                WHERE datname = current_database() AND pid <> pg_backend_pid()), 0)
        FROM pg_database WHERE datname = current_database()
        """

    /// Migrations applied, and guards of the schema that somebody switched off or dropped.
    private static let schema: PostgresStatement = """
        SELECT (SELECT count(*) FROM migration), ARRAY(
            SELECT wanted.name FROM unnest(ARRAY[
                'record_append_only', 'movement_leg_append_only', 'finding_append_only', 'answer_append_only',
                'credential_grant_append_only', 'credential_revocation_append_only', 'membership_append_only',
                'audit_event_append_only', 'pending_act_settled_once', 'disclosure_erase_only',
                'movement_conserves_mass', 'movement_respects_bin_use', 'movement_keeps_class_order',
                'answer_record_fkey', 'leaf_pending_record_fkey', 'movement_leg_record_fkey',
                'record_has_leaf', 'leaf_append_only', 'log_checkpoint_append_only'
            ]) AS wanted (name)
            WHERE NOT EXISTS (SELECT 1 FROM pg_trigger WHERE tgname = wanted.name AND tgenabled IN ('O', 'A'))
            UNION ALL SELECT relname::text FROM pg_class
            WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v', 'm')
                AND has_table_privilege(to_regrole('grainledger_reader'), oid, 'SELECT')
                AND NOT (relrowsecurity AND relforcerowsecurity))
        """

    /// The book's own signs; digests are recomputed for the last thousand records, all of them by the rebuild.
    private static let book: PostgresStatement = """
        SELECT (SELECT COALESCE(sum(mass_g), 0)::bigint FROM movement_leg),
            (SELECT count(*) FROM record WHERE NOT EXISTS (SELECT 1 FROM answer WHERE answer.record_id = record.id)),
            (SELECT count(*) FROM (SELECT digest, body FROM record ORDER BY seq DESC LIMIT 1000) AS recent
                WHERE digest <> sha256(convert_to(body, 'UTF8'))),
            (SELECT count(*) FROM credential_grant
                WHERE expires_at > clock_timestamp() AND NOT EXISTS (
                    SELECT 1 FROM credential_revocation
                    WHERE credential_revocation.digest = credential_grant.digest)),
            (SELECT count(*) FROM scale WHERE (body ->> 'validTo')::date < current_date + 30),
            (SELECT count(*) FROM organization WHERE (body ->> 'validTo')::date < current_date)
        """
}
