import Foundation
import SchemaFiles
import Testing

/// `Schema/expected/schema.sql` is the dump after all migrations (design.md §8).
@Suite("Schema dump")
struct SchemaDumpTests {
    /// Set to write the file instead of comparing it.
    private static let renewal = "GRAINLEDGER_RENEW_SCHEMA"

    @Test("After all migrations the schema is the expected one")
    func agrees() async throws {
        let dump = Self.withoutVersion(try Self.dump(of: try await TestLedger().url))
        try #require(dump.contains { $0.hasPrefix("CREATE TABLE ") }, "pg_dump wrote no table")
        if ProcessInfo.processInfo.environment[Self.renewal] != nil {
            try dump.joined(separator: "\n").write(to: Self.expected, atomically: true, encoding: .utf8)
        }
        let expected = Self.lines(try String(contentsOf: Self.expected, encoding: .utf8))
        let place = zip(dump, expected).enumerated().first { $1.0 != $1.1 }?.offset ?? min(dump.count, expected.count)
        // A Boolean of its own: the two dumps in full would bury the line that matters.
        let isSame = dump == expected
        #expect(
            isSame,
            """
            line \(place + 1) is 「\(place < dump.count ? dump[place] : "the end")」, expected \
            「\(place < expected.count ? expected[place] : "the end")」; renew it by \(Self.renewal)=1 (Schema/README.md)
            """)
    }

    @Test("Every file of migrations is one that the program applies, under its number, each once")
    func allAreListed() throws {
        let folder = Self.expected.deletingLastPathComponent().deletingLastPathComponent().appending(path: "migrations")
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path()).filter { $0.hasSuffix(".sql") }
        #expect(Migration.all.map { "\($0.name).sql" } == files.sorted())
        for migration in Migration.all {
            #expect(migration.name.hasPrefix("m\(String("000\(migration.version)".suffix(4)))_"))
            #expect(
                try String(contentsOf: folder.appending(path: "\(migration.name).sql"), encoding: .utf8)
                    == migration.sql)
        }
    }

    @Test("What tells minor versions of PostgreSQL apart does not count, everything else does")
    func ignoresVersion() {
        let old = "-- Dumped from database version 15.3\n\nSET lock_timeout = 0;\nCREATE TABLE public.a (\n"
        let new = """
            \\restrict k5
            -- Dumped from database version 15.18 (Debian)
            -- Dumped by pg_dump version 15.18

            SET lock_timeout = 0;
            SET transaction_timeout = 0;
            CREATE TABLE public.a (
            \\unrestrict k5

            """
        #expect(Self.withoutVersion(old) == Self.withoutVersion(new))
        #expect(Self.withoutVersion(old) != Self.withoutVersion(old.replacing("public.a", with: "public.b")))
    }

    private static let expected = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Schema/expected/schema.sql")

    private struct DumpFailed: Error, CustomStringConvertible {
        let description: String
    }

    private static func dump(of url: String) throws -> String {
        let process = Process()
        let options = ["--schema-only", "--no-owner", "--no-privileges", "--dbname=\(url)"]
        if let folder = ProcessInfo.processInfo.environment["GRAINLEDGER_POSTGRES_BIN"] {
            process.executableURL = URL(filePath: folder).appending(path: "pg_dump")
            process.arguments = options
        } else {
            process.executableURL = URL(filePath: "/usr/bin/env")
            process.arguments = ["pg_dump"] + options
        }
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        // Read to the end before waiting: a full pipe would keep pg_dump from ending.
        let data = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw DumpFailed(description: "pg_dump ended with \(process.terminationStatus)")
        }
        return String(decoding: data, as: UTF8.self)
    }

    /// The lines of a dump without those that differ between releases of PostgreSQL on one schema.
    private static func withoutVersion(_ dump: String) -> [String] {
        let changing = ["-- Dumped from ", "-- Dumped by ", "\\restrict", "\\unrestrict", "SET transaction_timeout "]
        let kept = lines(dump).filter { line in !changing.contains { line.hasPrefix($0) } }
        // Blank lines move with the lines they stood around.
        return kept.enumerated().filter { $1 != "" || ($0 > 0 && kept[$0 - 1] != "") }.map(\.element)
    }

    private static func lines(_ text: String) -> [String] {
        text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }
}
