/// Verdict on a sample: any one item over makes it over (domain.md §3.7).
public enum SampleVerdict: Hashable, Sendable {
    /// Not settled: nothing is over, and something is open.
    case pending
    /// Every item complies.
    case complies
    /// An item is over; the class is one of B, C, D.
    case over(GrainClass)

    /// Class of the grain it stands for.
    public var grainClass: GrainClass {
        switch self {
        case .pending: .pending
        case .complies: .a
        case .over(let grainClass): grainClass
        }
    }

    /// `complies`, `over (B)`, `pending`.
    public var text: String {
        switch self {
        case .pending: "pending"
        case .complies: "complies"
        case .over(let grainClass): "over (\(grainClass.rawValue))"
        }
    }

    /// Judges report lines on the printed values, full-value comparison (domain.md §3.3).
    ///
    /// Total arsenic up to the limit of inorganic arsenic settles it; above, an inorganic line has to. What is over
    /// stays over while another item is open, with the class by what is known: such grain cannot become compliant any
    /// more, and waiting would leave it with grain that can. The report with the open item may still worsen the class.
    /// No line at all is pending.
    public static func judge(_ lines: [ReportLine], edition: LimitEdition, form: GrainForm) -> SampleVerdict {
        var worst: GrainClass = .a
        var isOpen = lines.isEmpty
        for judgement in judgements(of: lines, edition: edition, form: form) {
            switch judgement.verdict {
            case .complies: continue
            case .undecided: isOpen = true
            case .over: worst = max(worst, grainClass(of: judgement.line))
            }
        }
        if worst != .a { return .over(worst) }
        return isOpen ? .pending : .complies
    }

    /// The same verdict, with a label for the lines.
    public static func judge(lines: [ReportLine], edition: LimitEdition, form: GrainForm) -> SampleVerdict {
        judge(lines, edition: edition, form: form)
    }

    /// Every line's verdict with its reason, in the order of the lines.
    public static func judgements(of lines: [ReportLine], edition: LimitEdition, form: GrainForm) -> [ItemJudgement] {
        lines.map { ItemJudgement($0, among: lines, edition: edition, form: form) }
    }

    /// Class of grain that is over in one line: by the value for cadmium, C for any other item (domain.md §3.9).
    private static func grainClass(of line: ReportLine) -> GrainClass {
        guard line.item == .cadmium else { return .c }
        if line.value.exceeds(NanogramsPerKilogram(1_000_000)) { return .d }
        return line.value.exceeds(NanogramsPerKilogram(400_000)) ? .c : .b
    }
}
