import WebConsole
public import Custody
import CustodyStore
import Foundation
import HTTPAPI
import IdentityStore
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
    /// Where it listens, its limits, its certificate.
    public let settings: Settings
    /// A season's directory to load before opening.
    public let season: String?
    /// File of the key that seals second factors; with an embedded database it lies beside the data.
    public let factorKey: String?
    /// What the demo clock shows when the server starts; `nil` goes by the database's clock. Embedded only.
    public let clock: Timestamp?

    /// A server of these settings.
    public init(_ settings: Settings, season: String?, factorKey: String? = nil, clock: Timestamp? = nil) {
        self.factorKey = factorKey
        embedded = settings[.embedded]
        databaseURL = settings[.databaseURL]
        self.settings = settings
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
            let witnesses = try settings[.witnessPolicy].map { try WitnessFile($0) }
            let keeper = LogKeeper(
                configuration: database, files: try logFiles(), witnesses: witnesses, bell: bureau.checkpoints)
            try await serve(bureau, key, keeper, witnesses, say)
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
        _ bureau: Bureau, _ key: FactorKey, _ keeper: LogKeeper, _ witnesses: WitnessFile?,
        _ say: @escaping @Sendable (String) -> Void
    ) async throws {
        for name in try await Migrator(pool: bureau.pool).run() { say("migrated \(name)") }
        if let witnesses { try await WitnessClient.enforce(witnesses.text, pool: bureau.pool) }
        if let season { try await load(season, into: bureau, say) }
        let ways = try Entrances(settings, over: bureau)
        guard let address = settings.address(.listen) else { preconditionFailure("the settings were checked") }
        let place = "\(ways.scheme)://\(address)"
        if embedded != nil { try await Demonstration(bureau: bureau, key: key).open(at: place, say) }
        let provider = try settings.openIDProvider()
        let label = (zh: settings[.openIDLabelZh] ?? "", en: settings[.openIDLabelEn] ?? "")
        let attachments = Installation.attachments(embedded: embedded)
        let doors = bureau.doors(
            try bureau.gatehouse.doors(
                key, through: { desk in provider.map { ProviderDoor(provider: $0, desk: desk, label: label).way } },
                over: { await bureau.committer.submit($0) }), forgetting: attachments)
        let field = bureau.fieldDesk(attachments)
        let router = API.router(
            over: bureau.ledger, reports: bureau.reports, doors: doors, evidence: bureau.evidence,
            field: field, imports: bureau.imports,
            address: Bureau.publicAddress,
            edges: ways.edges)
        bureau.console(doors, field, measuredBy: ways.edges.allowances).add(to: router) { $0.address }
        try await ways.open(router, beside: keeper, at: address) { say("ready on \(place)/v1") }
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
