public import Rules

/// What a season comes to: the members of a season's `expected.json`, computed from the book alone.
public struct SeasonReport: Hashable, Sendable, Codable {
    /// As of when.
    public let asOf: String
    /// Limit edition the season's tests fall under.
    public let edition: String
    /// Verdict by sample: `complies`, `over (B)`, `pending`; refused samples are left out.
    public let samples: [String: String]
    /// Field samples by grade, with `refused`.
    public let samplesByGrade: [String: Int]
    /// Sampled parcels by grade.
    public let parcelsByGrade: [String: Int]
    /// Grams in bins by class now.
    public let stockGramsByClass: [String: Int64]
    /// Grams taken in by the final class of the truck's batch.
    public let intakeGramsByFinalClass: [String: Int64]
    /// Batches that were ever over the limit.
    public let tagsTotal: Int
    /// Tags still open.
    public let tagsOpen: Int
    /// Grams by bin.
    public let binGrams: [String: Int64]
    /// Sum over all places of all batches: zero, or the book is wrong.
    public let residualGrams: Int64

    private enum CodingKeys: String, CodingKey {
        case asOf = "as_of"
        case edition, samples
        case samplesByGrade = "samples_by_grade"
        case parcelsByGrade = "parcels_by_grade"
        case stockGramsByClass = "stock_grams_by_class"
        case intakeGramsByFinalClass = "intake_grams_by_final_class"
        case tagsTotal = "tags_total"
        case tagsOpen = "tags_open"
        case binGrams = "bin_grams"
        case residualGrams = "residual_grams"
    }

    /// The report of a season.
    public init(of book: Book, season: String, asOf: Timestamp) {
        let samples = book.samples.values.filter { $0.season == season }
        let batches = book.batches.values.filter { $0.season == season }
        let parcels = book.parcels.values.filter { $0.samples[season] != nil }
        self.asOf = asOf.rfc3339
        edition = LimitEdition.inForce(on: samples.map(\.collectedAt).max()?.chinaDate ?? asOf.chinaDate).name
        let judged = samples.filter { $0.state != .refused }
        self.samples = Dictionary(uniqueKeysWithValues: judged.map { ($0.code.text, $0.verdict.text) })
        samplesByGrade = Self.count(
            samples.filter(\.isOfField).map { $0.state == .refused ? "refused" : $0.verdict.grainClass.rawValue })
        parcelsByGrade = Self.count(parcels.map { $0.grainClass(in: season).rawValue })
        stockGramsByClass = Self.sum(batches.map { ($0.grainClass.rawValue, $0.inBins.value) })
        intakeGramsByFinalClass = Self.sum(
            batches.map { ($0.grainClass.rawValue, -$0.grams(in: .paddy).value) })
        tagsTotal = batches.count { $0.tag != nil }
        tagsOpen = batches.count { $0.tag != nil && $0.tag?.closedAt == nil }
        binGrams = Dictionary(uniqueKeysWithValues: book.bins.values.map { ($0.code.text, $0.grams.value) })
        residualGrams = batches.reduce(0) { $0 + $1.residual.value }
    }

    private static func count(_ grades: [String]) -> [String: Int] {
        grades.reduce(into: [:]) { $0[$1, default: 0] += 1 }
    }

    private static func sum(_ masses: [(String, Int64)]) -> [String: Int64] {
        masses.reduce(into: [:]) { $0[$1.0, default: 0] += $1.1 }.filter { $0.value != 0 }
    }
}
