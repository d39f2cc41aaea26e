import Custody
import Foundation
import Rules

/// A random walk over a book: acts of every kind, mostly sensible, some nonsense, with the truth kept beside it.
struct Walk {
    var random: Seeded
    var book = Book()
    var truth = Truth()
    var facts: [Fact] = []
    /// Accepted and refused, by kind of act.
    var coverage: [String: (accepted: Int, refused: Int)] = [:]
    /// How often each refusal was met.
    var reasons: [Refusal.Reason: Int] = [:]
    var now = Timestamp(rfc3339: "2025-10-01T08:00:00+08:00") ?? Timestamp(0)
    var made = 0

    // What the walk knows of, oldest first.
    var parcels: [ParcelNumber] = []
    var samples: [SampleCode] = []
    var reports: [ReportNumber] = []
    var disputes: [ReinspectionNumber] = []
    var batches: [BatchCode] = []
    var manifests: [ManifestCode] = []
    var plans: [DisposalNumber] = []
    var rulings: [(number: String, batch: BatchCode)] = []
    var frozen: [(subject: String, batch: BatchCode)] = []

    init(seed: UInt64) {
        random = Seeded(seed)
        found()
    }

    static let bins: [(code: BinNumber, granary: OrganizationCode, use: Bin.Use, kilograms: Int64)] =
        bins(of: "G") + bins(of: "H")

    private static func bins(of granary: OrganizationCode) -> [(BinNumber, OrganizationCode, Bin.Use, Int64)] {
        let uses: [(String, Bin.Use, Int64)] = [
            ("food-1", .ordinary, 4_000), ("food-2", .ordinary, 4_000), ("small", .ordinary, 40),
            ("over-1", .segregated, 4_000), ("over-2", .segregated, 4_000), ("over-3", .segregated, 4_000),
            ("over-4", .segregated, 4_000), ("wait", .quarantine, 40_000),
        ]
        return uses.map { (BinNumber("\(granary)-\($0.0)"), granary, $0.1, $0.2) }
    }

    private mutating func found() {
        let kinds: [(OrganizationCode, Organization.Kind, String)] = [
            ("G", .granary, "2030-01-01"), ("H", .granary, "2030-01-01"), ("lab", .station, "2030-01-01"),
            ("lab2", .station, "2030-01-01"), ("truck", .carrier, "2030-01-01"), ("lapsed", .carrier, "2025-09-30"),
            ("mill", .mill, "2030-01-01"), ("F", .facility, "2030-01-01"), ("gone", .facility, "2025-09-30"),
        ]
        for (code, kind, until) in kinds { submit(Self.organization(code, kind, until: until)) }
        for bin in Self.bins {
            submit(
                RegisterBin(
                    code: bin.code, granary: bin.granary, name: bin.code.text, kind: "flat", use: bin.use,
                    capacityGrams: Grams(kilograms: bin.kilograms)))
        }
        for code in ["G", "H", "F"] { submit(Self.scale(ScaleNumber("scale-\(code)"), of: OrganizationCode(code))) }
        for _ in 0..<6 { submit(newParcel()) }
    }

    /// Decides an act and, when it is accepted, carries it into the book and the truth.
    mutating func submit(_ body: any ActBody, as actor: Actor = World.clerk, by persons: Persons = World.everybody) {
        func wrapped(_ body: some ActBody) -> Act { Act(body) }
        let act = wrapped(body)
        guard
            var fact = decide(act, Circumstances(actor: actor, occurredAt: now, now: now, persons: persons))
        else { return }
        fact.id = "r\(facts.count)"
        book.apply(fact)
        facts.append(fact)
        coverage[act.name, default: (0, 0)].accepted += 1
        truth.follow(fact, by: actor)
        note(fact)
        compare(act.name)
    }

    /// The fact; `nil` when the act is refused, which has to leave everything as it was.
    private mutating func decide(_ act: Act, _ circumstances: Circumstances) -> Fact? {
        let before = Aggregates(of: book)
        do throws(Refusal) {
            return try book.decide(act, circumstances)
        } catch {
            coverage[act.name, default: (0, 0)].refused += 1
            reasons[error.reason, default: 0] += 1
            truth.expect(Aggregates(of: book) == before, "\(act.name) was refused and changed the book")
            return nil
        }
    }

