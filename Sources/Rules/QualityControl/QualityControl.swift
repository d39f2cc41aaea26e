/// Quality control of an instrument run (domain.md §4): a fault makes the run, and every result from it, void.
public enum QualityControl {
    /// Why a run is void.
    public enum Fault: Hashable, Sendable {
        /// The reagent blank shows more than the LOQ.
        case blankTooHigh(Item)
        /// The recovery of a reference material or spike lies outside 80–120 %.
        case recoveryOutOfRange(Item)
        /// Sample and duplicate differ by more than 20 % of their mean.
        case duplicatesDiffer(Item, sample: String)
        /// The readings of one sample scatter more than the method allows.
        case readingsScatter(Item, sample: String)
        /// A blank, a reference material or spike, a reading of one, or the duplicates are missing.
        case missing(String)

        /// The fault in words.
        public var text: String {
            switch self {
            case .blankTooHigh(let item): "blank of \(item.rawValue) above the LOQ"
            case .recoveryOutOfRange(let item): "recovery of \(item.rawValue) outside 80–120 %"
            case .duplicatesDiffer(let item, let sample): "duplicates of \(sample) differ in \(item.rawValue)"
            case .readingsScatter(let item, let sample): "readings of \(sample) scatter in \(item.rawValue)"
            case .missing(let what): "no \(what)"
            }
        }

        /// The fault in Chinese.
        public var zh: String {
            switch self {
            case .blankTooHigh(let item): "试剂空白的\(item.zh)高于定量限"
            case .recoveryOutOfRange(let item): "\(item.zh)的回收率不在 80–120 % 之内"
            case .duplicatesDiffer(let item, let sample): "样品 \(sample) 与平行样的\(item.zh)相差超过 20 %"
            case .readingsScatter(let item, let sample): "样品 \(sample) 的\(item.zh)读数过于分散"
            case .missing(let what): "缺少\(Self.zh(ofMissing: what))"
            }
        }

        private static func zh(ofMissing what: String) -> String {
            let words = [
                ("reference reading of ", "标准物质读数 "), ("spike reading of ", "加标读数 "), ("blank of ", "试剂空白 "),
                ("reference material or spike", "标准物质或加标"), ("duplicate of one sample in ten", "每十个样品一个的平行样"),
                ("blank", "试剂空白"),
            ]
            guard let (en, zh) = words.first(where: { what.hasPrefix($0.0) }) else { return what }
            return zh + what.dropFirst(en.utf8.count)
        }
    }

    /// LOQ of an item where the laboratory states none: ICP-MS, GB 5009.268-2016; inorganic arsenic by LC-ICP-MS,
    /// GB 5009.11-2024 (domain.md §4).
    public static func quantificationLimit(of item: Item) -> NanogramsPerKilogram {
        switch item {
        case .cadmium, .totalArsenic: NanogramsPerKilogram(5_000)
        case .lead: NanogramsPerKilogram(50_000)
        case .totalMercury: NanogramsPerKilogram(3_000)
        case .chromium: NanogramsPerKilogram(200_000)
        case .inorganicArsenic: NanogramsPerKilogram(20_000)
        }
    }

    /// A blank's readings: none may be above the LOQ.
    ///
    /// - Parameter loq: the laboratory's own; `nil` takes `quantificationLimit`.
    public static func blank(
        _ item: Item, _ readings: [NanogramsPerKilogram], loq: NanogramsPerKilogram? = nil
    ) -> Fault? {
        readings.contains { $0 > loq ?? quantificationLimit(of: item) } ? .blankTooHigh(item) : nil
    }

    /// A reference material's readings against its certified value: their mean may be 80–120 % of it, ends included.
    ///
    /// The certified uncertainty is not asked for: it is narrower than what the method can do (0.087 ± 0.005 is 6 %).
    public static func reference(
        _ item: Item, _ readings: [NanogramsPerKilogram], certified: NanogramsPerKilogram
    ) -> Fault? {
        guard !readings.isEmpty else { return .missing("reference reading of \(item.rawValue)") }
        let sum = Int128(readings.reduce(.zero, +).value)
        let expected = Int128(certified.value) * Int128(readings.count)
        return sum * 100 < expected * 80 || sum * 100 > expected * 120 ? .recoveryOutOfRange(item) : nil
    }

    /// How much of a reference material's certified value was found again, in tenths of a percent, half to even; `nil`
    /// without readings.
    public static func recovery(_ readings: [NanogramsPerKilogram], certified: NanogramsPerKilogram) -> Int64? {
        guard !readings.isEmpty, certified.value > 0 else { return nil }
        let whole = certified.value.multipliedReportingOverflow(by: Int64(readings.count))
        let sum = readings.reduce(.zero, +).value.multipliedReportingOverflow(by: 1_000)
        return whole.overflow || sum.overflow ? nil : quotientHalfEven(sum.partialValue, whole.partialValue)
    }

    /// The readings of a spiked sample against those of the sample as it is: what was added has to be found again to
    /// 80–120 %, ends included.
    ///
    /// - Parameter plain: the sample's readings; not detected counts as nothing.
    /// - Parameter added: above zero.
    public static func spike(
        _ item: Item, _ readings: [NanogramsPerKilogram], plain: [NanogramsPerKilogram], added: NanogramsPerKilogram
    ) -> Fault? {
        guard !readings.isEmpty, !plain.isEmpty else { return .missing("spike reading of \(item.rawValue)") }
        let (count, plainCount) = (Int128(readings.count), Int128(plain.count))
        // Both means and the amount over one common divisor.
        let found =
            Int128(readings.reduce(.zero, +).value) * plainCount - Int128(plain.reduce(.zero, +).value) * count
        let expected = Int128(added.value) * count * plainCount
        return found * 100 < expected * 80 || found * 100 > expected * 120 ? .recoveryOutOfRange(item) : nil
    }

    /// True when at least one sample in ten has a duplicate; without samples none is needed.
    public static func hasEnoughDuplicates(samples: Int, duplicated: Int) -> Bool { duplicated * 10 >= samples }

    /// A sample's and its duplicate's readings: their means may differ by 20 % of the mean of both; means up to the LOQ
    /// are not compared.
    ///
    /// - Parameter loq: the laboratory's own; `nil` takes `quantificationLimit`.
    public static func duplicate(
        _ item: Item, _ readings: [NanogramsPerKilogram], _ again: [NanogramsPerKilogram], sample: String,
        loq: NanogramsPerKilogram? = nil
    ) -> Fault? {
        guard !readings.isEmpty, !again.isEmpty else { return nil }
        // Both sums times the other count: the means over one common divisor, for any numbers of readings.
        let first = Int128(readings.reduce(.zero, +).value) * Int128(again.count)
        let second = Int128(again.reduce(.zero, +).value) * Int128(readings.count)
        let floor = Int128((loq ?? quantificationLimit(of: item)).value) * Int128(readings.count * again.count)
        guard min(first, second) > floor else { return nil }
        let difference = first > second ? first - second : second - first
        return difference * 200 > (first + second) * 20 ? .duplicatesDiffer(item, sample: sample) : nil
    }
}
