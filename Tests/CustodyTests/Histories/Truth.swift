import Custody

/// What the book should say, kept in another way: plain integers by place, ancestry walked anew for every question,
/// classes as numbers. Nothing here calls what it is held against.
struct Truth {
    /// What is known of grain: pending or not, and the worst class that is known (0 is A, 3 is D).
    struct Standing: Equatable {
        var isPending: Bool
        var worst: Int?
        /// As the book would write it.
        var text: String { isPending ? "pending" : ["A", "B", "C", "D"][worst ?? 0] }
    }
    /// One line on cadmium: its class, `nil` while it settles nothing.
    struct Line {
        var grainClass: Int?
        var isSuperseded = false
    }
    struct Specimen {
        var parcel: ParcelNumber?
        var batch: BatchCode?
        var drawnAt: Int
        var coversWhole = false
        var isReceived = false
        var isRefused = false
        var reports: [ReportNumber: Line] = [:]
        var final: Int?
        /// `nil` while nothing is settled.
        var verdict: Int?
        var disputes: [ReinspectionNumber] = []
    }
    struct Mass {
        var granary: OrganizationCode
        var madeAt: Int
        var sources: [ParcelNumber]
        var parents: [BatchCode]
        var places: [String: Int64] = [:]
        var rulings: [Judgement] = []
        var frozenBy: Set<String> = []
        var samples: [SampleCode] = []
        var stock: Int64 {
            places.filter { $0.key.hasPrefix("bin:") || $0.key.hasPrefix("transit:") || $0.key.hasPrefix("facility:") }
                .values.reduce(0, +)
        }
    }
    struct Judgement {
        var number: String
        var sample: SampleCode
        var grainClass: Int
        var proposedBy: String
        var isConfirmed = false
        var weighed: [SampleCode: Int] = [:]
    }
    struct Store {
        var granary: OrganizationCode
        var use: Bin.Use
        var capacity: Int64
    }
    struct Trip {
        var batch: BatchCode
        var purpose: Manifest.Purpose
        var plan: DisposalNumber?
        var consignee: OrganizationCode
        var grams: Int64
        var gross: Int64
        var tare: Int64
        var bin: BinNumber
        var isOpen = true
        var hasArrived = false
        var isRefused = false
        var isAccepted = false
        var received: BatchCode?
        var receivedGrams: Int64 = 0
    }
    struct Plan {
        var batch: BatchCode
        var facility: OrganizationCode
        var planned: Int64
        var useClass: Int
        var sent: Int64 = 0
        var received: Int64 = 0
        var used: Int64 = 0
        var held: [String: Bool] = [:]
        var isCertified = false
        var isWithdrawn = false
        var frozenBy: Set<String> = []
    }

    var step = 0
    var parcels: [ParcelNumber: [SampleCode]] = [:]
    var specimens: [SampleCode: Specimen] = [:]
    var masses: [BatchCode: Mass] = [:]
    var stores: [BinNumber: Store] = [:]
    var trips: [ManifestCode: Trip] = [:]
    var plans: [DisposalNumber: Plan] = [:]
    var disputed: [ReinspectionNumber: SampleCode] = [:]
    var reported: [ReportNumber: SampleCode] = [:]
    /// What lies in each bin, by batch.
    private var lying: [String: [BatchCode: Int64]] = [:]
    /// Rules that a fact broke, in words.
    var complaints: [String] = []

    mutating func expect(_ holds: Bool, _ words: @autoclosure () -> String) {
        if !holds { complaints.append("step \(step): \(words())") }
    }

    /// Class of cadmium by domain.md §3.9, of the values that the walk uses; `nil` for one by a rapid method.
    static func grainClass(_ value: String, method: String) -> Int? {
        if method.contains("6115") { return nil }
        return ["0.10": 0, "0.20": 0, "0.21": 1, "0.40": 1, "0.41": 2, "1.0": 2, "1.1": 3][value]
    }

    /// Over is over, open is open, else it complies.
    static func verdict(_ lines: [Int?]) -> Int? {
        let worst = lines.compactMap { $0 }.max()
        if let worst, worst > 0 { return worst }
        return lines.contains { $0 == nil } ? nil : worst
    }

    func standing(of parcel: ParcelNumber) -> Standing {
        let judged = (parcels[parcel] ?? []).compactMap { specimens[$0] }.filter { !$0.isRefused }
        return Standing(
            isPending: judged.isEmpty || judged.contains { $0.verdict == nil },
            worst: judged.compactMap(\.verdict).max())
    }

