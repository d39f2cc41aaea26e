import ArgumentParser
import Foundation
import Simulation

/// `simulate`.
struct SimulateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "simulate",
        abstract: "Make up a season of any size from a seed, and say what is true of it.",
        discussion: """
            Writes events.jsonl, which `import events` reads, and truth.json: what came in, where it went, what is \
            there, and which parcels are in which batch, to the gram. The same seed makes the same bytes.

            grainledger simulate --parcels 2000 --trucks 3000 --seed 7 --year 2025 -o season
            """)

    @Option(help: "Parcels that are sampled.") var parcels = 200
    @Option(help: "Trucks that bring grain.") var trucks = 300
    @Option(help: "Number the season follows from.") var seed: UInt64 = 1
    @Option(help: "Year of the harvest.") var year = 2025
    @Option(name: .shortAndLong, help: "Directory the two files go to; made when it is missing.") var output: String

    func run() async throws {
        guard let season = SimulatedSeason(parcels: parcels, trucks: trucks, seed: seed, year: year) else {
            throw ValidationError(
                "1 to \(SimulatedSeason.parcelLimit) parcels, 1 to \(SimulatedSeason.truckLimit) trucks, "
                    + "a year from 2014 to 2098")
        }
        let folder = URL(filePath: output, directoryHint: .isDirectory)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let events = try FileOfLines(folder.appending(path: "events.jsonl"))
        var count = 0
        try season.tellEvents { line in
            count += 1
            try events.write(line)
            try events.write("\n")
        }
        try events.close()
        let truth = try FileOfLines(folder.appending(path: "truth.json"))
        try season.tellTruth { try truth.write($0) }
        try truth.close()
        say("\(count) events in \(folder.path())events.jsonl, what is true of them in truth.json")
    }
}

/// A file written in large pieces.
private final class FileOfLines {
    private let handle: FileHandle
    private var waiting = Data()

    init(_ url: URL) throws {
        try Data().write(to: url)
        handle = try FileHandle(forWritingTo: url)
    }

    func write(_ text: String) throws {
        waiting.append(contentsOf: text.utf8)
        if waiting.count > 1 << 20 { try flush() }
    }

    private func flush() throws {
        try handle.write(contentsOf: waiting)
        waiting.removeAll(keepingCapacity: true)
    }

    func close() throws {
        try flush()
        try handle.close()
    }
}
