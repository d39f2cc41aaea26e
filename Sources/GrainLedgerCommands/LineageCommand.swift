import ArgumentParser
import CustodyStore
import Evidence
import Foundation
import GrainLedgerApp
import Postgres

/// `lineage`.
struct LineageCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lineage",
        abstract: "Hold the lineage as a server keeps it in memory against the database.",
        discussion: """
            Reads the edges of all batches, then walks from batches anywhere in the book, up and down in turn, in memory and by a
            recursive query on the same snapshot. Prints what it is and how long it took, as JSON; exit code 8 when two walks differ.
            """)
    @OptionGroup var database: DatabaseOption
    @Option(help: "Walks.") var walks = 200

    func validate() throws {
        guard walks > 0 else { throw ValidationError("--walks is 1 or more") }
    }

    func run() async throws {
        let bureau = try database.bureau()
        let clock = ContinuousClock()
        let began = clock.now
        try await reporting { () throws(PostgresError) in try await bureau.lineage.load(from: bureau.replays) }
        let loaded = clock.now - began
        let examination = try await reporting { () throws(PostgresError) in
            try await bureau.lineage.examine(walks: walks, on: bureau.replays)
        }
        let size = bureau.lineage.size
        let account = Account(
            edges: size?.edges ?? 0, bytes: size?.bytes ?? 0, loadedNanoseconds: loaded.nanoseconds,
            walks: examination.starts.count, edgesWalked: examination.edges,
            differing: examination.differing.map(Int64.init),
            memoryNanoseconds: examination.inMemory.middle, databaseNanoseconds: examination.inDatabase.middle)
        print(String(decoding: try CanonicalJSON.bytes(of: account), as: UTF8.self))
        for start in examination.differing { say("walks from batch number \(start) differ") }
        if !examination.differing.isEmpty { throw ExitCode(8) }
    }

    /// What is printed; times are medians.
    private struct Account: Encodable {
        let edges, bytes: Int
        let loadedNanoseconds: Int64
        let walks, edgesWalked: Int
        let differing: [Int64]
        let memoryNanoseconds, databaseNanoseconds: Int64
    }
}

extension Duration {
    fileprivate var nanoseconds: Int64 { components.seconds * 1_000_000_000 + components.attoseconds / 1_000_000_000 }
}

extension [Duration] {
    /// The median in nanoseconds; zero of nothing.
    fileprivate var middle: Int64 { isEmpty ? 0 : sorted()[count / 2].nanoseconds }
}
