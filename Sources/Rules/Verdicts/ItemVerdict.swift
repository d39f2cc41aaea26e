/// Verdict on one item of a report.
public enum ItemVerdict: String, Sendable {
    /// Not above its limit, or not detected.
    case complies
    /// Above its limit.
    case over
    /// The line alone does not settle it.
    case undecided
}

/// The verdict on one line with everything it rests on, so that it can be opened and checked (experience.md §0.4).
public struct ItemJudgement: Hashable, Sendable {
    /// Why the verdict is what it is.
    public enum Reason: String, Sendable {
        /// The printed value is at most the limit.
        case withinLimit = "within-limit"
        /// The printed value is above the limit.
        case aboveLimit = "above-limit"
        /// Not detected.
        case notDetected = "not-detected"
        /// Not detected, but by a method that would not have seen a value above the limit either.
        case detectionAboveLimit = "detection-above-limit"
        /// Total arsenic is above the limit of inorganic arsenic, which has not been measured.
        case inorganicArsenicOpen = "inorganic-arsenic-open"
        /// Total arsenic is above the limit of inorganic arsenic; the inorganic line decides.
        case inorganicArsenicDecides = "inorganic-arsenic-decides"
        /// Total arsenic is at most the limit of inorganic arsenic, which this open line can then not exceed.
        case totalArsenicSettles = "total-arsenic-settles"
        /// A screening method only says what has to be confirmed.
        case screeningOnly = "screening-only"
    }

    /// The line.
    public let line: ReportLine
    /// The level it was held against.
    public let yardstick: NanogramsPerKilogram?
    /// Verdict.
    public let verdict: ItemVerdict
    /// Its reason.
    public let reason: Reason

    /// Judges one line among the lines of its report, on the printed value and in full digits (domain.md §3.3).
    public init(_ line: ReportLine, among lines: [ReportLine], edition: LimitEdition, form: GrainForm) {
        self.line = line
        yardstick = edition.yardstick(for: line.item, in: form)
        let hasInorganic = lines.contains { $0.item == .inorganicArsenic }
        let (verdict, reason) = Self.judge(line, yardstick: yardstick, hasInorganic: hasInorganic)
        let isOpen = verdict == .undecided && line.item == .inorganicArsenic
        let isSettled = isOpen && Self.isSettledByTotal(lines, yardstick)
        self.verdict = isSettled ? .complies : verdict
        self.reason = isSettled ? .totalArsenicSettles : reason
    }

    /// True when a line of total arsenic alone settles inorganic arsenic, which is a part of it (domain.md §2).
    private static func isSettledByTotal(_ lines: [ReportLine], _ yardstick: NanogramsPerKilogram?) -> Bool {
        lines.contains {
            $0.item == .totalArsenic && judge($0, yardstick: yardstick, hasInorganic: false).0 == .complies
        }
    }

    private static func judge(
        _ line: ReportLine, yardstick: NanogramsPerKilogram?, hasInorganic: Bool
    ) -> (ItemVerdict, Reason) {
        if line.method?.purpose == .screening { return (.undecided, .screeningOnly) }
        guard let yardstick else { return (.complies, .withinLimit) }
        switch line.value {
        case .measured(let value, _):
            guard value > yardstick else { return (.complies, .withinLimit) }
            guard line.item == .totalArsenic else { return (.over, .aboveLimit) }
            return hasInorganic ? (.complies, .inorganicArsenicDecides) : (.undecided, .inorganicArsenicOpen)
        case .notDetected(_, let below):
            guard let detectable = below ?? line.lod, detectable > yardstick else { return (.complies, .notDetected) }
            if line.item == .totalArsenic, hasInorganic { return (.complies, .inorganicArsenicDecides) }
            return (.undecided, .detectionAboveLimit)
        }
    }
}
