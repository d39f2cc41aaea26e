/// What the certificate of a reference material says of one item: `Cd 0.19±0.02 mg/kg`.
public struct CertifiedValue: Hashable, Sendable {
    /// Item.
    public let item: Item
    /// Certified value.
    public let value: NanogramsPerKilogram
    /// Expanded uncertainty (k = 2); `nil` when the text has none.
    public let uncertainty: NanogramsPerKilogram?

    /// Reads item, value, `±` uncertainty and unit (mg/kg or μg/kg); blanks around the sign do not matter.
    ///
    /// - Returns: `nil` for any other text, and for a value of zero, against which nothing can be recovered.
    public init?(_ text: String) {
        let words = text.split(separator: " ").map(String.init)
        guard words.count >= 3, let item = Item(rawValue: words[0]), let unit = words.last else { return nil }
        let numbers = words[1..<(words.count - 1)].joined().split(separator: "±", omittingEmptySubsequences: false)
        guard (1...2).contains(numbers.count), let value = Self.read(numbers[0], unit), value.value > 0 else {
            return nil
        }
        uncertainty = numbers.count == 2 ? Self.read(numbers[1], unit) : nil
        if numbers.count == 2, uncertainty == nil { return nil }
        self.item = item
        self.value = value
    }

    private static func read(_ number: Substring, _ unit: String) -> NanogramsPerKilogram? {
        switch unit {
        case "mg/kg": NanogramsPerKilogram(milligramsPerKilogram: String(number))
        case "μg/kg", "µg/kg", "ug/kg": NanogramsPerKilogram(microgramsPerKilogram: String(number))
        default: nil
        }
    }
}
