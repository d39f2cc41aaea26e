/// A decimal number with its digits kept exactly: `coefficient` × 10^-`scale`. 0.20 and 0.2 differ.
public struct ExactDecimal: Sendable, Hashable {
    /// All digits as one whole number, with the sign.
    public let coefficient: Int64
    /// How many of the digits stand behind the point.
    public let scale: Int

    /// Reads a decimal such as `-829`, `64937.5`, `2,500`; nil when it is none, when a thousands separator stands in
    /// the wrong place (`2,5` is ambiguous), or when it has more than 18 digits.
    public init?(_ text: some StringProtocol) {
        var body = Substring(text)
        let negative = body.hasPrefix("-")
        if negative || body.hasPrefix("+") { body = body.dropFirst() }
        let parts = body.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard let whole = parts.first.flatMap(Self.withoutSeparators), !whole.isEmpty else { return nil }
        let fraction = parts.count == 2 ? parts[1] : ""
        guard parts.count == 1 || !fraction.isEmpty else { return nil }
        let digits = whole + fraction
        guard digits.utf8.allSatisfy({ (48...57).contains($0) }), digits.count <= 18, let value = Int64(digits) else {
            return nil
        }
        coefficient = negative ? -value : value
        scale = fraction.count
    }

    /// The number times `factor` as a whole number; nil when a fraction remains or it does not fit.
    public func whole(times factor: Int64) -> Int64? {
        let (product, overflow) = coefficient.multipliedReportingOverflow(by: factor)
        var divisor: Int64 = 1
        for _ in 0..<scale { divisor *= 10 }
        return overflow || product % divisor != 0 ? nil : product / divisor
    }

    private static func withoutSeparators(_ text: Substring) -> String? {
        let groups = text.split(separator: ",", omittingEmptySubsequences: false)
        guard groups.count > 1 else { return String(text) }
        guard (1...3).contains(groups[0].count), groups.dropFirst().allSatisfy({ $0.count == 3 }) else { return nil }
        return groups.joined()
    }
}
