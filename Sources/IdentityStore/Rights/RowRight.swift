public import Custody
import Postgres

/// In whose right a statement on guarded rows runs: what precedes it in its transaction. Whoever owns the tables sees
/// nothing without (m0023).
enum RowRight {
    /// Whoever writes the book: every row of what waits for a second person.
    static let writing: PostgresStatement = "SELECT set_config('role', 'grainledger_writer', true)"

    /// What an actor may see, row by row.
    static func reading(_ actor: Actor) -> PostgresStatement {
        // The whole country is written *: a region that is missing must not be the prefix of all.
        """
        SELECT set_config('transaction_read_only', 'on', true), set_config('role', 'grainledger_reader', true),
            set_config('grainledger.role', \(actor.role.rawValue), true),
            set_config('grainledger.organization', \(actor.organization.text), true),
            set_config('grainledger.region', \(actor.region.isEmpty ? "*" : actor.region), true)
        """
    }
}

extension Actor {
    /// Whoever runs the service on its machine, who sees all of it.
    public static let machineOperator = Actor(name: "operator", organization: "", role: .administrator, region: "")
}

extension PostgresPool {
    /// The rows of one statement in somebody's right: one round trip, and a transaction of its own.
    func rows(_ statement: PostgresStatement, by right: PostgresStatement) async throws(PostgresError) -> [PostgresRow]
    {
        try await pipeline([right, statement])[1].rows
    }
}
