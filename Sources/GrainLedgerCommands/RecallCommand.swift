import ArgumentParser
import Custody
import Evidence
import Foundation
import GrainLedgerApp
import Operations
import Rules

/// `recall`.
struct RecallCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "recall", abstract: "Where the grain of some parcels is now, or went, in grams.",
        discussion: """
            grainledger recall 43090210200001 43090210200002 --season 2025-late
            Exit code 5 when there is no such parcel.
            """)
    @OptionGroup var database: DatabaseOption
    @Argument(help: "Parcel numbers.") var parcels: [String]
    @Option(help: "Only grain of this harvest, such as 2025-late.") var season: String?

    func validate() throws {
        guard parcels.count <= RecallQuestion.mostParcels else {
            throw ValidationError("At most \(RecallQuestion.mostParcels) parcels at once")
        }
        if let season, !Season.isName(season) { throw ValidationError("--season is like 2025-late") }
    }

    func run() async throws {
        let question = RecallQuestion(parcels: parcels.map { ParcelNumber($0) }, season: season)
        switch try await database.bureau().ledger.recall(question, .importer) {
        case .found(let report): print(String(decoding: try CanonicalJSON.bytes(of: report), as: UTF8.self))
        case .unknown(let unknown):
            for parcel in unknown { say("no such parcel: \(parcel)") }
            throw ExitCode(5)
        }
    }
}
