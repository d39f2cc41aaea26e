/// A value as a report prints it: its digits count, and "not detected" is never zero (domain.md §3).
public enum ReportedValue: Hashable, Sendable {
    /// A measured value, in mg/kg as printed.
    case measured(NanogramsPerKilogram, text: String)
    /// Below the limit of detection.
    case notDetected

    /// Reads `0.0534`, `0.20`, `<0.002`, `未检出`, `N.D.`, `ND`, `<LOD`.
    public init?(_ text: String) {
        if text == "未检出" || text == "N.D." || text == "ND" || text == "<LOD" {
            self = .notDetected
        } else if text.utf8.first == 0x3C {
            guard NanogramsPerKilogram(milligramsPerKilogram: String(text.dropFirst())) != nil else { return nil }
            self = .notDetected
        } else {
            guard let value = NanogramsPerKilogram(milligramsPerKilogram: text) else { return nil }
            self = .measured(value, text: text)
        }
    }

    /// True when above a limit; not detected complies.
    public func exceeds(_ limit: NanogramsPerKilogram) -> Bool {
        if case .measured(let value, _) = self { value > limit } else { false }
    }
}
