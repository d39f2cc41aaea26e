import CustodyStore
import HTTPAPI
import Postgres

extension Bureau {
    /// True when the database answers now.
    var isReady: Bool {
        get async {
            guard await !committer.isClosed else { return false }
            do {
                return try await pool.withConnection { connection throws(PostgresError) in
                    try await connection.query("SELECT true").rows.first?.bool(0) ?? false
                }
            } catch {
                return false
            }
        }
    }

    /// What stands in line here now.
    var gauges: [Gauge] {
        get async {
            let pool = await pool.load
            return [
                Gauge("grainledger_committer_backlog", "Acts that wait for a lane.", await committer.backlog),
                Gauge("grainledger_pool_waiting", "Readers that wait for a connection.", pool.waiting),
                Gauge("grainledger_pool_open", "Connections to the database for readers.", pool.open),
            ]
        }
    }
}
