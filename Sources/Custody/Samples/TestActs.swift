public import Rules

/// Records an instrument run with its quality-control rows; a run that fails them is void (domain.md §4).
public struct RecordTestRun: ActBody {
    public static let name = "test-run-measured"
    public static let roles: Set<Actor.Role> = [.station, .laboratory]
    /// One row of the run.
    public struct Row: Hashable, Sendable, Codable {
        /// Name: blind code, or name of the material.
        public let name: String
        /// `blank`, `reference`, `sample`, `duplicate`.
        public let kind: String
        /// Readings by item, as printed.
        public let readings: [String: [String]]
        /// Certified value as printed on the certificate.
        public let certified: String?
        /// A row.
        public init(name: String, kind: String, readings: [String: [String]], certified: String?) {
            self.name = name
            self.kind = kind
            self.readings = readings
            self.certified = certified
        }
    }
    /// Run number.
    public let run: TestRunNumber
    /// Laboratory.
    public let laboratory: OrganizationCode
    /// Unit of the readings: `mg/kg` or `μg/kg`.
    public let unit: String
    /// Rows.
    public let rows: [Row]

    /// The act.
    public init(run: TestRunNumber, laboratory: OrganizationCode, unit: String, rows: [Row]) {
        self.run = run
        self.laboratory = laboratory
        self.unit = unit
        self.rows = rows
    }

    public func footprint(in book: Book) -> Set<AggregateKey> { [.testRun(run), .organization(laboratory)] }
    public func owner(in book: Book) -> OrganizationCode? { laboratory }

    public func decide(in book: Book, _ circumstances: Circumstances) throws(Refusal) -> Outcome {
        guard book.testRuns[run] == nil else { throw Refusal(.codeTaken, run.text) }
        guard let station = book.organizations[laboratory] else { throw Refusal(.organizationUnknown, laboratory.text) }
        guard station.kind == .station else { throw Refusal(.organizationKindWrong, laboratory.text) }
        guard !rows.isEmpty else { throw Refusal(.reportHasNoLines, run.text) }
        for row in rows {
            for item in Item.allCases {
                guard let texts = row.readings[item.rawValue] else { continue }
                guard row.readings(of: item, unit)?.values.count == texts.count else {
                    throw Refusal(.valueUnreadable, "\(row.name) \(item.rawValue)")
                }
            }
        }
        var outcome = Outcome()
        let faults = faults
        outcome.faults = faults
        outcome.word = circumstances.person
        if !faults.isEmpty { outcome.findings.append(Finding(.runVoid, run.text, faults.joined(separator: "; "))) }
        return outcome
    }

    public func apply(_ outcome: Outcome, at: Timestamp, to book: inout Book) {
        book.testRuns[run] = TestRun(
            code: run, laboratory: laboratory, measuredAt: at, unit: unit, rows: rows, faults: outcome.faults ?? [],
            measuredBy: outcome.word)
        book.touch(.testRun(run))
    }
}

/// Issues a report: compiled, reviewed and approved by three persons; a corrected report supersedes (domain.md §8).
public struct IssueReport: ActBody {
    public static let name = "report-issued"
    public static let roles: Set<Actor.Role> = [.station, .laboratory]
    /// One line.
    public struct Line: Hashable, Sendable, Codable {
        /// Item.
        public let item: Item
        /// Value as printed, mg/kg.
        public let value: String
        /// Method and edition.
        public let method: String
        /// LOD as printed, mg/kg.
        public let lod: String
        /// LOQ as printed, mg/kg.
        public let loq: String
        /// Instrument run.
        public let run: TestRunNumber
        /// A line.
        public init(item: Item, value: String, method: String, lod: String, loq: String, run: TestRunNumber) {
            self.item = item
            self.value = value
            self.method = method
            self.lod = lod
            self.loq = loq
            self.run = run
        }
    }
    /// Report number.
    public let report: ReportNumber
    /// Sample.
    public let sample: SampleCode
    /// Lines.
    public let lines: [Line]
    /// The report it replaces.
    public let supersedes: ReportNumber?

    /// The act.
    public init(report: ReportNumber, sample: SampleCode, lines: [Line], supersedes: ReportNumber?) {
        self.report = report
        self.sample = sample
        self.lines = lines
        self.supersedes = supersedes
    }

    public func footprint(in book: Book) -> Set<AggregateKey> {
        var keys = book.sampleKeys(of: sample)
        keys.insert(.report(report))
        if let supersedes { keys.insert(.report(supersedes)) }
        for standing in book.samples[sample]?.reports ?? [] { keys.insert(.report(standing)) }
        for line in lines where !line.run.text.isEmpty { keys.insert(.testRun(line.run)) }
        if let laboratory = book.samples[sample]?.laboratory { keys.insert(.organization(laboratory)) }
        return keys
    }
    public func owner(in book: Book) -> OrganizationCode? { book.samples[sample]?.laboratory }
    public func corrects(in book: Book) -> String? { supersedes.flatMap { book.reports[$0]?.record } }

