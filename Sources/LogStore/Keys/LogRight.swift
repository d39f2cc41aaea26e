import Postgres

/// In whose right the log touches the book, until the end of the transaction. Its own tables are the owner's; but the owner
/// of a database, unless he is a superuser, sees no record (docs/decisions/0009).
enum LogRight {
    /// Reads all records and all of the log.
    static let reading: PostgresStatement = "SELECT set_config('role', 'grainledger_replayer', true)"
    /// Writes records, locks batches, reads names.
    static let writing: PostgresStatement = "SELECT set_config('role', 'grainledger_writer', true)"
    /// The owner again.
    static let owning: PostgresStatement = "SELECT set_config('role', 'none', true)"
}
