import Rules

extension BureauEntries {
    /// Samples, reports, runs, verdicts and re-inspections of the period.
    mutating func addTests() {
        for sample in closing.samples.values { add(sample) }
        for report in closing.reports.values where isIn(report.issuedAt) {
            let county = closing.samples[report.sample]?.county ?? ""
            add(BureauFigure(.reportsIssued), county, report.code.text)
            add(BureauFigure(.verdicts, report.verdict.grainClass), county, report.code.text)
            if let replaced = report.supersedes { add(BureauFigure(.reportsSuperseded), county, replaced.text) }
        }
        for run in closing.testRuns.values where isIn(run.measuredAt) {
            let county = closing.organizations[run.laboratory]?.county ?? ""
            add(BureauFigure(.runsMeasured), county, run.code.text)
            if run.isVoid { add(BureauFigure(.runsVoid), county, run.code.text) }
        }
        for dispute in closing.reinspections.values {
            let county = closing.samples[dispute.sample]?.county ?? ""
            if isIn(dispute.appliedAt) { add(BureauFigure(.reinspectionsApplied), county, dispute.code.text) }
            guard isIn(dispute.reportedAt), let verdict = dispute.verdict else { continue }
            add(BureauFigure(.reinspectionsReported), county, dispute.code.text)
            add(BureauFigure(.verdicts, verdict.grainClass), county, dispute.outcome ?? dispute.code.text)
        }
    }

    private mutating func add(_ sample: Sample) {
        let (county, code) = (sample.county, sample.code.text)
        if isIn(sample.collectedAt) { add(BureauFigure(.samplesCollected), county, code) }
        if isIn(sample.receivedAt) {
            add(BureauFigure(sample.state == .refused ? .samplesRefused : .samplesReceived), county, code)
        }
        if isIn(sample.screenings.map(\.at).min()) { add(BureauFigure(.samplesScreened), county, code) }
        // Tested is whose first report falls into the period, so that a later report counts it no second time.
        let issued = sample.reports.compactMap { closing.reports[$0]?.issuedAt }.min()
        if isIn(issued) { add(BureauFigure(.samplesTested), county, code) }
    }
}
