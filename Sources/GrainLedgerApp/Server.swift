public import Custody
import CustodyStore
import Foundation
import HTTPAPI
import Hummingbird
import Logging
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
    /// What the demo clock shows when the server starts; `nil` goes by the database's clock. Embedded only.
    public let clock: Timestamp?

    /// A server.
    public init(
        embedded: String?, databaseURL: String?, host: String, port: Int, season: String?, clock: Timestamp? = nil
    ) {
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
                try await serve(PostgresConfiguration(url: cluster.url), clock: clock, say)
            } catch {
                await cluster.stop()
                throw error
            }
            await cluster.stop()
            try? FileManager.default.removeItem(atPath: "\(embedded)/serve.pid")
        } else if let databaseURL {
            try await serve(PostgresConfiguration(url: databaseURL), clock: .database, say)
        }
    }

    private func serve(
        _ database: PostgresConfiguration, clock: BookClock, _ say: @escaping @Sendable (String) -> Void
    )
        async throws
    {
        let bureau = Bureau(configuration: database, clock: clock)
        do {
            try await serve(bureau, say)
        } catch {
            await bureau.shutdown()
            throw error
        }
        await bureau.shutdown()
    }

    private func serve(_ bureau: Bureau, _ say: @escaping @Sendable (String) -> Void) async throws {
        for name in try await Migrator(pool: bureau.pool).run() { say("migrated \(name)") }
        if let season { try await load(season, into: bureau, say) }
        try await grantFirstTokens(bureau, say)
        let application = Application(
            router: API.router(over: bureau.ledger, reports: bureau.reports),
            configuration: .init(address: .hostname(host, port: port), serverName: "GrainLedger"),
            onServerRunning: { _ in say("ready on http://\(host):\(port)/v1") },
            logger: Logger(label: "grainledger"))
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

    private func grantFirstTokens(_ bureau: Bureau, _ say: @Sendable (String) -> Void) async throws {
        guard embedded != nil else { return }
        let tokens = Tokens(pool: bureau.pool)
        guard try await tokens.list().isEmpty else {
            say("tokens were granted before; grainledger token create makes another")
            return
        }
        let officer = Actor(name: "officer-yiyang", organization: "", role: .officer, region: "4309")
        say("Yiyang's officer signs in with: \(try await tokens.grant(officer))")
        say("try: curl -H \"Authorization: Bearer …\" http://\(host):\(port)/v1/balance?county=4309")
    }
}

extension Actor {
    /// Who imports files on the command line: the bureau's administrator.
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
