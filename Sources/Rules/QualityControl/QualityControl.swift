/// Quality control of an instrument run (domain.md §4): a fault makes the run void.
public enum QualityControl {
    /// Why a run is void.
    public enum Fault: Hashable, Sendable {
        /// The reagent blank shows more than the LOQ.
        case blankTooHigh(Item)
        /// The reference material's recovery lies outside 80–120 %.
        case recoveryOutOfRange(Item)
        /// Sample and duplicate differ by more than 20 % of their mean.
        case duplicatesDiffer(Item, sample: String)
        /// A blank or a reference material is missing.
        case missing(String)

        /// The fault in words.
        public var text: String {
            switch self {
            case .blankTooHigh(let item): "blank of \(item.rawValue) above the LOQ"
            case .recoveryOutOfRange(let item): "recovery of \(item.rawValue) outside 80–120 %"
            case .duplicatesDiffer(let item, let sample): "duplicates of \(sample) differ in \(item.rawValue)"
            case .missing(let what): "no \(what)"
            }
        }
    }

    /// LOQ of an item by ICP-MS, GB 5009.268-2016 (domain.md §4).
    public static func quantificationLimit(of item: Item) -> NanogramsPerKilogram {
        switch item {
        case .cadmium, .totalArsenic: NanogramsPerKilogram(5_000)
        case .lead: NanogramsPerKilogram(50_000)
        case .totalMercury: NanogramsPerKilogram(3_000)
        case .chromium: NanogramsPerKilogram(200_000)
        case .inorganicArsenic: NanogramsPerKilogram(20_000)
        }
    }

    /// A blank's readings.
    public static func blank(_ item: Item, _ readings: [NanogramsPerKilogram]) -> Fault? {
        readings.contains { $0 > quantificationLimit(of: item) } ? .blankTooHigh(item) : nil
    }

    /// A reference material's readings against its certified value.
    public static func reference(_ item: Item, _ readings: [NanogramsPerKilogram], certified: NanogramsPerKilogram)
        -> Fault?
    {
        guard !readings.isEmpty else { return .missing("reference reading of \(item.rawValue)") }
        let sum = readings.reduce(0) { $0 + $1.value }
        let expected = certified.value * Int64(readings.count)
        return sum * 100 < expected * 80 || sum * 100 > expected * 120 ? .recoveryOutOfRange(item) : nil
    }

    /// A sample's and its duplicate's readings; values below the LOQ are not compared.
    public static func duplicate(
        _ item: Item, _ readings: [NanogramsPerKilogram], _ again: [NanogramsPerKilogram], sample: String
    ) -> Fault? {
        guard !readings.isEmpty, readings.count == again.count else { return nil }
        let first = readings.reduce(0) { $0 + $1.value }
        let second = again.reduce(0) { $0 + $1.value }
        let floor = quantificationLimit(of: item).value * Int64(readings.count)
        guard min(first, second) > floor else { return nil }
        return abs(first - second) * 2 * 100 > (first + second) * 20 ? .duplicatesDiffer(item, sample: sample) : nil
    }
}
