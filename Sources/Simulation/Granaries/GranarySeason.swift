import Rules

/// One granary's whole season, reckoned from its number: its parcels, its trucks, what became of their grain.
///
/// It is reckoned anew for each phase; only the events of the phase asked for are put into words.
struct GranarySeason {
    let number: Int
    let season: SimulatedSeason
    let county: String
    let township: String
    let code: String
    /// Where its events are told.
    let log: EventLog
    /// Manifests of the granaries before it.
    let manifestsBefore: Int
    var draws: Draws
    /// Batches as they stand at the end.
    var batches: [SimulatedBatch] = []
    /// Manifests so far.
    var manifestCount = 0
    var parcels: [Parcel] = []
    private var counts: [String: Int] = [:]

    /// A parcel and what its rice holds.
    struct Parcel {
        let code: String
        let sample: String
        /// Blind code; empty for a sample that was refused, whose parcel stays pending.
        let blind: String
        let content: Int64
        let grainClass: GrainClass
    }

    /// Verification interval of every scale, in grams.
    static let interval: Int64 = 20_000

    /// Reckons a season.
    ///
    /// - Parameter phase: whose events are told; `nil` for none.
    init(_ number: Int, of season: SimulatedSeason, telling phase: Phase?, afterManifests: Int) {
        self.number = number
        self.season = season
        log = EventLog(of: phase)
        manifestsBefore = afterManifests
        let towns = TownshipCode.known
        let town = towns[number % towns.count]
        county = town.county
        township = town.text
        code = Registers.granary(number, in: town.county)
        draws = Draws(seed: season.seed, place: number)
        tellRegisters()
        testParcels()
        let lots = store(takeIn())
        sendOff(lots)
    }

    /// How many of a whole fall to this granary.
    func share(of whole: Int) -> Int { whole / season.granaries + (number < whole % season.granaries ? 1 : 0) }

    var station: String { Registers.organization(.station, in: county) }
    var scale: String { "DS-\(padded(number, 5))-1" }
    var short: String { "\(season.year % 100)" }

    /// The next number of a series of this granary: `ZY25-00003-0001`.
    mutating func next(_ series: String) -> String {
        counts[series, default: 0] += 1
        return "\(series)\(short)-\(padded(number, 5))-\(padded(counts[series] ?? 0, 4))"
    }

    /// A bin of a granary: one for each class, one for what waits, one for what other granaries send.
    enum Bin: Int, CaseIterable {
        case a = 1, b, c, d, waiting, received

        static func of(_ grainClass: GrainClass) -> Bin {
            switch grainClass {
            case .a: .a
            case .b: .b
            case .c: .c
            case .d: .d
            case .pending: .waiting
            }
        }

        var use: String { self == .a ? "ordinary" : self == .waiting ? "quarantine" : "segregated" }
    }

    func bin(_ bin: Bin) -> String { "\(code)001\(padded(bin.rawValue, 4))" }
}

/// A number with zeros before it.
func padded(_ number: Int, _ places: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, places - digits.count)) + digits
}
