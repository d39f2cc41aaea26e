import Rules

/// A late-rice season of any size that follows from its seed, with everything about it known.
///
/// Nothing here asks the book what it thinks: what is true is reckoned beside it, so that a book can be held against it.
/// Memory is that of one granary, however large the season.
public struct SimulatedSeason: Sendable {
    /// Parcels that are sampled.
    public let parcels: Int
    /// Trucks that bring grain.
    public let trucks: Int
    /// What the season follows from.
    public let seed: UInt64
    /// Year of the harvest.
    public let year: Int

    /// Most parcels: a township numbers its own with five digits.
    public static let parcelLimit = 4_000_000
    /// Most trucks: a prefecture numbers its manifests with six digits.
    public static let truckLimit = 600_000

    /// A season; `nil` where there are no parcels or trucks, or more than the codes can number, or the year is outside
    /// 2014–2098.
    public init?(parcels: Int, trucks: Int, seed: UInt64, year: Int) {
        guard (1...Self.parcelLimit).contains(parcels), (1...Self.truckLimit).contains(trucks),
            (2014...2098).contains(year)
        else { return nil }
        self.parcels = parcels
        self.trucks = trucks
        self.seed = seed
        self.year = year
    }

    /// Granaries: each takes the grain of about forty parcels, and about sixty trucks.
    public var granaries: Int { min(parcels, max((parcels + 39) / 40, (trucks + 59) / 60)) }

    /// Tells every event, in order of time, as a line of the season's stream without its line feed.
    public func tellEvents(_ tell: (String) throws -> Void) rethrows {
        var cursors = Phase.allCases.map { PhaseCursor($0, of: self) }
        var count: Int64 = 0
        while let next = earliest(of: cursors), let time = cursors[next].time {
            let event = cursors[next].take()
            count += 1
            var line = Words()
            line.say("seq", count)
            line.say("type", event.type)
            line.say("occurred_at", time)
            line.say("data", event.data)
            try tell(line.object)
        }
    }

    /// Tells what is true at the end of the season, piece by piece of one JSON document.
    public func tellTruth(_ tell: (String) throws -> Void) rethrows {
        var totals = SeasonTotals()
        var manifests = 0
        try tell("{\"batches\":{")
        for number in 0..<granaries {
            let granary = GranarySeason(number, of: self, telling: nil, afterManifests: manifests)
            manifests += granary.manifestCount
            for batch in granary.batches {
                try tell((totals.batches == 0 ? "\n" : ",\n") + "\"\(batch.code)\":" + batch.words.object)
                totals.add(batch)
            }
        }
        var setting = Words()
        setting.say("parcels", Int64(parcels))
        setting.say("seed", String(seed))
        setting.say("trucks", Int64(trucks))
        setting.say("year", Int64(year))
        try tell("},\n\"setting\":\(setting.object),\n\"totals\":\(totals.words.object)}\n")
    }

    private func earliest(of cursors: [PhaseCursor]) -> Int? {
        var best: Int?
        for index in cursors.indices {
            guard let time = cursors[index].time else { continue }
            if let known = best, let earlier = cursors[known].time, earlier <= time { continue }
            best = index
        }
        return best
    }
}
