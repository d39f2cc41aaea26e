import Foundation
import Testing

/// A session of the database's owner in which nothing can be written into a table: work that has to is held up for certain,
/// however fast the server and slow the test.
final class HeldTable {
    private let table: String
    private let address: String
    private let process = Process()
    private let input = Pipe()

    init(_ table: String, of server: RunningServer) throws {
        self.table = table
        address = "postgresql://grainledger@/grainledger?host=\(server.directory)/socket"
        let output = Pipe()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [
            "psql", "--no-psqlrc", "--quiet", address,
        ]
        (process.standardInput, process.standardOutput) = (input, output)
        try process.run()
        try input.fileHandleForWriting.write(
            contentsOf: Data("BEGIN; LOCK TABLE \(table) IN EXCLUSIVE MODE;\n\\echo locked\n".utf8))
        try #require(String(decoding: output.fileHandleForReading.availableData, as: UTF8.self).contains("locked"))
    }

    /// Returns once somebody waits to write into the table.
    func untilSomebodyWaits() throws {
        let question = "SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = '\(table)'::regclass"
        while true {
            let (look, output) = (Process(), Pipe())
            look.executableURL = URL(filePath: "/usr/bin/env")
            look.arguments = ["psql", "--no-psqlrc", "--tuples-only", "--no-align", "--command", question, address]
            look.standardOutput = output
            try look.run()
            let said = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
            look.waitUntilExit()
            if let count = Int(said.trimmingCharacters(in: .whitespacesAndNewlines)), count > 0 { return }
        }
    }

    func release() {
        try? input.fileHandleForWriting.close()
        process.waitUntilExit()
    }

    deinit { if process.isRunning { process.terminate() } }
}