    /// A question about a batch, or about the part of it that went into another.
    private struct Part: Hashable {
        let batch: BatchCode
        let child: BatchCode?
    }

    /// Answers that hold until a verdict, a ruling or a source changes.
    private var answered: [Part: Standing] = [:]
    mutating func forgetAnswers() { answered = [:] }

    /// What is known of a batch, as the book writes it.
    mutating func text(of batch: BatchCode) -> String {
        var known = answered
        answered = [:]
        defer { answered = known }
        return standing(of: Part(batch: batch, child: nil), &known).text
    }

    private func standing(of part: Part, _ answered: inout [Part: Standing]) -> Standing {
        if let known = answered[part] { return known }
        guard let mass = masses[part.batch] else { return Standing(isPending: true, worst: nil) }
        let leftAt = part.child.flatMap { masses[$0]?.madeAt } ?? Int.max
        let tests = mass.samples.compactMap { code in specimens[code].map { (code, $0) } }.filter {
            $0.1.verdict != nil
        }
        let ruled = mass.rulings.last { ruling in
            guard ruling.isConfirmed, let sample = specimens[ruling.sample] else { return false }
            return sample.verdict == ruling.grainClass && sample.drawnAt < leftAt
        }
        if let ruled {
            let worse = tests.filter { code, sample in (sample.verdict ?? 0) > (ruled.weighed[code] ?? -1) }
            return Standing(isPending: false, worst: worse.compactMap(\.1.verdict).reduce(ruled.grainClass, max))
        }
        var parts = mass.sources.map { standing(of: $0) }
        for parent in mass.parents { parts.append(standing(of: Part(batch: parent, child: part.batch), &answered)) }
        let isSettled = tests.contains { $0.1.coversWhole && $0.1.drawnAt < leftAt }
        let answer = Standing(
            isPending: parts.contains(where: \.isPending) && !isSettled,
            worst: (parts.compactMap(\.worst) + tests.compactMap(\.1.verdict)).max())
        answered[part] = answer
        return answer
    }

    /// Moves grams from one place of a batch to another; from a bin or a yard only what is there and not frozen.
    mutating func move(_ batch: BatchCode, _ from: String, _ to: String, _ grams: Int64, freely: Bool = false) {
        guard let mass = masses[batch] else { return expect(false, "\(batch) is not known") }
        if from.hasPrefix("bin:") || from.hasPrefix("facility:") || from.hasPrefix("transit:") {
            expect(
                (mass.places[from] ?? 0) >= grams && (grams >= 0 || freely), "\(grams) g of \(batch) are not in \(from)"
            )
        }
        if from.hasPrefix("bin:"), !freely, grams != 0 {
            expect(mass.frozenBy.isEmpty, "\(batch) is frozen and left \(from)")
        }
        if to.hasPrefix("transit:") {
            expect(trips[ManifestCode(String(to.dropFirst(8)))] != nil, "\(to): no manifest")
        }
        put(batch, from, -grams)
        put(batch, to, grams)
    }

    private mutating func put(_ batch: BatchCode, _ place: String, _ grams: Int64) {
        let sum = (masses[batch]?.places[place] ?? 0) + grams
        masses[batch]?.places[place] = sum == 0 ? nil : sum
        if place.hasPrefix("bin:") { lying[place, default: [:]][batch] = sum == 0 ? nil : sum }
    }

    /// What lies in a bin, by batch.
    func content(of bin: BinNumber) -> [(batch: BatchCode, grams: Int64)] {
        (lying["bin:\(bin)"] ?? [:]).map { ($0.key, $0.value) }
    }

    /// Grain may come into a bin: of its granary, of its use, beside what lies there, within its capacity.
    mutating func admit(_ batch: BatchCode, _ grams: Int64, to bin: BinNumber, of granary: OrganizationCode) {
        guard let store = stores[bin] else { return expect(false, "\(bin) is not known") }
        expect(store.granary == granary, "\(batch) came into \(bin) of another granary")
        let lying = content(of: bin)
        expect(lying.reduce(grams) { $0 + $1.grams } <= store.capacity, "\(bin) overflows by \(batch)")
        let own = text(of: batch)
        let others = lying.map { text(of: $0.batch) }
        switch store.use {
        case .ordinary: expect(own == "A" && others.allSatisfy { $0 == "A" }, "\(own) came into \(bin) by \(others)")
        case .quarantine: expect(own != "A", "A came into quarantine \(bin)")
        case .segregated:
            expect(
                ["B", "C", "D"].contains(own) && others.allSatisfy { $0 == own }, "\(own) came into \(bin) by \(others)"
            )
        }
    }
}
