public import Evidence
public import Postgres

/// Records that the log writes of itself: no act of the book, with a leaf like any other.
public struct LogRecord: Sendable {
    private let pool: PostgresPool

    /// Records of a database.
    public init(pool: PostgresPool) { self.pool = pool }

    /// Writes that a new key signs beside the old one (evidence.md §4.8).
    ///
    /// - Returns: the record's id.
    public func keyChanged(from old: VerifierKey, to new: VerifierKey) async throws -> String {
        let draft = try RecordDraft(
            "log-key",
            .object([JSONMember("new", .string(new.text)), JSONMember("old", .string(old.text))]))
        try await pool.withTransaction { connection throws(PostgresError) in
            _ = try await connection.pipeline([LogRight.writing] + draft.statements(by: "log", once: new.text))
        }
        return draft.id
    }
}
