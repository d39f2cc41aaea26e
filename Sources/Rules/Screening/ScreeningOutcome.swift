/// What a rapid screening says; only a confirmation by a standard method is a verdict (domain.md §3.8).
public enum ScreeningOutcome: String, CaseIterable, Sendable {
    /// Below the grey band.
    case clear
    /// 0.16–0.24 mg/kg, both ends included: XRF is right in 38–81 % of cases there.
    case grey
    /// Above the grey band.
    case over

    /// First value of the grey band.
    public static let greyFrom = NanogramsPerKilogram(160_000)
    /// Last value of the grey band.
    public static let greyTo = NanogramsPerKilogram(240_000)

    /// Cadmium by XRF (LS/T 6115-2016).
    ///
    /// Not detected is clear, unless the printed detection limit itself lies above the start of the grey band.
    public static func cadmium(_ reading: ReportedValue) -> ScreeningOutcome {
        switch reading {
        case .measured(let value, _): value < greyFrom ? .clear : value <= greyTo ? .grey : .over
        case .notDetected(_, let below): (below ?? .zero) > greyFrom ? .grey : .clear
        }
    }

    /// The outcome for an item; `nil` for all but cadmium, which alone XRF can screen: it settles neither lead nor
    /// inorganic arsenic.
    public static func of(_ item: Item, _ reading: ReportedValue) -> ScreeningOutcome? {
        item == .cadmium ? cadmium(reading) : nil
    }

    /// True when a standard method has to confirm: grey and over.
    public var needsConfirmation: Bool { self != .clear }
}
