import CustodyStore
import Postgres
import SchemaFiles
import TestCluster

/// A book as an earlier version of the service left it: the same rows under the schema of an earlier migration.
enum OldLedger {
    /// Copies a book into a database of its own; what the old schema does not know is left out.
    static func copy(of ledger: TestLedger, version: Int64) async throws -> TestLedger {
        let old = TestLedger(on: try await TestCluster.empty())
        var scripts = ["CREATE TABLE migration (version bigint PRIMARY KEY, name text NOT NULL)"]
        for migration in Migration.all where migration.version <= version {
            scripts.append(migration.sql)
            scripts.append("INSERT INTO migration VALUES (\(migration.version), '\(migration.name)')")
        }
        scripts.append("SET session_replication_role = replica")
        let oldScripts = scripts
        try await old.pool.withConnection { connection throws(PostgresError) in
            for script in oldScripts { try await connection.script(script) }
            for (table, columns) in try await tables(connection) {
                try await connection.script(
                    """
                    INSERT INTO \(table) (\(columns)) OVERRIDING SYSTEM VALUE
                    SELECT \(columns) FROM jsonb_populate_recordset(NULL::public.\(table), '\(try await rows(of: table, in: ledger))')
                    """)
            }
            try await connection.script(
                "RESET session_replication_role; SELECT setval('record_seq_seq', max(seq)) FROM record")
        }
        return old
    }

    /// The tables of the book with the columns that are written, not computed.
    private static func tables(_ connection: PostgresConnection) async throws(PostgresError) -> [(String, String)] {
        try await connection.query(
            """
            SELECT table_name::text, string_agg(quote_ident(column_name), ', ' ORDER BY ordinal_position)
            FROM information_schema.columns
            WHERE table_schema = 'public' AND is_generated = 'NEVER' AND table_name <> 'migration'
            GROUP BY table_name ORDER BY table_name = 'record' DESC, table_name
            """
        ).rows.map { row throws(PostgresError) in (try row.text(0), try row.text(1)) }
    }

    private static func rows(of table: String, in ledger: TestLedger) async throws(PostgresError) -> String {
        let rows = try await ledger.pool.withConnection { connection throws(PostgresError) in
            try await connection.query(
                "SELECT COALESCE(jsonb_agg(to_jsonb(stored)), '[]')::text FROM \(identifier: table) AS stored"
            ).rows
        }
        return try rows.first?.text(0).replacing("'", with: "''") ?? "[]"
    }
}
