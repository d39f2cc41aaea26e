public import Rules

/// Applies for re-inspection of a result; out of time it is kept, and not accepted (domain.md §9).
public struct ApplyForReinspection: ActBody {
    public static let name = "reinspection-applied"
    public static let roles: Set<Actor.Role> = [.officer, .station, .granary]
    /// Number.
    public let reinspection: ReinspectionNumber
    /// Sample.
    public let sample: SampleCode
    /// Report in dispute.
    public let report: ReportNumber
    /// When the applicant was told the result.
    public let toldAt: Timestamp
    /// Laboratory assigned; empty when out of time.
    public let laboratory: OrganizationCode?

    /// The act.
    public init(
        reinspection: ReinspectionNumber, sample: SampleCode, report: ReportNumber, toldAt: Timestamp,
        laboratory: OrganizationCode?
    ) {
        self.reinspection = reinspection
        self.sample = sample
        self.report = report
        self.toldAt = toldAt
        self.laboratory = laboratory
    }

    public func footprint(in book: Book) -> Set<AggregateKey> {
        var keys: Set<AggregateKey> = [.reinspection(reinspection), .sample(sample), .report(report)]
        if let laboratory { keys.insert(.organization(laboratory)) }
        // Whose grain it was drawn of says who may apply.
        if case .batch(let batch, _, _)? = book.samples[sample]?.subject { keys.insert(.batch(batch)) }
        return keys
    }

    public func decide(in book: Book, _ circumstances: Circumstances) throws(Refusal) -> Outcome {
        guard book.reinspections[reinspection] == nil else { throw Refusal(.codeTaken, reinspection.text) }
        guard let sample = book.samples[sample] else { throw Refusal(.sampleUnknown, sample.text) }
        guard let report = book.reports[report] else { throw Refusal(.reportUnknown, report.text) }
        guard report.sample == sample.code else { throw Refusal(.supersededReportOfAnotherSample, report.code.text) }
        var outcome = Outcome()
        let days = WorkingCalendar.china.workingDays(from: toldAt.chinaDate, to: circumstances.occurredAt.chinaDate)
        // Farm produce in the field has 5 days, food in store 7 (domain.md §9).
        let law: Deadline.ReinspectionLaw = sample.isOfField ? .farmProduce : .food
        let inTime = days <= law.workingDays
        outcome.word = inTime ? "accepted" : "out-of-time"
        if !inTime { outcome.findings.append(Finding(.reinspectionOutOfTime, reinspection.text, "\(days)")) }
        if inTime {
            // Without a laboratory of its own anybody could report it, the first one too.
            guard let laboratory, let station = book.organizations[laboratory] else {
                throw Refusal(.organizationUnknown, laboratory?.text ?? "laboratory")
            }
            guard station.kind == .station else { throw Refusal(.organizationKindWrong, laboratory.text) }
            guard laboratory != sample.laboratory else {
                throw Refusal(.reinspectionBySameLaboratory, laboratory.text)
            }
        }
        return outcome
    }

    public func apply(_ outcome: Outcome, at: Timestamp, to book: inout Book) {
        let accepted = outcome.word == "accepted"
        book.reinspections[reinspection] = Reinspection(
            code: reinspection, sample: sample, report: report, appliedAt: at, accepted: accepted,
            laboratory: accepted ? laboratory : nil)
        book.touch(.reinspection(reinspection))
        if accepted {
            let open = book.samples[sample]?.disputes ?? []
            book.samples[sample]?.disputes = open + [reinspection]
            book.samples[sample]?.disputed = true
        }
        book.touch(.sample(sample))
    }
}

/// Reports a re-inspection: its value replaces the disputed item, and the verdict is final.
public struct ReportReinspection: ActBody {
    public static let name = "reinspection-reported"
    public static let roles: Set<Actor.Role> = [.station, .laboratory]
    /// Number.
    public let reinspection: ReinspectionNumber
    /// Report of the outcome.
    public let report: String
    /// Item.
    public let item: Item
    /// Value as printed, mg/kg.
    public let value: String
    /// Method and edition.
    public let method: String
    /// The run in which it was measured, the sample under the number of the re-inspection; absent in records from before it was asked for, and in files of laboratories.
    public let run: TestRunNumber?

    /// The act.
    public init(
        reinspection: ReinspectionNumber, report: String, item: Item, value: String, method: String,
        run: TestRunNumber? = nil
    ) {
        self.run = run
        self.reinspection = reinspection
        self.report = report
        self.item = item
        self.value = value
        self.method = method
    }

    public func footprint(in book: Book) -> Set<AggregateKey> {
        var keys: Set<AggregateKey> = [.reinspection(reinspection)]
        guard let known = book.reinspections[reinspection] else { return keys }
        keys.formUnion(book.sampleKeys(of: known.sample))
        for report in book.samples[known.sample]?.reports ?? [] { keys.insert(.report(report)) }
        keys.insert(.report(known.report))
        if let run, !run.text.isEmpty { keys.insert(.testRun(run)) }
        return keys
    }
    public func owner(in book: Book) -> OrganizationCode? { book.reinspections[reinspection]?.laboratory }
    public func corrects(in book: Book) -> String? {
        book.reinspections[reinspection].flatMap { book.reports[$0.report]?.record }
    }

    public func decide(in book: Book, _ circumstances: Circumstances) throws(Refusal) -> Outcome {
        guard let known = book.reinspections[reinspection] else {
            throw Refusal(.reinspectionUnknown, reinspection.text)
        }
        guard known.accepted else { throw Refusal(.reinspectionNotAccepted, reinspection.text) }
        guard known.outcome == nil else { throw Refusal(.reinspectionAlreadyReported, reinspection.text) }
        guard !method.contains("LS/T 6115") else { throw Refusal(.rapidMethodCannotSettle, method) }
        guard let sample = book.samples[known.sample] else { throw Refusal(.sampleUnknown, known.sample.text) }
        let edition = LimitEdition.inForce(on: sample.collectedAt.chinaDate)
        var lines: [ReportLine] = [try finalLine.reportLine]
        for line in book.standing(on: sample) where line.item != item { lines.append(try line.reportLine) }
        var outcome = Outcome()
        outcome.edition = edition.name
        outcome.verdict = SampleVerdict.judge(lines, edition: edition, form: .paddy)
        // The second laboratory knows the sample by the number of the re-inspection alone.
        outcome.findings = finalLine.findings(of: report, on: reinspection.text, in: book)
        return outcome
    }

    private var finalLine: IssueReport.Line {
        .init(item: item, value: value, method: method, lod: "", loq: "", run: run ?? "")
    }

    public func apply(_ outcome: Outcome, at: Timestamp, to book: inout Book) {
        guard let known = book.reinspections[reinspection] else { return }
        book.reinspections[reinspection]?.outcome = report
        book.reinspections[reinspection]?.reportedAt = at
        book.reinspections[reinspection]?.verdict = outcome.verdict
        book.touch(.reinspection(reinspection))
        // Another one may still be open: the result stays in dispute until the last is reported.
        let open = (book.samples[known.sample]?.disputes ?? []).filter { $0 != reinspection }
        book.samples[known.sample]?.disputes = open.isEmpty ? nil : open
        book.samples[known.sample]?.disputed = !open.isEmpty
        book.samples[known.sample]?.finalLines.removeAll { $0.item == item }
        book.samples[known.sample]?.finalLines.append(finalLine)
        book.settle(known.sample, outcome.verdict ?? .pending, by: report, at: at)
    }
}
