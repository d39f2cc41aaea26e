/// One measured thing of an instrument run, with its readings.
public struct RunMeasurement: Hashable, Sendable {
    /// What was measured.
    public enum Kind: String, CaseIterable, Sendable {
        /// Reagent blank 试剂空白.
        case blank
        /// Certified reference material 标准物质.
        case reference
        /// Sample 样品, under its blind code.
        case sample
        /// Duplicate 平行样 of the sample of the same name.
        case duplicate
        /// Spike 加标: the sample of the same name with a known amount of one item added; `certified` is the amount.
        case spike
    }

    /// The readings of one item; a reading that is not detected counts as such.
    public struct Readings: Hashable, Sendable {
        /// Item.
        public let item: Item
        /// Readings, in order.
        public let values: [ReportedValue]
        /// Readings.
        public init(_ item: Item, _ values: [ReportedValue]) {
            self.item = item
            self.values = values
        }
        /// The values of those that were detected.
        public var detected: [NanogramsPerKilogram] { values.compactMap { $0.value } }
        /// True when there are readings and every one was detected.
        public var isComplete: Bool { !values.isEmpty && detected.count == values.count }
    }

    /// What was measured.
    public let kind: Kind
    /// Name: blind code, or that of the material.
    public let name: String
    /// Certified value of a reference material, or the amount added to a spike.
    public let certified: CertifiedValue?
    /// Readings by item.
    public let readings: [Readings]

    /// A measured thing.
    public init(kind: Kind, name: String, certified: CertifiedValue? = nil, readings: [Readings]) {
        self.kind = kind
        self.name = name
        self.certified = certified
        self.readings = readings
    }

    /// The readings of an item; `nil` when it was not measured.
    public func of(_ item: Item) -> Readings? { readings.first { $0.item == item } }
}
