extension UseClass {
    /// Whether the product of a disposal may leave for this use: as food within the limits of milled rice, as feed
    /// within those of GB 13078-2017; for the other uses no limit is set (domain.md §7).
    ///
    /// What is not tested, only screened, or left open by total arsenic is undecided and may not leave.
    ///
    /// - Parameter day: the day of the output test, which decides the edition of GB 2762.
    public func judge(_ output: [ReportLine], on day: CivilDate) -> ItemVerdict {
        switch self {
        case .industry, .harmlessDisposal: .complies
        case .feed: Self.worst(output.map { ItemJudgement.feedVerdict(on: $0) })
        case .food:
            Self.worst(
                SampleVerdict.judgements(of: output, edition: .inForce(on: day), form: .milledRice).map { $0.verdict })
        }
    }

    private static func worst(_ verdicts: [ItemVerdict]) -> ItemVerdict {
        if verdicts.contains(.over) { return .over }
        return verdicts.isEmpty || verdicts.contains(.undecided) ? .undecided : .complies
    }
}

extension ItemJudgement {
    /// The verdict on one line by the feed limits; an item without one complies.
    fileprivate static func feedVerdict(on line: ReportLine) -> ItemVerdict {
        if line.method?.purpose == .screening { return .undecided }
        guard let limit = FeedLimits.limit(of: line.item) else { return .complies }
        if line.value.exceeds(limit) { return .over }
        guard case .notDetected(_, let below) = line.value, let detectable = below ?? line.lod else { return .complies }
        return detectable > limit ? .undecided : .complies
    }
}
