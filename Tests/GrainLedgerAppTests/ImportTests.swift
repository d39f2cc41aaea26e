import CustodyStore
import Foundation
import Identity
import Operations
import Postgres
import Synchronization
import TestCluster
import Testing

@testable import GrainLedgerApp

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

@Suite(
    "Files are handed in and found again",
    .enabled(if: ImportTests.isThere, "the example season lies beside the checkout"))
struct ImportJobTests {
    private let bureau: Bureau
    private let office = Caller(
        actor: .importer, authority: .operatorsImport, scopes: [.read, .allActs], name: "office", role: "import")
    private let other = Caller(
        actor: .importer, authority: .operatorsImport, scopes: [.read, .allActs], name: "other", role: "import")

    init() async throws {
        bureau = Bureau(configuration: TestCluster.configuration(try await TestCluster.migrated()))
    }

    private func files(_ names: String...) throws -> [ImportFile] {
        try names.map {
            ImportFile(name: $0, bytes: [UInt8](try Data(contentsOf: ImportTests.season.appending(path: $0))))
        }
    }

    /// Somebody whose right stays in force.
    private func there(_ caller: Caller) -> Entitlement { Entitlement(caller) { () throws(LedgerFault) in caller } }

    private func begin(_ files: [ImportFile], key: String = UUID().uuidString, isPreview: Bool = false) async throws
        -> String
    {
        guard case .underWay(let id, false) = try await bureau.imports.begin(files, there(office), key, isPreview)
        else {
            throw CancellationError()
        }
        return id
    }

    /// Files that are kept and nobody works on.
    private func kept(_ jobs: ImportJobs, _ files: [ImportFile], isPreview: Bool) async throws -> ImportJobs.Run {
        let begun = try await jobs.begin(
            files, of: "token:office", key: "k", fingerprint: Array(repeating: 0, count: 32), isPreview: isPreview)
        guard case .new(let run) = begun else { throw CancellationError() }
        return run
    }

    /// The import once nothing of it is under way.
    private func settled(_ id: String) async throws -> ImportSheet {
        while true {
            let sheet = try #require(try await bureau.imports.find(id, office))
            if !sheet.isUnderWay { return sheet }
            await Task.yield()
        }
    }

    private func count(_ statement: PostgresStatement) async throws -> Int64 {
        try await bureau.pool.withConnection { connection throws(PostgresError) in
            try await connection.query(statement).rows[0].int8(0)
        }
    }

    @Test("A preview stores nothing and waits; booked it is done once, and found by its holder alone")
    func preview() async throws {
        let id = try await begin(try files("organizations.csv"), isPreview: true)
        let previewed = try await settled(id)
        #expect(previewed.phase == .previewed && previewed.stored == 23 && previewed.mayProceed)
        #expect(previewed.files.map(\.name) == ["organizations.csv"] && previewed.files[0].kind != nil)
        #expect(try await count("SELECT count(*) FROM record") == 0)
        #expect(try await bureau.imports.find(id, other) == nil)
        #expect(try await bureau.imports.list(other).isEmpty)
        #expect(try await bureau.imports.proceed(id, there(other)) == .unknown)
        #expect(try await bureau.imports.proceed(id, there(office)) == .underWay(id, isReplayed: false))
        let booked = try await settled(id)
        #expect(booked.phase == .booked && booked.stored == 23 && booked.done == booked.acts && !booked.mayProceed)
        #expect(try await count("SELECT count(*) FROM record") == 23)
        #expect(try await bureau.imports.proceed(id, there(office)) == .notWaiting)
        #expect(try await bureau.imports.list(office).map(\.id) == [id])
        // What was sent is not kept once it is in the book.
        #expect(try await count("SELECT coalesce(sum(octet_length(bytes)), 0)::bigint FROM import_file") == 0)
    }

