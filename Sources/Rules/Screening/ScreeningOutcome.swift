/// What a rapid screening says; only a confirmation by a standard method is a verdict (domain.md §3.8).
public enum ScreeningOutcome: String, Sendable, Codable {
    /// Below the grey band.
    case clear
    /// 0.16–0.24 mg/kg: XRF is right in 38–81 % of cases there.
    case grey
    /// Above the grey band.
    case over

    /// Cadmium by XRF (LS/T 6115-2016).
    public static func cadmium(_ reading: ReportedValue) -> ScreeningOutcome {
        guard case .measured(let value, _) = reading, value.value >= 160_000 else { return .clear }
        return value.value <= 240_000 ? .grey : .over
    }
}