    /// Holds what the act changed against the truth.
    private mutating func compare(_ name: String) {
        let (changed, legs) = book.drain()
        for key in changed {
            switch key.kind {
            case .batch: compare(BatchCode(key.code), after: name)
            case .bin: compare(BinNumber(key.code), after: name)
            case .disposal: compare(DisposalNumber(key.code), after: name)
            default: break
            }
        }
        var sums: [BatchCode: Int64] = [:]
        for leg in legs { sums[leg.batch, default: 0] += leg.grams.value }
        truth.expect(sums.values.allSatisfy { $0 == 0 }, "\(name) makes or destroys grain: \(sums)")
    }

    /// Holds everything against the truth, and the sum of all that came in against all that is or went somewhere.
    mutating func compareAll() {
        for code in truth.masses.keys { compare(code, after: "all") }
        for code in truth.stores.keys { compare(code, after: "all") }
        for code in truth.plans.keys { compare(code, after: "all") }
        let whole = book.batches.values.reduce(Int64(0)) { $0 + $1.ledger.values.reduce(0) { $0 + $1.value } }
        truth.expect(whole == 0, "the book does not close: \(whole) g")
        let parted = book.batches.values.flatMap(\.ledger).reduce(into: (into: Int64(0), from: Int64(0))) {
            sums, entry in
            if entry.key.kind == "into" { sums.into += entry.value.value }
            if entry.key.kind == "from" { sums.from -= entry.value.value }
        }
        truth.expect(parted.into == parted.from, "what left batches is not what came into others: \(parted)")
        truth.expect(book.batches.keys.sorted() == truth.masses.keys.sorted(), "batches differ")
    }

    private mutating func compare(_ code: BatchCode, after name: String) {
        guard let batch = book.batches[code], let mass = truth.masses[code] else {
            return truth.expect(false, "\(code) is not known after \(name)")
        }
        let ledger = Dictionary(
            uniqueKeysWithValues: batch.ledger.filter { $0.value != .zero }.map { ($0.key.rawValue, $0.value.value) })
        truth.expect(ledger == mass.places, "\(code) after \(name): \(ledger) is not \(mass.places)")
        let expected = truth.text(of: code)
        truth.expect(
            batch.grainClass.rawValue == expected, "\(code) after \(name) is \(batch.grainClass), not \(expected)")
        truth.expect(Set(batch.frozenBy) == mass.frozenBy, "\(code) after \(name): frozen by \(batch.frozenBy)")
        let isTagged = batch.tag.map { $0.closedAt == nil } ?? false
        if ["B", "C", "D"].contains(expected), mass.stock > 0 {
            truth.expect(isTagged, "\(code) is \(expected) and bears no tag after \(name)")
        }
    }

    private mutating func compare(_ code: BinNumber, after name: String) {
        var content: [String: Int64] = [:]
        for lying in truth.content(of: code) { content[truth.text(of: lying.batch), default: 0] += lying.grams }
        let found = (book.bins[code]?.content ?? [:]).mapValues(\.value)
        truth.expect(found == content, "\(code) after \(name) holds \(found), not \(content)")
    }

    private mutating func compare(_ code: DisposalNumber, after name: String) {
        guard let plan = book.disposals[code], let known = truth.plans[code] else {
            return truth.expect(false, "\(code) is not known after \(name)")
        }
        let found = [plan.dispatchedGrams, plan.receivedGrams, plan.processedGrams].map(\.value)
        truth.expect(found == [known.sent, known.received, known.used], "\(code) after \(name): \(found)")
        truth.expect(Set(plan.frozenBy) == known.frozenBy, "\(code) after \(name): frozen by \(plan.frozenBy)")
    }
}

/// All aggregates of a book, to be compared: what was noted for writing does not count.
struct Aggregates: Equatable {
    let organizations: [OrganizationCode: Organization]
    let bins: [BinNumber: Bin]
    let scales: [ScaleNumber: Scale]
    let parcels: [ParcelNumber: Parcel]
    let samples: [SampleCode: Sample]
    let testRuns: [TestRunNumber: TestRun]
    let reports: [ReportNumber: TestReport]
    let reinspections: [ReinspectionNumber: Reinspection]
    let batches: [BatchCode: Batch]
    let manifests: [ManifestCode: Manifest]
    let disposals: [DisposalNumber: Disposal]

    init(of book: Book) {
        organizations = book.organizations
        bins = book.bins
        scales = book.scales
        parcels = book.parcels
        samples = book.samples
        testRuns = book.testRuns
        reports = book.reports
        reinspections = book.reinspections
        batches = book.batches
        manifests = book.manifests
        disposals = book.disposals
    }
}
