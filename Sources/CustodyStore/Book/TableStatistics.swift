public import Postgres

/// What PostgreSQL's planner knows of the tables: how many rows, and which values.
public enum TableStatistics {
    /// Takes it anew, after many rows came in at once. Until PostgreSQL does so by itself, which may take a minute, it plans
    /// for the tables as they were, and reads as if a season were a dozen rows.
    ///
    /// Of tables that somebody else owns nothing is taken.
    public static func refresh(over pool: PostgresPool) async throws(PostgresError) {
        _ = try await pool.withConnection { connection throws(PostgresError) in
            try await connection.query(
                """
                DO $$
                DECLARE owned record;
                BEGIN
                    FOR owned IN SELECT schemaname, tablename FROM pg_catalog.pg_tables
                        WHERE schemaname = 'public' AND tableowner = current_user ORDER BY tablename
                    LOOP
                        EXECUTE format('ANALYZE %I.%I', owned.schemaname, owned.tablename);
                    END LOOP;
                END $$
                """)
        }
    }
}
