import Custody
import Exchange
import Foundation
import Rules
import Simulation
import Testing

/// A simulated season is the same for the same seed, and a book that takes it in holds exactly what is said of it.
@Suite("Simulation")
struct SimulationTests {
    private struct Truth: Decodable {
        struct Batch: Decodable {
            let `class`: String
            let grams: [String: Int64]
            let parcels: [String]
        }
        struct Totals: Decodable {
            let batches, inGrams, stockGrams: Int64
            let outGrams, stockByClass, intakeByClass: [String: Int64]
        }
        let batches: [String: Batch]
        let totals: Totals
    }

    /// One granary; many of them; far more trucks than parcels.
    private static let seasons: [(parcels: Int, trucks: Int, seed: UInt64)] = [
        (1, 1, 1), (30, 40, 7), (400, 300, 8), (5, 500, 9),
    ]

    private static func season(_ setting: (parcels: Int, trucks: Int, seed: UInt64)) throws -> SimulatedSeason {
        try #require(
            SimulatedSeason(parcels: setting.parcels, trucks: setting.trucks, seed: setting.seed, year: 2025))
    }

    private static func lines(of season: SimulatedSeason) -> [String] {
        var lines: [String] = []
        season.tellEvents { lines.append($0) }
        return lines
    }

    private static func truth(of season: SimulatedSeason) -> String {
        var text = ""
        season.tellTruth { text += $0 }
        return text
    }

    /// Plays a season through the book; a refusal is a fault of the season.
    private static func book(of lines: [String]) throws -> Book {
        let actor = Actor(name: "import", organization: "", role: .administrator, region: "43")
        var book = Book()
        for (index, line) in lines.enumerated() {
            let entry = try SeasonStream.entry(line, line: index + 1)
            let circumstances = Circumstances(
                actor: actor, occurredAt: entry.occurredAt, now: entry.occurredAt, persons: entry.persons)
            do throws(Refusal) {
                book.apply(try book.decide(entry.act, circumstances))
            } catch {
                Issue.record("\(error.reason) \(error.subject): \(line)")
                throw error
            }
        }
        return book
    }

    @Test("the same seed makes the same bytes, another seed another season")
    func seedDecides() throws {
        let one = try Self.season((60, 80, 5))
        let again = try Self.season((60, 80, 5))
        let other = try Self.season((60, 80, 6))
        #expect(Self.lines(of: one) == Self.lines(of: again))
        #expect(Self.truth(of: one) == Self.truth(of: again))
        #expect(Self.lines(of: one) != Self.lines(of: other))
    }

    @Test("nothing is refused, and the book holds what is said of the season, to the gram", arguments: seasons)
    func truthHolds(_ setting: (parcels: Int, trucks: Int, seed: UInt64)) throws {
        let season = try Self.season(setting)
        let truth = try JSONDecoder().decode(Truth.self, from: Data(Self.truth(of: season).utf8))
        let book = try Self.book(of: Self.lines(of: season))
        #expect(book.parcels.count == setting.parcels)
        #expect(Set(book.batches.keys.map(\.text)) == Set(truth.batches.keys))
        var sums: [String: Int64] = [:]
        for (code, batch) in book.batches {
            let said = try #require(truth.batches[code.text])
            let held = Dictionary(uniqueKeysWithValues: batch.ledger.map { ($0.key.rawValue, $0.value.value) })
            #expect(held.filter { $0.value != 0 } == said.grams, "\(code)")
            #expect(batch.grainClass.rawValue == said.class, "\(code)")
            let parcels = SourceShares(of: code, in: book.batches).sources.compactMap { $0.parcel?.text }
            #expect(parcels.sorted() == said.parcels, "\(code)")
            for (place, grams) in batch.ledger { sums[place.kind, default: 0] += grams.value }
        }
        #expect(sums["paddy"] == -truth.totals.inGrams)
        #expect(["bin", "transit", "facility"].reduce(0) { $0 + (sums[$1] ?? 0) } == truth.totals.stockGrams)
        for (kind, grams) in truth.totals.outGrams { #expect(sums[kind] == grams, "\(kind)") }
        #expect(truth.totals.inGrams == truth.totals.stockGrams + truth.totals.outGrams.values.reduce(0, +))
    }

    @Test("events come in order of time, and every kind of act of a season is among them")
    func streamIsASeason() throws {
        struct Head: Decodable { let type, occurred_at: String }
        let heads = try Self.lines(of: try Self.season((800, 900, 3))).map {
            try JSONDecoder().decode(Head.self, from: Data($0.utf8))
        }
        #expect(zip(heads, heads.dropFirst()).allSatisfy { $0.occurred_at <= $1.occurred_at })
        let missing = Set([
            "sample_collected", "sample_received", "run_measured", "report_issued", "weighed_in", "batch_moved",
            "batch_reduced", "batches_merged", "batch_split", "bulk_sampled", "dispatched", "arrived",
            "manifest_confirmed", "manifest_refused", "manifest_returned", "disposal_planned", "processed",
            "disposal_certified",
        ]).subtracting(heads.map(\.type))
        #expect(missing.isEmpty)
    }

    @Test("grain of every class is there, about as much over the limit as in the measured county")
    func classesAreSpread() throws {
        let truth = try JSONDecoder().decode(
            Truth.self, from: Data(Self.truth(of: try Self.season((2000, 2000, 11))).utf8))
        let intake = truth.totals.intakeByClass
        #expect(Set(intake.keys) == ["A", "B", "C", "D", "pending"])
        let over = ["B", "C", "D"].reduce(0) { $0 + (intake[$1] ?? 0) }
        #expect((25...65).contains(over * 100 / truth.totals.inGrams))
    }

    @Test(
        "what the codes cannot number is no season",
        arguments: [(0, 1, 2025), (1, 0, 2025), (9_000_000, 1, 2025), (1, 1, 1999)])
    func limitsHold(_ parcels: Int, _ trucks: Int, _ year: Int) {
        #expect(SimulatedSeason(parcels: parcels, trucks: trucks, seed: 1, year: year) == nil)
    }
}
