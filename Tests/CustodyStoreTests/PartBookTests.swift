import Custody
import CustodyStore
import Foundation
import Operations
import Rules
import Testing

@Suite("What is computed of what is open is what a replay of all records says")
struct PartBookTests {
    @Test("Random histories: what is due now, line by line", arguments: [1, 3, 6, 8])
    func deadlines(_ seed: UInt64) async throws {
        let world = try await GuardWorld(seed: seed, steps: 250)
        let reads = LedgerReads(pool: world.ledger.pool)
        let now = Timestamp(Int64(Date().timeIntervalSince1970 * 1_000_000))
        let present = try await deadlines(reads, asOf: nil)
        let replayed = try await deadlines(reads, asOf: now)
        let difference = Set(present).symmetricDifference(replayed)
        #expect(present == replayed, "\(difference.sorted().joined(separator: "\n"))")
        let matters = Set(present.map { $0.prefix { $0 != ":" } })
        #expect(matters.isSuperset(of: ["handover", "sample", "liesWrong"]), "\(matters)")
    }

    /// Every line as one text, its code first.
    private func deadlines(_ reads: LedgerReads, asOf time: Timestamp?) async throws -> [String] {
        var query = ListQuery(.deadlines)
        (query.limit, query.asOf) = (10_000, time)
        return try await reads.page(query, for: GuardWorld.bureau).documents.map {
            "\($0.code) \(String(decoding: $0.json, as: UTF8.self))"
        }
    }

    @Test("The effect of an edition is told of the samples that somebody oversees")
    func effect() async throws {
        let world = try await GuardWorld(seed: 3, steps: 250)
        let reads = LedgerReads(pool: world.ledger.pool)
        let edition = try #require(LimitEdition.all.first)
        let season = Season.of(TestLedger.start)
        let whole = try await reads.effect(of: edition, on: season, for: GuardWorld.bureau)
        var judged = 0
        for region in ["430903", "430921", "430103"] {
            let officer = Actor(name: "o", organization: "", role: .officer, region: region)
            judged += try await reads.effect(of: edition, on: season, for: officer).judged
        }
        #expect(whole.judged > 3 && judged == whole.judged)
    }
}
