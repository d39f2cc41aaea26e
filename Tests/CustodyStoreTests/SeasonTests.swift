import Custody
import CustodyStore
import Exchange
import Foundation
import Operations
import Rules
import Testing

@Suite("A real season runs through the book")
struct SeasonTests {
    static let directory: String = {
        if let named = ProcessInfo.processInfo.environment["GRAINLEDGER_SEASON"] { return named }
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        return root.deletingLastPathComponent().appending(path: "shared/data/season-2025-late").path()
    }()

    @Test(
        "The example season imports whole, comes to what is expected member by member, and a second import is nothing",
        .enabled(if: FileManager.default.fileExists(atPath: directory), "the example season lies beside the checkout"))
    func season() async throws {
        let ledger = try await TestLedger()
        let text = try String(contentsOfFile: "\(Self.directory)/events.jsonl", encoding: .utf8)
        let lines = text.split(separator: "\n").map { String($0) }
        #expect(
            await answers(lines, ledger).allSatisfy { if case .done(_, replayed: false) = $0 { true } else { false } })
        #expect(
            await answers(lines, ledger).allSatisfy { if case .done(_, replayed: true) = $0 { true } else { false } })
        let expected = try JSONSerialization.jsonObject(
            with: Data(contentsOf: URL(filePath: "\(Self.directory)/expected.json")))
        let members = try #require(expected as? [String: Any])
        let asOf = try #require((members["as_of"] as? String).flatMap { Timestamp(rfc3339: $0) })
        let report = SeasonReport(
            of: try await Replay(pool: ledger.pool).book(asOf: asOf), season: "2025-late", asOf: asOf)
        let computed = try JSONSerialization.jsonObject(with: JSONEncoder().encode(report))
        let found = try #require(computed as? [String: Any])
        for (name, value) in members {
            #expect(NSDictionary(dictionary: [name: value]).isEqual(to: [name: found[name] ?? NSNull()]), "\(name)")
        }
        #expect(report.residualGrams == 0)
        let overdue = OverdueList(of: try await Replay(pool: ledger.pool).book(asOf: asOf), asOf: asOf)
        #expect(
            overdue.lines.filter { $0.matter == .handover }.map(\.subject).sorted() == [
                "20254309000020", "20254309000023", "20254309000032",
            ])
        let reads = LedgerReads(pool: ledger.pool)
        let dossier = try #require(try await reads.dossier("25W-90201-F0001", for: TestLedger.clerk))
        #expect(dossier.movements.reduce(0) { $0 + $1.grams } == 0 && !dossier.movements.isEmpty)
        #expect(dossier.ancestors.contains { $0.code == "25W-90201-H0005" } && dossier.disposals.count == 1)
        #expect(dossier.manifests.map(\.code) == ["20254309000013", "20254309000017", "20254309000021"])
        #expect(dossier.samples.contains { $0.code == "KC25-902-00003" } && !dossier.reports.isEmpty)
        let sources = Set(dossier.ancestors.flatMap(\.sources.keys))
        #expect(sources == Set(dossier.parcels.map(\.code)) && !sources.isEmpty)
        #expect(try await Replay(pool: ledger.pool).differences() == [])
    }

    private func answers(_ lines: [String], _ ledger: TestLedger) async -> [Answer] {
        var answers: [Answer] = []
        let actor = Actor(name: "import", organization: "", role: .administrator, region: "43")
        for (number, line) in lines.enumerated() {
            guard let entry = try? SeasonStream.entry(line, line: number + 1) else {
                answers.append(.notConfirmed)
                continue
            }
            answers.append(
                await ledger.committer.submit(
                    Submission(
                        actor: actor, act: entry.act, persons: entry.persons, occurredAt: entry.occurredAt,
                        key: entry.key)))
        }
        return answers
    }
}
