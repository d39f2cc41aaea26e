import CustodyStore
import Logging
import Operations
import Postgres
import ServiceLifecycle

/// Reads the lineage into memory beside the routes: doors are open meanwhile, and until it is there the database answers alone.
struct LineageReader: Service {
    /// Pause after a failure.
    static let pause = Duration.seconds(5)

    /// Whose lineage.
    let keeper: LineageKeeper
    /// Connections that may take long.
    let pool: PostgresPool
    /// For the operator.
    let log: Logger

    /// Reads until it is there, then waits for the end of the service.
    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled, !(await read()) { try? await Task.sleep(for: Self.pause) }
        }
        try await gracefulShutdown()
    }

    private func read() async -> Bool {
        let stopwatch = Stopwatch.started()
        do throws(PostgresError) {
            try await keeper.load(from: pool)
        } catch {
            log.warning("the lineage is not in memory yet", metadata: ["error": "\(error)"])
            return false
        }
        let size = keeper.size
        log.info(
            "the lineage is in memory",
            metadata: [
                "edges": "\(size?.edges ?? 0)", "bytes": "\(size?.bytes ?? 0)", "after": "\(stopwatch.elapsed())",
            ])
        return true
    }
}
