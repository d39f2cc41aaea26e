import Evidence
import Postgres

/// The policy in force as it is handed on: the log's own keys, then the witnesses and the quorum of the operator's file.
enum PolicyText {
    /// Brings a policy into force, unless it is so already.
    static func enforce(_ text: String, on connection: PostgresConnection) async throws(PostgresError) {
        _ = try await connection.query(
            """
            INSERT INTO log_policy (body)
            SELECT \(text) WHERE \(text) IS DISTINCT FROM (SELECT body FROM log_policy ORDER BY id DESC LIMIT 1)
            """)
    }

    /// The text in force; whoever checks puts a policy of his own in its place.
    static func inForce(on connection: PostgresConnection) async throws(PostgresError) -> [UInt8] {
        let found = try await connection.pipeline([
            "SELECT vkey FROM log_key ORDER BY since DESC, vkey",
            "SELECT body FROM log_policy ORDER BY id DESC LIMIT 1",
        ])
        var lines: [String] = []
        for row in found[0].rows { lines.append("log \(try row.text(0))") }
        let body = try found[1].rows.first.map { row throws(PostgresError) in try row.text(0) } ?? "quorum none"
        // The file names the log too, for whoever else reads it; its keys change with a rotation, and these are known.
        lines += body.split(separator: "\n").filter { $0.split(separator: " ").first != "log" }.map { String($0) }
        return Array((lines.joined(separator: "\n") + "\n").utf8)
    }
}
