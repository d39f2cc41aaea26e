import CustodyStore
import Foundation
import GrainLedgerApp
import Postgres
import TestCluster
import Testing

@Suite("Files go in row by row; what does not go in comes back to be corrected")
struct ImportTests {
    static let season: URL = {
        if let named = ProcessInfo.processInfo.environment["GRAINLEDGER_SEASON"] { return URL(filePath: named) }
        var root = URL(filePath: #filePath)
        for _ in 0..<4 { root = root.deletingLastPathComponent() }
        return root.appending(path: "shared/data/season-2025-late")
    }()
    static var isThere: Bool { FileManager.default.fileExists(atPath: season.path()) }

    private func bureau() async throws -> Bureau {
        Bureau(configuration: TestCluster.configuration(try await TestCluster.migrated()))
    }

    private func files(_ names: String...) -> [URL] { names.map { Self.season.appending(path: $0) } }

    @Test(
        "Rows the book refuses come back in the layout of their file, and go in once the cause is mended",
        .enabled(if: isThere, "the example season lies beside the checkout"))
    func errorFiles() async throws {
        let bureau = try await bureau()
        let folder = FileManager.default.temporaryDirectory.appending(path: "errors-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        func take(_ files: [URL]) async throws -> ImportSummary {
            try await bureau.importFiles(files, as: .importer, isDryRun: false, errorsInto: folder) { _ in }
        }
        let before = try await take(files("scales.csv"))
        #expect(before.stored == 0 && before.refused.count == 17)
        #expect(before.refused.allSatisfy { $0.contains("GL-R-0103") || $0.contains("GL-R-0101") })
        #expect(before.errorFiles.map(\.lastPathComponent) == ["scales.errors.csv"])
        let text = try String(contentsOf: folder.appending(path: "scales.errors.csv"), encoding: .utf8)
        #expect(text.split(separator: "\r\n").count == 18 && text.contains("不通过原因"))
        let registers = try await take(files("organizations.csv"))
        #expect(registers.stored == 23 && registers.refused.isEmpty && registers.errorFiles.isEmpty)
        let corrected = try await take([folder.appending(path: "scales.errors.csv")])
        #expect(corrected.stored == 17 && corrected.refused.isEmpty)
    }

    @Test(
        "A register file imported again, alone and on another day, changes nothing",
        .enabled(if: isThere, "the example season lies beside the checkout"))
    func again() async throws {
        let bureau = try await bureau()
        let all = files("organizations.csv", "bins.csv", "scales.csv", "parcels.csv", "samples.csv")
        let first = try await bureau.importFiles(all, as: .importer, isDryRun: false, errorsInto: nil) { _ in }
        #expect(first.refused.isEmpty && first.known == 0)
        for file in all {
            let again = try await bureau.importFiles([file], as: .importer, isDryRun: false, errorsInto: nil) { _ in }
            #expect(again.stored == 0 && again.refused.isEmpty && again.known == again.read && again.read > 0)
        }
        #expect(try await Replay(pool: bureau.pool).differences() == [])
    }
}
