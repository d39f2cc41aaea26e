extension NanogramsPerKilogram: Codable {
    /// Reads an integer of ng/kg.
    public init(from decoder: any Decoder) throws { self.init(try decoder.singleValueContainer().decode(Int64.self)) }

    /// Writes an integer of ng/kg.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(value)
    }
}
