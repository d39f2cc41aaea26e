import CustodyStore
import Logging
import Operations
import Postgres
import ServiceLifecycle

/// Reads the lineage into memory beside the routes, and goes on catching up with what is written: doors are open meanwhile, and until it
/// is there the database answers alone.
struct LineageReader: Service {
    /// Pause between two looks; twice as long after each failure, up to the longest.
    static let pause = Duration.seconds(5)
    static let longestPause = Duration.seconds(600)

    /// Whose lineage.
    let keeper: LineageKeeper
    /// Connections that may take long.
    let pool: PostgresPool
    /// For the operator.
    let log: Logger

    /// Reads until the end of the service.
    func run() async throws {
        await cancelWhenGracefulShutdown {
            var pause = Self.pause
            while !Task.isCancelled {
                pause = await look() ? Self.pause : min(pause * 2, Self.longestPause)
                try? await Task.sleep(for: pause)
            }
        }
    }

    private func look() async -> Bool {
        let stopwatch = Stopwatch.started()
        let wasThere = keeper.size != nil
        do throws(PostgresError) {
            try await keeper.catchUp(from: pool)
        } catch {
            if !Task.isCancelled {
                log.warning("the lineage is not in memory, or not kept up", metadata: ["error": "\(error)"])
            }
            return false
        }
        if wasThere { return true }
        let size = keeper.size
        log.info(
            "the lineage is in memory",
            metadata: [
                "edges": "\(size?.edges ?? 0)", "bytes": "\(size?.bytes ?? 0)", "after": "\(stopwatch.elapsed())",
            ])
        return true
    }
}
