extension Grams: Codable {
    /// Reads an integer of grams; refuses one beyond `greatestRead` either way.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let value = try container.decode(Int64.self)
        guard value.magnitude <= Self.greatestRead.value.magnitude else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "more grams than there is grain")
        }
        self.init(value)
    }
    /// Writes an integer of grams.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(value)
    }
}