    @Test("Rows that are refused come back in the layout of their file, and go in once the cause is mended")
    func rejected() async throws {
        let first = try await settled(try await begin(try files("scales.csv")))
        #expect(first.stored == 0 && first.refused == 17 && first.rejected == ["scales.errors.csv"])
        #expect(first.remarks.filter(\.isRejected).count == 17)
        let file = try #require(try await bureau.imports.rejected(first.id, 0, office))
        #expect(String(decoding: file.bytes, as: UTF8.self).contains("不通过原因"))
        #expect(try await bureau.imports.rejected(first.id, 0, other) == nil)
        #expect(try await bureau.imports.rejected(first.id, 1, office) == nil)
        #expect(try await settled(try await begin(try files("organizations.csv"))).refused == 0)
        let mended = try await settled(try await begin([file]))
        #expect(mended.stored == 17 && mended.refused == 0 && mended.rejected.isEmpty)
    }

    @Test("One key is one import; other files under it are refused")
    func once() async throws {
        let organizations = try files("organizations.csv")
        let id = try await begin(organizations, key: "k")
        let again = try await bureau.imports.begin(organizations, there(office), "k", false)
        #expect(again == .underWay(id, isReplayed: true))
        #expect(try await bureau.imports.begin(organizations, there(office), "k", true) == .keyReused)
        #expect(try await bureau.imports.begin(files("scales.csv"), there(office), "k", false) == .keyReused)
        guard
            case .underWay(let others, false) = try await bureau.imports.begin(organizations, there(other), "k", false)
        else {
            Issue.record("a key is its holder's own")
            return
        }
        #expect(others != id)
        #expect(try await settled(id).phase == .booked)
    }

