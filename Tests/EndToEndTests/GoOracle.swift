import Foundation
import Testing

/// golang.org/x/mod on a directory of published files; the program is that of EvidenceTests.
struct GoOracle {
    static let library = "/usr/share/gocode"
    static let go: String? = {
        let paths = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map { "\($0)/go" }
        guard FileManager.default.fileExists(atPath: "\(library)/src/golang.org/x/mod/sumdb/tlog") else { return nil }
        return paths.first { FileManager.default.isExecutableFile(atPath: $0) }
    }()
    static let reason: Comment = "Go and golang.org/x/mod are not installed (golang-go, golang-golang-x-mod-dev)"

    /// What it says of a log.
    static func verdict(on directory: String, key: String) throws -> (status: Int32, output: String) {
        let source = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "EvidenceTests/Oracle/oracle.go")
        let process = Process()
        process.executableURL = URL(filePath: try #require(go))
        process.arguments = ["run", source.path(), directory, key]
        let own = [
            "GOFLAGS": "-mod=mod", "GO111MODULE": "off", "GOPATH": library, "GOPROXY": "off",
            "GOCACHE": "\(directory)/.cache",
        ]
        process.environment = ProcessInfo.processInfo.environment.merging(own) { $1 }
        let output = Pipe()
        process.standardOutput = output
        process.standardError = output
        try process.run()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return (process.terminationStatus, text)
    }
}
