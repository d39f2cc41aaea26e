extension SquareMetres: Codable {
    /// Reads an integer of m²; refuses one below zero or above `greatestRead`.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let value = try container.decode(Int64.self)
        guard (0...Self.greatestRead.value).contains(value) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "no area of a field")
        }
        self.init(value)
    }

    /// Writes an integer of m².
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(value)
    }
}
