/// Maximum levels for rice by edition of GB 2762 (domain.md §2); equal to the limit complies.
public struct LimitEdition: Hashable, Sendable {
    /// The name as reports print it: `GB 2762-2022`.
    public let name: String
    /// First day in force.
    public let inForceFrom: CivilDate
    private let levels: Levels

    /// The levels of one edition, in ng/kg. Only inorganic arsenic differs by the form of the grain.
    private struct Levels: Hashable, Sendable {
        let cadmium, lead, totalMercury, chromium: Int64
        let inorganicArsenicUnmilled, inorganicArsenicMilled: Int64
    }

    private init(_ name: String, from day: Int, _ levels: Levels) {
        guard let from = CivilDate(year: day / 10_000, month: day / 100 % 100, day: day % 100) else {
            preconditionFailure("an edition comes into force on a day of the calendar")
        }
        self.name = name
        inForceFrom = from
        self.levels = levels
    }

    private static let before2022 = Levels(
        cadmium: 200_000, lead: 200_000, totalMercury: 20_000, chromium: 1_000_000,
        inorganicArsenicUnmilled: 200_000, inorganicArsenicMilled: 200_000)
    private static let since2022 = Levels(
        cadmium: 200_000, lead: 200_000, totalMercury: 20_000, chromium: 1_000_000,
        inorganicArsenicUnmilled: 350_000, inorganicArsenicMilled: 200_000)

    /// All editions, oldest first.
    public static let all: [LimitEdition] = [
        LimitEdition("GB 2762-2012", from: 2013_06_01, before2022),
        LimitEdition("GB 2762-2017", from: 2017_09_17, before2022),
        LimitEdition("GB 2762-2022", from: 2023_06_30, since2022),
        LimitEdition("GB 2762-2025", from: 2026_09_02, since2022),
    ]

    /// The edition in force on a day; before 2013 the oldest.
    ///
    /// Which day decides for a batch (harvest, sampling or test) is not settled; the caller names the day it takes.
    public static func inForce(on day: CivilDate) -> LimitEdition {
        all.last { $0.inForceFrom <= day } ?? all[0]
    }

    /// The edition of a name as printed; `nil` for one not in the table.
    public init?(named name: String) {
        guard let edition = Self.all.first(where: { $0.name == name }) else { return nil }
        self = edition
    }

    /// The limit of an item; total arsenic has none of its own.
    public func limit(of item: Item, in form: GrainForm) -> NanogramsPerKilogram? {
        switch item {
        case .cadmium: NanogramsPerKilogram(levels.cadmium)
        case .lead: NanogramsPerKilogram(levels.lead)
        case .totalMercury: NanogramsPerKilogram(levels.totalMercury)
        case .chromium: NanogramsPerKilogram(levels.chromium)
        case .inorganicArsenic:
            NanogramsPerKilogram(form == .milledRice ? levels.inorganicArsenicMilled : levels.inorganicArsenicUnmilled)
        case .totalArsenic: nil
        }
    }

    /// The level a value of an item is held against: the limit, or for total arsenic that of inorganic arsenic, up to
    /// which total arsenic settles the matter (GB 2762-2022, table 3, note).
    public func yardstick(for item: Item, in form: GrainForm) -> NanogramsPerKilogram? {
        limit(of: item == .totalArsenic ? .inorganicArsenic : item, in: form)
    }
}
