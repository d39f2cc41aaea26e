import Foundation

/// The example season that lies beside the checkout, or where `GRAINLEDGER_SEASON` says.
enum ExampleSeason {
    /// Its folder; nil when there is none.
    static let directory: URL? = {
        let package = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let url =
            ProcessInfo.processInfo.environment["GRAINLEDGER_SEASON"].map { URL(filePath: $0) }
            ?? package.appending(path: "../shared/data/season-2025-late")
        let stream = url.appending(path: "events.jsonl")
        return FileManager.default.fileExists(atPath: stream.path()) ? url : nil
    }()

    /// Why tests on it are skipped when it is absent.
    static let whyAbsent = "the example season is not there; set GRAINLEDGER_SEASON to its folder"
}
