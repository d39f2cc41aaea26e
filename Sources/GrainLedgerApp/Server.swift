import WebConsole
public import Custody
import CustodyStore
import Foundation
import HTTPAPI
import Hummingbird
import IdentityStore
import Logging
import LogStore
import Operations
import Postgres
public import Rules

/// The running service: its database, its routes, its example season.
public struct Server: Sendable {
    /// Directory of the private cluster; `nil` with a database elsewhere.
    public let embedded: String?
    /// URL of a database elsewhere.
    public let databaseURL: String?
    /// Address to listen on.
    public let host: String
    /// Port to listen on.
    public let port: Int
    /// A season's directory to load before opening.
    public let season: String?
    /// File of the key that seals second factors; with an embedded database it lies beside the data.
    public let factorKey: String?
    /// What the demo clock shows when the server starts; `nil` goes by the database's clock. Embedded only.
    public let clock: Timestamp?

    /// A server.
    public init(
        embedded: String?, databaseURL: String?, host: String, port: Int, season: String?, factorKey: String? = nil,
        clock: Timestamp? = nil
    ) {
        self.factorKey = factorKey
        self.embedded = embedded
        self.databaseURL = databaseURL
        self.host = host
        self.port = port
        self.season = season
        self.clock = clock
    }

    /// Runs until told to stop (SIGINT, SIGTERM); the cluster stops after the last request.
    public func run(say: @escaping @Sendable (String) -> Void) async throws {
        if let embedded {
            let cluster = EmbeddedCluster(directory: embedded)
            try await cluster.start()
            do {
                try FileManager.default.writePID(to: "\(embedded)/serve.pid")
                let clock = BookClock(showing: clock)
                try cluster.set(clock)
                let key = try FactorKey(file: "\(embedded)/factor.key")
                try await serve(PostgresConfiguration(url: cluster.url), clock: clock, key, say)
            } catch {
                await cluster.stop()
                throw error
            }
            await cluster.stop()
            try? FileManager.default.removeItem(atPath: "\(embedded)/serve.pid")
        } else if let databaseURL {
            guard let factorKey else { throw FactorKey.Fault.unusable("GRAINLEDGER_FACTOR_KEY_FILE is not set") }
            try await serve(
                PostgresConfiguration(url: databaseURL), clock: .database, try FactorKey(file: factorKey), say)
        }
    }

    private func serve(
        _ database: PostgresConfiguration, clock: BookClock, _ key: FactorKey,
        _ say: @escaping @Sendable (String) -> Void
    )
        async throws
    {
        let bureau = Bureau(configuration: database, clock: clock)
        do {
            try await serve(bureau, key, LogKeeper(configuration: database, files: try logFiles()), say)
        } catch {
            await bureau.shutdown()
            throw error
        }
        await bureau.shutdown()
    }

    /// Where the log's key lies; an embedded server makes one.
    private func logFiles() throws -> LogFiles? {
        guard let embedded else { return LogFiles.named }
        let files = LogFiles.embedded(in: embedded)
        try files.foundEmbedded()
        return files
    }

    private func serve(
        _ bureau: Bureau, _ key: FactorKey, _ keeper: LogKeeper, _ say: @escaping @Sendable (String) -> Void
    ) async throws {
        for name in try await Migrator(pool: bureau.pool).run() { say("migrated \(name)") }
        if let season { try await load(season, into: bureau, say) }
        if embedded != nil { try await Demonstration(bureau: bureau, key: key).open(at: "http://\(host):\(port)", say) }
        let doors = try bureau.gatehouse.doors(key, over: { await bureau.committer.submit($0) })
        let router = API.router(
            over: bureau.ledger, reports: bureau.reports, doors: doors, evidence: bureau.evidence,
            address: Bureau.publicAddress)
        bureau.console(doors).add(to: router)
        var application = Application(
            router: router,
            configuration: .init(address: .hostname(host, port: port), serverName: "GrainLedger"),
            onServerRunning: { _ in say("ready on http://\(host):\(port)/v1") },
            logger: Logger(label: "grainledger"))
        application.addServices(keeper)
        try await application.runService()
    }

    private func load(_ directory: String, into bureau: Bureau, _ say: @escaping @Sendable (String) -> Void)
        async throws
    {
        let summary = try await bureau.importFiles(
            [URL(filePath: directory, directoryHint: .isDirectory)], as: .importer, isDryRun: false, errorsInto: nil
        ) { read in
            if read.isMultiple(of: 500) { say("season: \(read) rows") }
        }
        say(
            "season: \(summary.stored) stored, \(summary.known) known before, \(summary.refused.count) refused, "
                + "\(summary.findings) findings")
        for line in summary.refused.prefix(20) { say("  \(line)") }
    }
}

extension Actor {
    /// Who imports files on the command line: the operator of the machine, in the import office.
    public static let importer = Actor(name: "import", organization: "", role: .administrator, region: "43")
}

extension BookClock {
    /// A clock that shows a time now; without one the database's.
    fileprivate init(showing time: Timestamp?) {
        let real = Timestamp(Int64(Date().timeIntervalSince1970 * 1_000_000))
        self = time.map { BookClock(showing: $0, at: real) } ?? .database
    }
}

extension FileManager {
    fileprivate func writePID(to path: String) throws {
        try "\(ProcessInfo.processInfo.processIdentifier)\n".write(toFile: path, atomically: true, encoding: .utf8)
    }
}
