import CustodyStore
import HTTPAPI
import LogStore
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

    private static func gauges(of guards: (isDurable: Bool, guardsOff: [String])) -> [Gauge] {
        [
            Gauge(
                "grainledger_database_unsafe",
                "1 while what is confirmed need not be on the disk, or has no checksum; alarm at 1.",
                guards.isDurable ? 0 : 1),
            Gauge(
                "grainledger_guards_off", "Guards of the schema that are switched off or gone; alarm at 1.",
                guards.guardsOff.count),
        ]
    }

    /// What stands in line here now, and how the log is doing; nothing of the log while the database is away.
    var gauges: [Gauge] {
        get async {
            let log = (try? await LogReads(pool: pool).figures())?.gauges ?? []
            let guards = (try? await HealthReads(pool: pool).guards()).map(Self.gauges) ?? []
            let load = await pool.load
            return log + guards + [
                Gauge("grainledger_committer_backlog", "Acts that wait for a lane.", await committer.backlog),
                Gauge("grainledger_pool_waiting", "Readers that wait for a connection.", load.waiting),
                Gauge("grainledger_pool_open", "Connections to the database for readers.", load.open),
            ]
        }
    }
}
