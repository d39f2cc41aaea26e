public import Rules

/// Which parcels a batch's grain grew on, and how much of it each: shares that follow the grain through every merge,
/// split and transfer.
///
/// Grain of a batch counts as mixed: what leaves it carries every source in the batch's own proportion. Shares are
/// integers of `unit`, so that a thousand generations stay exact far beyond the six places that are printed.
public struct SourceShares: Hashable, Sendable {
    /// One source.
    public struct Source: Hashable, Sendable {
        /// The parcel; `nil` for what came from a batch the book does not hold.
        public let parcel: ParcelNumber?
        /// Grams of the batch's intake that grew there.
        public let grams: Grams
        /// Share of the batch's intake, in millionths; all shares of a batch sum to 1,000,000.
        public let millionths: Int64

        /// The share as a decimal: `0.253100`.
        public var text: String {
            let digits = String(millionths % 1_000_000)
            return "\(millionths / 1_000_000).\(String(repeating: "0", count: 6 - digits.count))\(digits)"
        }
    }

    /// The sources, greatest share first.
    public let sources: [Source]

    /// The sources of a batch.
    ///
    /// - Parameter batches: the batch and everything it came from.
    /// - Precondition: no batch exceeds 100 million tonnes, so that the products fit into 128 bits.
    public init(of code: BatchCode, in batches: [BatchCode: Batch]) {
        var known: [BatchCode: [String: UInt128]] = [:]
        let shares = Self.shares(of: code, in: batches, &known)
        let names = shares.keys.sorted()
        let weights = names.map { shares[$0] ?? 0 }
        let grams = Self.apportion(batches[code]?.intake.value ?? 0, by: weights)
        let millionths = Self.apportion(1_000_000, by: weights)
        sources = names.indices.map { index in
            Source(
                parcel: names[index].isEmpty ? nil : ParcelNumber(names[index]), grams: Grams(grams[index]),
                millionths: millionths[index])
        }.sorted { ($1.millionths, $0.parcel?.text ?? "") < ($0.millionths, $1.parcel?.text ?? "") }
    }

    /// The whole, as an integer.
    private static let unit: UInt128 = 1_000_000_000_000_000_000_000_000

    private static func shares(
        of code: BatchCode, in batches: [BatchCode: Batch], _ known: inout [BatchCode: [String: UInt128]]
    ) -> [String: UInt128] {
        if let settled = known[code] { return settled }
        guard let batch = batches[code], batch.intake > .zero else { return ["": unit] }
        var parts: [(grams: Grams, shares: [String: UInt128])] = []
        for (parcel, grams) in batch.sources.sorted(by: { $0.key < $1.key }) {
            parts.append((grams, [parcel.text: unit]))
        }
        for (parent, grams) in batch.parents.sorted(by: { $0.key < $1.key }) {
            parts.append((grams, shares(of: parent, in: batches, &known)))
        }
        let settled = mix(parts, whole: batch.intake)
        known[code] = settled
        return settled
    }

    /// The shares of what was poured together: weighted by grams, rounded so that they sum to the whole.
    private static func mix(_ parts: [(grams: Grams, shares: [String: UInt128])], whole: Grams) -> [String: UInt128] {
        var masses: [String: UInt128] = [:]
        for part in parts {
            for (name, share) in part.shares { masses[name, default: 0] += share * UInt128(part.grams.value) }
        }
        let names = masses.keys.sorted()
        let divisor = UInt128(whole.value)
        let exact = names.map { (masses[$0] ?? 0).quotientAndRemainder(dividingBy: divisor) }
        let rounded = LargestRemainders.topUp(exact.map(\.quotient), exact.map(\.remainder), to: unit)
        return Dictionary(uniqueKeysWithValues: zip(names, rounded))
    }

    /// Divides a total by weights that sum to `unit`: floors, then one more for the largest remainders.
    private static func apportion(_ total: Int64, by weights: [UInt128]) -> [Int64] {
        let exact = weights.map { ($0 * UInt128(total)).quotientAndRemainder(dividingBy: unit) }
        return LargestRemainders.topUp(exact.map(\.quotient), exact.map(\.remainder), to: UInt128(total)).map {
            Int64($0)
        }
    }
}

extension Batch {
    /// Grams that came into the batch over its life: from the paddy, and from other batches.
    public var intake: Grams { sources.values.reduce(.zero, +) + parents.values.reduce(.zero, +) }
}
