extension SampleVerdict: Codable {
    /// Reads the class the verdict stands for.
    public init(from decoder: any Decoder) throws {
        let grainClass = try decoder.singleValueContainer().decode(GrainClass.self)
        switch grainClass {
        case .pending: self = .pending
        case .a: self = .complies
        case .b, .c, .d: self = .over(grainClass)
        }
    }
    /// Writes the class the verdict stands for.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(grainClass)
    }
}