    public func decide(in book: Book, _ circumstances: Circumstances) throws(Refusal) -> Outcome {
        guard book.reports[report] == nil else { throw Refusal(.codeTaken, report.text) }
        guard let sample = book.samples[sample] else { throw Refusal(.sampleUnknown, sample.text) }
        guard sample.state == .received || sample.state == .tested else {
            throw Refusal(.sampleNotReceived, sample.code.text)
        }
        guard !lines.isEmpty else { throw Refusal(.reportHasNoLines, report.text) }
        guard circumstances.persons.distinct(.compiler, .reviewer, .approver) != nil else {
            throw Refusal(.signersNotDistinct, report.text)
        }
        if let supersedes {
            guard let old = book.reports[supersedes] else { throw Refusal(.reportUnknown, supersedes.text) }
            guard old.sample == sample.code else { throw Refusal(.supersededReportOfAnotherSample, supersedes.text) }
            guard old.supersededBy == nil else { throw Refusal(.reportAlreadySuperseded, supersedes.text) }
        }
        var outcome = Outcome()
        let edition = LimitEdition.inForce(on: sample.collectedAt.chinaDate)
        outcome.edition = edition.name
        var judged: [ReportLine] = []
        for line in lines { judged.append(try line.reportLine) }
        outcome.findings = findings(on: sample, in: book) + fitness(of: judged, by: edition)
        for line in book.standing(on: sample, without: supersedes) { judged.append(try line.reportLine) }
        outcome.verdict = SampleVerdict.judge(judged, edition: edition, form: .paddy)
        return outcome
    }

    /// A method whose LOQ lies above a fifth of the limit is not fit to judge by it (domain.md §3.6).
    private func fitness(of judged: [ReportLine], by edition: LimitEdition) -> [Finding] {
        zip(lines, judged).compactMap { printed, line -> Finding? in
            guard let lod = line.lod, let loq = NanogramsPerKilogram(milligramsPerKilogram: printed.loq),
                let yardstick = edition.yardstick(for: line.item, in: .paddy)
            else { return nil }
            let fitness = Fitness.of(lod: lod, loq: loq, yardstick: yardstick)
            return fitness == .fit
                ? nil : Finding(.methodNotFit, report.text, "\(line.item.rawValue) \(fitness.rawValue)")
        }
    }

    private func findings(on sample: Sample, in book: Book) -> [Finding] {
        lines.flatMap { $0.findings(of: report.text, on: sample.blindCode, in: book) }
    }

    public func apply(_ outcome: Outcome, at: Timestamp, to book: inout Book) {
        let verdict = outcome.verdict ?? .pending
        book.reports[report] = TestReport(
            code: report, sample: sample, lines: lines, issuedAt: at, edition: outcome.edition ?? "", verdict: verdict,
            supersedes: supersedes, record: book.record)
        if let supersedes {
            book.reports[supersedes]?.supersededBy = report
            book.touch(.report(supersedes))
        }
        book.touch(.report(report))
        book.samples[sample]?.reports.append(report)
        book.settle(sample, verdict, by: report.text, at: at)
    }
}

extension IssueReport.Line {
    /// What its run says against it: that the run is void, or that its mean prints otherwise.
    ///
    /// - Parameters:
    ///   - report: number of the report it is printed in.
    ///   - name: what the laboratory calls the sample, its blind code or the number of the re-inspection.
    func findings(of report: String, on name: String?, in book: Book) -> [Finding] {
        guard !run.text.isEmpty, let run = book.testRuns[run] else { return [] }
        var findings: [Finding] = []
        if run.isVoid { findings.append(Finding(.reportCitesVoidRun, report, "\(item.rawValue) \(run.code)")) }
        guard let name, let printed = run.printed(self, blindCode: name) else { return findings }
        if printed != value && ReportedValue(printed) != ReportedValue(value) {
            findings.append(Finding(.reportDisagreesWithRun, report, "\(item.rawValue) \(value) ≠ \(printed)"))
        }
        return findings
    }

    /// The line as `Rules` judges it.
    var reportLine: ReportLine {
        get throws(Refusal) {
            guard let value = ReportedValue(value) else { throw Refusal(.valueUnreadable, self.value) }
            return ReportLine(
                item: item, value: value, method: Method(method), lod: NanogramsPerKilogram(milligramsPerKilogram: lod))
        }
    }
}

extension Book {
    /// Lines of a sample that still stand: a further report adds to them and cannot outweigh them; what a
    /// re-inspection settled stands in place of the reports' own lines.
    func standing(on sample: Sample, without superseded: ReportNumber? = nil) -> [IssueReport.Line] {
        let settled = Set(sample.finalLines.map(\.item))
        let printed = sample.reports.filter { $0 != superseded }.compactMap { reports[$0] }
            .filter { $0.supersededBy == nil }.flatMap(\.lines)
        return printed.filter { !settled.contains($0.item) } + sample.finalLines
    }

    /// Gives a sample its verdict and carries it to parcel, batch and everything made from them.
    mutating func settle(_ code: SampleCode, _ verdict: SampleVerdict, by report: String, at time: Timestamp) {
        samples[code]?.verdict = verdict
        samples[code]?.verdictBy = report
        samples[code]?.state = .tested
        touch(.sample(code))
        guard let sample = samples[code] else { return }
        switch sample.subject {
        case .parcel(let parcel):
            settleParcel(parcel, season: sample.season, at: time, because: report)
        case .batch(let batch, _, let ofWhole):
            // A result that no longer stands settles nothing any more.
            batches[batch]?.tests[code] =
                verdict.grainClass == .pending
                ? nil
                : .init(grainClass: verdict.grainClass, coversWhole: ofWhole, without: sample.without)
            touch(.batch(batch))
            settleClasses(of: [batch], at: time, because: report)
        }
    }
}
