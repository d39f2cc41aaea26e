public import Rules

/// Where grain is, or where it went: each gram of a batch stands in exactly one place.
public struct Place: Hashable, Sendable, Codable, CodingKeyRepresentable, RawRepresentable {
    /// `kind` or `kind:code`, as in the `movement_leg` table.
    public let rawValue: String

    /// A place from its text.
    public init(rawValue: String) { self.rawValue = rawValue }
    /// A place as the key of a JSON object.
    public init?<Key: CodingKey>(codingKey: Key) { rawValue = codingKey.stringValue }
    /// The key of a JSON object.
    public var codingKey: any CodingKey { TextKey(stringValue: rawValue) }

    /// The paddy: grain comes from here at intake (negative in a batch's ledger).
    public static let paddy = Place(rawValue: "paddy")
    /// In a bin of a granary.
    public static func bin(_ bin: BinNumber) -> Place { Place(rawValue: "bin:\(bin)") }
    /// On a truck, under a manifest.
    public static func transit(_ manifest: ManifestCode) -> Place { Place(rawValue: "transit:\(manifest)") }
    /// At a disposal facility, received and not yet processed.
    public static func facility(_ facility: OrganizationCode) -> Place { Place(rawValue: "facility:\(facility)") }
    /// Sold to a mill as compliant grain.
    public static func sold(_ buyer: OrganizationCode) -> Place { Place(rawValue: "sold:\(buyer)") }
    /// Lost in store or in treatment.
    public static func loss(_ kind: LossKind) -> Place { Place(rawValue: "loss:\(kind.rawValue)") }
    /// Drawn as a sample.
    public static let sample = Place(rawValue: "sample")
    /// Difference between the weights of the two parties.
    public static let difference = Place(rawValue: "difference")
    /// Turned into a product of a disposal.
    public static let product = Place(rawValue: "product")
    /// Turned into residue or by-product of a disposal.
    public static let residue = Place(rawValue: "residue")
    /// Missing at a stocktake, or (negative) found on top; never compliant by itself, always a finding.
    public static let stocktake = Place(rawValue: "stocktake")
    /// Lost in processing.
    public static let processLoss = Place(rawValue: "process-loss")
    /// Went into another batch (merge, split, receipt).
    public static func into(_ batch: BatchCode) -> Place { Place(rawValue: "into:\(batch)") }
    /// Came from another batch.
    public static func from(_ batch: BatchCode) -> Place { Place(rawValue: "from:\(batch)") }

    /// The part before the colon.
    public var kind: String { String(rawValue.prefix { $0 != ":" }) }
    /// The part after the colon, empty for places without a code.
    public var code: String { String(rawValue.drop { $0 != ":" }.dropFirst()) }
    /// True where grain physically is: a bin, a truck, a facility's yard.
    public var isStock: Bool { kind == "bin" || kind == "transit" || kind == "facility" }
}

/// Why grain became lighter (domain.md §8, balance per lot).
public enum LossKind: String, Sendable, Codable, CaseIterable {
    /// Moisture driven out by drying.
    case moisture
    /// Impurities removed by cleaning.
    case impurity
    /// Natural loss in store.
    case natural
}

/// One line of a movement: so many grams more (or, negative, less) of a batch in a place.
public struct Leg: Hashable, Sendable, Codable {
    /// The batch.
    public let batch: BatchCode
    /// The place.
    public let place: Place
    /// Change in grams; the legs of one movement sum to zero for each batch.
    public let grams: Grams
    /// Class of the grain while it moved; the schema holds it against the use of the bin.
    public private(set) var grainClass: GrainClass = .pending

    /// A leg.
    public init(_ batch: BatchCode, _ place: Place, _ grams: Grams) {
        self.batch = batch
        self.place = place
        self.grams = grams
    }

    /// The leg with the class its grain had.
    func of(_ grainClass: GrainClass) -> Leg {
        var leg = self
        leg.grainClass = grainClass
        return leg
    }
}
