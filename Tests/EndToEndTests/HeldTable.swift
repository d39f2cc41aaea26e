import Foundation
import Testing

/// A session of the database's owner in which nothing can be written into a table: work that has to is held up for certain,
/// however fast the server and slow the test.
final class HeldTable {
    private let process = Process()
    private let input = Pipe()

    init(_ table: String, of server: RunningServer) throws {
        let output = Pipe()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [
            "psql", "--no-psqlrc", "--quiet", "postgresql://grainledger@/grainledger?host=\(server.directory)/socket",
        ]
        (process.standardInput, process.standardOutput) = (input, output)
        try process.run()
        try input.fileHandleForWriting.write(
            contentsOf: Data("BEGIN; LOCK TABLE \(table) IN EXCLUSIVE MODE;\n\\echo locked\n".utf8))
        try #require(String(decoding: output.fileHandleForReading.availableData, as: UTF8.self).contains("locked"))
    }

    func release() {
        try? input.fileHandleForWriting.close()
        process.waitUntilExit()
    }

    deinit { if process.isRunning { process.terminate() } }
}