    @Test("An import whose server died says so, is gone on with, and stores nothing twice; what is a week old goes")
    func brokenOff() async throws {
        let half = try files("organizations.csv")
        _ = try await settled(try await begin(half))
        // As a server leaves it that dies after a part: under way, and standing still.
        let jobs = ImportJobs(pool: bureau.pool)
        let both = try files("organizations.csv", "scales.csv")
        let begun = try await kept(jobs, both, isPreview: false)
        #expect(try await bureau.imports.find(begun.id, office)?.isUnderWay == true)
        #expect(try await bureau.imports.proceed(begun.id, there(office)) == .notWaiting)
        _ = try await bureau.pool.pipeline([
            "UPDATE import_job SET changed_at = changed_at - interval '1 minute' WHERE phase = 'booking'"
        ])
        let still = try #require(try await bureau.imports.find(begun.id, office))
        #expect(still.isBrokenOff && still.mayProceed && still.phase == .booking)
        #expect(
            try await bureau.imports.proceed(begun.id, there(office)) == .underWay(begun.id, isReplayed: false))
        let booked = try await settled(begun.id)
        #expect(booked.phase == .booked && booked.known == 23 && booked.stored == 17 && booked.refused == 0)
        #expect(try await count("SELECT count(*) FROM record") == 40)
        _ = try await bureau.pool.pipeline(["UPDATE import_job SET changed_at = changed_at - interval '8 days'"])
        _ = try await settled(try await begin(half))
        #expect(try await bureau.imports.list(office).count == 1)
        #expect(try await count("SELECT count(*) FROM import_file") == 1)
    }

    @Test("No more than three of one person are under way at once")
    func tooMany() async throws {
        let jobs = ImportJobs(pool: bureau.pool)
        for number in 0..<Imports.mostUnderWay {
            _ = try await jobs.begin(
                [], of: "token:office", key: "\(number)", fingerprint: Array(repeating: 0, count: 32), isPreview: false)
        }
        let organizations = try files("organizations.csv")
        #expect(try await bureau.imports.begin(organizations, there(office), "k", false) == .tooMany)
        #expect(try await bureau.imports.begin(organizations, there(other), "k", false) != .tooMany)
    }

    @Test(
        "The act after a right has ended is not done: the import breaks off, the audit says so, and whoever has a right again goes on with it"
    )
    func rightEnded() async throws {
        let asked = Mutex(0)
        let suspended = Entitlement(office) { [office] () throws(LedgerFault) in
            asked.withLock { count in
                count += 1
                return count <= 5 ? office : nil
            }
        }
        let organizations = try files("organizations.csv")
        guard case .underWay(let id, _) = try await bureau.imports.begin(organizations, suspended, "k", false) else {
            Issue.record("it began")
            return
        }
        let stopped = try await settled(id)
        #expect(stopped.isBrokenOff && stopped.phase == .booking && stopped.mayProceed)
        #expect(try await count("SELECT count(*) FROM record") == 5)
        let note = """
            SELECT count(*) FROM audit_event WHERE act = 'import-broken-off' AND subject = \(id) AND result = 'refused'
                AND detail = 'GL-I-0619'
            """ as PostgresStatement
        #expect(try await count(note) == 1)
        #expect(try await bureau.imports.proceed(id, there(office)) == .underWay(id, isReplayed: false))
        let booked = try await settled(id)
        #expect(booked.phase == .booked && booked.known == 5 && booked.stored == 18)
    }

    @Test("Each act is handed in by the right of its moment: a factor that grew old, a role that changed count at once")
    func rightOfTheMoment() async throws {
        let asked = Mutex(0)
        let denied = Caller(actor: .importer, authority: .unstated, scopes: [], name: "office", role: "import")
        let changing = Entitlement(office) { [office] () throws(LedgerFault) in
            asked.withLock { count in
                count += 1
                return count <= 5 ? office : denied
            }
        }
        let organizations = try files("organizations.csv")
        guard case .underWay(let id, _) = try await bureau.imports.begin(organizations, changing, "k", false) else {
            Issue.record("it began")
            return
        }
        let booked = try await settled(id)
        #expect(booked.stored == 5 && booked.refused == 18)
        #expect(booked.remarks.allSatisfy { $0.code == "GL-I-0613" })
    }

    @Test("Who was taken for gone and is not has lost the import: it neither moves nor ends what another goes on with")
    func lost() async throws {
        let jobs = ImportJobs(pool: bureau.pool)
        let begun = try await kept(jobs, [], isPreview: true)
        try await jobs.move(begun, acts: 2, done: 1, ImportOutcome())
        try await jobs.breakOff(begun)
        let taken = try #require(try await jobs.takeOn(begun.id, of: "token:office"))
        for say in [
            { try await jobs.move(begun, acts: 2, done: 2, ImportOutcome()) },
            { try await jobs.beat(begun) }, { try await jobs.breakOff(begun) },
            { try await jobs.end(begun, ImportOutcome(), rejected: []) },
        ] as [() async throws -> Void] { await #expect(throws: ImportJobs.Lost.self) { try await say() } }
        #expect(try await bureau.imports.find(begun.id, office)?.phase == .previewing)
        try await jobs.beat(taken.run)
        try await jobs.end(taken.run, ImportOutcome(), rejected: [])
        #expect(try await bureau.imports.find(begun.id, office)?.phase == .previewed)
    }

    @Test(
        "An act that takes long does not make an import look broken off: it says again and again that it is worked on")
    func beat() async throws {
        let desk = ImportDesk(bureau, pulse: .milliseconds(5))
        let bureau = bureau
        // The door keeps the first act waiting until the import has said three times that it is there.
        let slow = Entitlement(office) { [office] () throws(LedgerFault) in
            var heard: Set<Int64> = []
            while heard.count < 4 {
                let changed = try? await bureau.pool.withConnection { connection throws(PostgresError) in
                    try await connection.query("SELECT changed_at FROM import_job").rows[0].timestamp(0)
                }
                if let changed { heard.insert(changed) }
            }
            return office
        }
        guard case .underWay(let id, _) = try await desk.begin(files("bins.csv"), slow, key: "k", isPreview: true)
        else {
            Issue.record("it began")
            return
        }
        #expect(try await settled(id).phase == .previewed)
    }
}
