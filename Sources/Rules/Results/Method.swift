/// A test method by its standard and edition (domain.md §4).
public struct Method: Hashable, Sendable {
    /// What the method may be used for.
    public enum Purpose: String, Sendable {
        /// Its result can be a verdict.
        case confirmation
        /// Its result only says what has to be confirmed.
        case screening
    }

    /// The standard: `GB 5009.268`.
    public let standard: String
    /// Year of the edition.
    public let edition: Int
    /// Items it measures.
    public let items: [Item]
    /// First day in force; `nil` where the table has none.
    public let inForceFrom: CivilDate?
    /// What it may be used for.
    public let purpose: Purpose

    /// All methods of the table, editions of one standard oldest first.
    public static let all: [Method] = [
        Method("GB 5009.15", 2014, [.cadmium], from: 2015_07_28),
        Method("GB 5009.15", 2023, [.cadmium], from: 2024_03_06),
        Method("GB 5009.12", 2017, [.lead]),
        Method("GB 5009.12", 2023, [.lead], from: 2024_03_06),
        Method("GB 5009.11", 2014, [.totalArsenic, .inorganicArsenic], from: 2016_03_21),
        Method("GB 5009.11", 2024, [.totalArsenic, .inorganicArsenic], from: 2024_08_08),
        Method("GB 5009.17", 2014, [.totalMercury], from: 2016_03_21),
        Method("GB 5009.17", 2021, [.totalMercury]),
        Method("GB 5009.123", 2014, [.chromium]),
        Method("GB 5009.123", 2023, [.chromium]),
        Method("GB 5009.268", 2016, [.cadmium, .lead, .totalArsenic, .totalMercury, .chromium], from: 2017_06_23),
        Method("LS/T 6115", 2016, [.cadmium], for: .screening),
    ]

    private init(
        _ standard: String, _ edition: Int, _ items: [Item], from day: Int? = nil, for purpose: Purpose = .confirmation
    ) {
        self.standard = standard
        self.edition = edition
        self.items = items
        inForceFrom = day.flatMap { CivilDate(year: $0 / 10_000, month: $0 / 100 % 100, day: $0 % 100) }
        self.purpose = purpose
    }

    /// The method of a name as reports print it, `GB 5009.268-2016`; `nil` for one not in the table.
    public init?(_ name: String) {
        guard let method = Self.all.first(where: { $0.name == name }) else { return nil }
        self = method
    }

    /// The name as reports print it.
    public var name: String { "\(standard)-\(edition)" }

    /// True when the method measures the item and is known to be in force on the day.
    public func applies(to item: Item, on day: CivilDate) -> Bool { items.contains(item) && isInForce(on: day) }

    /// True from the edition's first day until the day before the next edition's.
    ///
    /// An edition whose day the table lacks is known to be in force from the year after it.
    public func isInForce(on day: CivilDate) -> Bool {
        Self.all.last { $0.standard == standard && $0.hasBegun(on: day) } == self
    }

    private func hasBegun(on day: CivilDate) -> Bool { inForceFrom.map { $0 <= day } ?? (edition < day.year) }

    /// Significant digits of a reported value: three under GB 5009.268; else two below 1 mg/kg, three from there.
    ///
    /// - Parameter atOrAboveOneMilligram: judged on the mean before it is rounded.
    public func reportedDigits(atOrAboveOneMilligram: Bool) -> Int {
        Rounding.significantDigits(of: name, atOrAboveOneMilligram: atOrAboveOneMilligram)
    }
}

/// Whether a laboratory's detection and quantification limits are good enough for a verdict.
public enum Fitness: String, Sendable {
    /// Good enough.
    case fit
    /// The LOQ is above a fifth of the limit (domain.md §3.6).
    case quantificationTooHigh = "loq-above-a-fifth-of-the-limit"
    /// The LOD is above the LOQ, which cannot be: one of the two was mistyped.
    case detectionAboveQuantification = "lod-above-loq"

    /// Judges a line's limits.
    ///
    /// - Parameter yardstick: the level the value is held against (`LimitEdition.yardstick`).
    public static func of(
        lod: NanogramsPerKilogram, loq: NanogramsPerKilogram, yardstick: NanogramsPerKilogram
    ) -> Fitness {
        if lod > loq { return .detectionAboveQuantification }
        // Divided, not multiplied: no printed LOQ can overflow it. Both are whole numbers of ng/kg.
        return loq.value > yardstick.value / 5 ? .quantificationTooHigh : .fit
    }
}
