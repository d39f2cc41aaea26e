import Evidence
import Foundation
public import LogStore
import Logging
import Postgres
import ServiceLifecycle

/// Keeps the evidence log going beside the routes: takes leaves, signs, and examines the whole once a day.
///
/// It decides nothing: what may be added or signed is judged by the sequencer and the publisher, under the lock that all
/// instances share. What fails is said and tried again; an error after a change is undone by its transaction.
struct LogKeeper: Service {
    /// Pause between two looks at the waiting leaves.
    static let pause = Duration.milliseconds(250)
    /// Looks between two checkpoints at least: one second.
    static let looksBetweenCheckpoints = 4
    /// Looks after which the tree is compared with what was signed though nothing happened: ten minutes (evidence.md §4.9).
    static let looksBetweenChecks = 2_400

    /// Pause between two questions to a witness that answers.
    static let betweenQuestions = Duration.seconds(1)

    private let configuration: PostgresConfiguration
    private let files: LogFiles?
    private let witnesses: WitnessFile?
    private let bell: CheckpointBell
    private let log: Logger

    /// A keeper with connections of its own.
    ///
    /// - Parameters:
    ///   - files: keys and the last signed checkpoint; `nil` where nothing is signed.
    ///   - witnesses: whom to ask for cosignatures; `nil` for nobody.
    ///   - bell: rung after each checkpoint.
    init(
        configuration: PostgresConfiguration, files: LogFiles?, witnesses: WitnessFile?, bell: CheckpointBell,
        log: Logger = Logger(label: "grainledger.log")
    ) {
        var own = configuration
        own.applicationName += " log"
        self.configuration = own
        self.files = files
        self.witnesses = witnesses
        self.bell = bell
        self.log = log
    }

    /// Runs until the service is told to stop.
    func run() async throws {
        let pool = PostgresPool(configuration: configuration, size: 2)
        let clients = files.map { witnesses?.clients(over: pool, $0, log) ?? [] } ?? []
        await cancelWhenGracefulShutdown {
            await withDiscardingTaskGroup { group in
                group.addTask { await keep(pool, clients) }
                group.addTask { await examine(pool) }
                for client in clients { group.addTask { await ask(client) } }
            }
        }
        await pool.shutdown()
    }

    private func keep(_ pool: PostgresPool, _ clients: [WitnessClient]) async {
        let sequencer = Sequencer(pool: pool, files: files, log: log)
        let publisher = files.map { Publisher(pool: pool, files: $0, log: log) }
        var look = 0
        // At the start, and after every failure: behind a new connection may stand another database than before.
        var isDoubtful = true
        while !Task.isCancelled {
            do {
                let checking = isDoubtful || look.isMultiple(of: Self.looksBetweenChecks)
                if checking { await compare(with: clients) }
                while try await sequencer.step(checking: checking) == .grown(Sequencer.most) {}
                if checking || look.isMultiple(of: Self.looksBetweenCheckpoints) {
                    if case .published = try await publisher?.step(checking: checking) { await bell.ring() }
                }
                isDoubtful = false
            } catch {
                isDoubtful = true
                if !Task.isCancelled { log.error("the evidence log did not go on", metadata: ["error": "\(error)"]) }
            }
            look += 1
            try? await Task.sleep(for: Self.pause)
        }
    }

    /// Holds the database against what the witnesses have cosigned, all at once; who does not answer in time is passed over.
    private func compare(with clients: [WitnessClient]) async {
        await withDiscardingTaskGroup { group in
            for client in clients { group.addTask { _ = try? await client.compare() } }
        }
    }

    /// Asks one witness again and again; one that is away is asked less and less often, up to a minute.
    private func ask(_ client: WitnessClient) async {
        var pause = Self.betweenQuestions
        var before: WitnessClient.Step?
        while !Task.isCancelled {
            let step = try? await client.step()
            switch step {
            case .cosigned, .nothingToDo: pause = Self.betweenQuestions
            // The first conflict tells the size to go on from; whoever goes on disagreeing is as good as away.
            case .conflict where before != .conflict: pause = Self.betweenQuestions
            default: pause = min(pause * 2, .seconds(60))
            }
            before = step
            try? await Task.sleep(for: pause)
        }
    }

    private func examine(_ pool: PostgresPool) async {
        let examination = Examination(pool: pool)
        while !Task.isCancelled {
            do {
                if try await examination.isDue() {
                    let result = try await examination.run()
                    try await examination.keep(result)
                    for fault in result.faults {
                        log.critical("the evidence log does not hold", metadata: ["fault": "\(fault)"])
                    }
                }
            } catch {
                if !Task.isCancelled { log.error("the log was not examined", metadata: ["error": "\(error)"]) }
            }
            try? await Task.sleep(for: .seconds(60))
        }
    }
}

extension LogFiles {
    /// Where an embedded server keeps them: beside the cluster, not in it.
    public static func embedded(in directory: String) -> LogFiles {
        LogFiles(directory: URL(filePath: directory, directoryHint: .isDirectory).appending(path: "log"))
    }

    /// Those named by `GRAINLEDGER_LOG_DIRECTORY`; `nil` when nothing is.
    public static var named: LogFiles? {
        ProcessInfo.processInfo.environment["GRAINLEDGER_LOG_DIRECTORY"].map {
            LogFiles(directory: URL(filePath: $0, directoryHint: .isDirectory))
        }
    }

    /// Makes the key of an embedded server's log at its first start; two servers never have one name.
    func foundEmbedded() throws {
        try found(ExactText("grainledger.localhost/\(UUID().uuidString.prefix(8).lowercased())"))
    }
}
