/// A value as a report prints it: its digits count, and "not detected" is never zero (domain.md §3).
public enum ReportedValue: Hashable, Sendable {
    /// A measured value, in mg/kg as printed.
    case measured(NanogramsPerKilogram, text: String)
    /// Below the limit of detection, which is known when it is printed: `<0.002`.
    case notDetected(text: String, below: NanogramsPerKilogram?)

    /// Reads `0.0534`, `0.20`, `<0.002`, `未检出`, `N.D.`, `ND`, `<LOD`.
    ///
    /// - Returns: `nil` for any other text; an unreadable value is never taken for zero.
    public init?(_ text: String) {
        switch text {
        case "未检出", "N.D.", "ND", "<LOD", "＜LOD":
            self = .notDetected(text: text, below: nil)
        default:
            if text.hasPrefix("<") || text.hasPrefix("＜") {
                let bound = NanogramsPerKilogram(milligramsPerKilogram: String(text.dropFirst()))
                guard let bound, bound.value > 0 else { return nil }
                self = .notDetected(text: text, below: bound)
            } else {
                guard let value = NanogramsPerKilogram(milligramsPerKilogram: text) else { return nil }
                self = .measured(value, text: text)
            }
        }
    }

    /// The text, unchanged.
    public var text: String {
        switch self {
        case .measured(_, let text), .notDetected(let text, _): text
        }
    }

    /// The measured value; `nil` when not detected.
    public var value: NanogramsPerKilogram? {
        if case .measured(let value, _) = self { value } else { nil }
    }

    /// True when above a limit; equal to it is not above, and not detected never is.
    public func exceeds(_ limit: NanogramsPerKilogram) -> Bool { value.map { $0 > limit } ?? false }

    /// How many digits of a measured value are significant: three in `0.0534`, two in `0.20`; zero when not detected.
    public var significantDigits: Int {
        guard case .measured(_, let text) = self else { return 0 }
        let figures = text.utf8.filter { $0 != 0x2E }.drop { $0 == 0x30 }
        return figures.count
    }

    /// How many decimals a measured value is printed with; zero when not detected.
    public var decimals: Int {
        guard case .measured(_, let text) = self, let point = text.utf8.firstIndex(of: 0x2E) else { return 0 }
        return text.utf8.distance(from: point, to: text.utf8.endIndex) - 1
    }
}
