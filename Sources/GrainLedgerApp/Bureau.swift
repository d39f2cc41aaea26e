public import Custody
public import CustodyStore
import Foundation
public import IdentityStore
public import Operations
public import Postgres
public import Rules

/// The service put together over one database: what commands and routes are built on.
public struct Bureau: Sendable {
    /// Connections of ordinary reads; the committer has its own.
    public let pool: PostgresPool
    /// Connections of whatever reads all records: the past, reports, dossiers, rebuilds. Few, and waited for longer, so that
    /// they never keep ordinary reads waiting (reliability.md R7).
    public let replays: PostgresPool
    /// The one way into the book.
    public let committer: Committer
    /// What time it is for the book.
    public let clock: BookClock
    /// Persons, credentials, audit.
    public let gatehouse: Gatehouse
    /// The lineage of all batches in memory, once somebody has read it.
    public let lineage = LineageKeeper()
    /// Wakes who waits for a proof.
    let checkpoints = CheckpointBell()

    private static let readers = 4
    private static let replayers = 2
    /// Connections the service opens.
    public static let connections = readers + replayers

    /// Opens the service on a database.
    public init(configuration: PostgresConfiguration, clock: BookClock = .database) {
        self.clock = clock
        pool = PostgresPool(configuration: configuration, size: Self.readers)
        var patient = configuration
        patient.statementTimeoutMilliseconds = max(60_000, configuration.statementTimeoutMilliseconds)
        patient.idleInTransactionTimeoutMilliseconds = max(60_000, configuration.idleInTransactionTimeoutMilliseconds)
        replays = PostgresPool(configuration: patient, size: Self.replayers, longestWait: .seconds(60))
        gatehouse = Gatehouse(pool: pool)
        committer = Committer(configuration: configuration, clock: clock)
    }

    /// Now, by the book's clock as this machine reads it.
    public var now: Timestamp { clock.time(at: Timestamp(Int64(Date().timeIntervalSince1970 * 1_000_000))) }

    /// Answers what is under way and closes the connections.
    public func shutdown() async {
        await committer.shutdown()
        await replays.shutdown()
        await pool.shutdown()
    }
}

extension Bureau {
    /// The season's report from the records, as of a time.
    public func seasonReport(_ season: String, asOf: Timestamp) async throws(PostgresError) -> SeasonReport {
        SeasonReport(of: try await Replay(pool: replays).book(asOf: asOf), season: season, asOf: asOf)
    }
}
