/// One line of a report, ready to be judged.
public struct ReportLine: Hashable, Sendable {
    /// Item.
    public let item: Item
    /// Value as printed.
    public let value: ReportedValue
    /// Method; `nil` when the report names one that is not in the table.
    public let method: Method?
    /// The laboratory's LOD; `nil` when the report does not print it.
    public let lod: NanogramsPerKilogram?
    /// Expanded uncertainty; `nil` when the report does not print it. It is kept, never deducted.
    public let uncertainty: ExpandedUncertainty?

    /// A line.
    public init(
        item: Item, value: ReportedValue, method: Method? = nil, lod: NanogramsPerKilogram? = nil,
        uncertainty: ExpandedUncertainty? = nil
    ) {
        self.item = item
        self.value = value
        self.method = method
        self.lod = lod
        self.uncertainty = uncertainty
    }
}
