public import Rules

/// How what was received differs from what was loaded, over many trips: by pair of sender and receiver, by loading scale and by
/// vehicle (experience.md §2.2, S16).
///
/// One trip may differ by what its two scales may (domain.md §4). Over n trips such differences go out against each other: their mean
/// stays within the tolerance divided by √n, unless a scale, a tare or a hand weighs on one side.
public struct DifferenceAnalysis: Hashable, Sendable, Encodable {
    /// One trip that was weighed at both ends.
    public struct Trip: Hashable, Sendable, Encodable {
        /// Its manifest.
        public let manifest: ManifestCode
        /// Departed at.
        public let departedAt: Timestamp
        /// Net at loading and at unloading, in grams.
        public let loadedGrams, receivedGrams: Grams
        /// Received less loaded, in grams.
        public let differenceGrams: Grams
        /// What the two scales may differ by, in grams.
        public let toleranceGrams: Grams
        /// Whether it differs by more.
        public let isBeyond: Bool
    }

    /// Trips that have something in common.
    public struct Group: Hashable, Sendable, Encodable {
        /// What they have in common: codes of consignor and consignee, number of the loading scale, or plate.
        public let key: [String]
        /// How many trips.
        public let trips: Int
        /// Of these, how many beyond their tolerance.
        public let beyond: Int
        /// Sum of the differences, in grams: below zero where less was received.
        public let sumGrams: Grams
        /// Mean difference, in grams, rounded to the nearest.
        public let meanGrams: Grams
        /// What the mean may be of so many trips: mean tolerance over the root of their number, in grams, rounded down.
        public let meanToleranceGrams: Grams
        /// Whether the differences lean to one side, by more than chance lets a mean of so many lean; never of fewer than
        /// `fewest`.
        public let isOneSided: Bool
    }

    /// With fewer trips nothing is said of their mean.
    public static let fewest = 5

    /// The trips, latest departure first.
    public let trips: [Trip]
    /// The same trips by sender and receiver, by loading scale, by plate; those that lean come first, then the greatest sums.
    public let pairs, scales, plates: [Group]
    /// All of them together; absent without a trip.
    public let whole: Group?

    /// Analyses trips; those that were not received, or without a tolerance, count for nothing.
    public init(_ manifests: [Manifest]) {
        var weighed: [(manifest: Manifest, trip: Trip)] = []
        for manifest in manifests where manifest.state == .accepted {
            guard let received = manifest.receivedGrams, let difference = manifest.differenceGrams,
                let tolerance = manifest.toleranceGrams
            else { continue }
            let trip = Trip(
                manifest: manifest.code, departedAt: manifest.departedAt, loadedGrams: manifest.loadedGrams,
                receivedGrams: received, differenceGrams: difference, toleranceGrams: tolerance,
                isBeyond: manifest.differsBeyondTolerance)
            weighed.append((manifest, trip))
        }
        weighed.sort { ($1.trip.departedAt, $0.trip.manifest) < ($0.trip.departedAt, $1.trip.manifest) }
        func groups(_ key: (Manifest) -> [String]?) -> [Group] {
            Dictionary(grouping: weighed.filter { key($0.manifest) != nil }) { key($0.manifest) ?? [] }
                .map { Group($0, $1.map(\.trip)) }
                .sorted {
                    ($0.isOneSided ? 0 : 1, $1.sumGrams.magnitude, $0.key.joined(separator: " "))
                        < ($1.isOneSided ? 0 : 1, $0.sumGrams.magnitude, $1.key.joined(separator: " "))
                }
        }
        trips = weighed.map(\.trip)
        pairs = groups { [$0.consignor.text, $0.consignee.text] }
        scales = groups { [$0.loadingScale.text] }
        plates = groups { $0.plate.map { [$0] } }
        whole = trips.isEmpty ? nil : Group([], trips)
    }
}

extension DifferenceAnalysis.Group {
    fileprivate init(_ key: [String], _ trips: [DifferenceAnalysis.Trip]) {
        self.key = key
        self.trips = trips.count
        beyond = trips.count(where: \.isBeyond)
        let count = Int64(trips.count)
        let sum = trips.reduce(Int64(0)) { $0 + $1.differenceGrams.value }
        let tolerance = trips.reduce(Int64(0)) { $0 + $1.toleranceGrams.value } / count
        sumGrams = Grams(sum)
        meanGrams = Grams((2 * sum + (sum < 0 ? -count : count)) / (2 * count))
        meanToleranceGrams = Grams(Self.root(Int128(tolerance) * Int128(tolerance) / Int128(count)))
        // |sum| / n > tolerance / √n, without a root and without a fraction.
        isOneSided =
            trips.count >= DifferenceAnalysis.fewest
            && Int128(sum) * Int128(sum) > Int128(tolerance) * Int128(tolerance) * Int128(count)
    }

    /// The whole part of a square root.
    private static func root(_ square: Int128) -> Int64 {
        var (low, high) = (Int64(0), Int64(3_037_000_499))
        while low < high {
            let middle = (low + high + 1) / 2
            if Int128(middle) * Int128(middle) <= square { low = middle } else { high = middle - 1 }
        }
        return low
    }
}

extension Grams {
    fileprivate var magnitude: UInt64 { value.magnitude }
}
