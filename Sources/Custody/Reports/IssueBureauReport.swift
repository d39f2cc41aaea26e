public import Rules

/// Issues a bureau report: the figures go into the record and stay as they are; the next version tells what changed.
///
/// The service computes the figures and hands the act in; nobody sends figures of his own (`Act.computed`).
public struct IssueBureauReport: ActBody {
    public static let name = "bureau-report-issued"
    public static let roles: Set<Actor.Role> = [.officer]
    /// The figures.
    public let report: BureauReport
    /// Version, from 1.
    public let version: Int
    /// Place in the sequence of records of the last one the figures rest on.
    public let lastRecord: Int64
    /// Who approved; not who compiled.
    public let approvedBy: String
    /// Why there is another version; empty for the first.
    public let reason: String
    /// What had changed against the version before.
    public let changes: LaterChanges?

    /// The act.
    public init(
        report: BureauReport, version: Int, lastRecord: Int64, approvedBy: String, reason: String,
        changes: LaterChanges?
    ) {
        self.report = report
        self.version = version
        self.lastRecord = lastRecord
        self.approvedBy = approvedBy
        self.reason = reason
        self.changes = changes
    }

    /// The number of a version of a report.
    public static func number(region: String, period: ReportPeriod, version: Int) -> BureauReportNumber {
        BureauReportNumber("BR-\(region)-\(period.text)-\(version)")
    }

    /// Its own number.
    public var number: BureauReportNumber {
        Self.number(region: report.region, period: report.period, version: version)
    }
    /// The number of the version before; `nil` for the first.
    public var supersedes: BureauReportNumber? {
        version > 1 ? Self.number(region: report.region, period: report.period, version: version - 1) : nil
    }

    public func footprint(in book: Book) -> Set<AggregateKey> {
        Set([.bureauReport(number)] + (supersedes.map { [.bureauReport($0)] } ?? []))
    }

    public func decide(in book: Book, _ circumstances: Circumstances) throws(Refusal) -> Outcome {
        let actor = circumstances.actor
        guard BureauReport.isRegion(report.region),
            report.region.hasPrefix(actor.region) || actor.role == .administrator
        else {
            throw Refusal(.outsideJurisdiction, report.region)
        }
        guard report.asOf >= report.period.end else { throw Refusal(.periodNotEnded, report.period.text) }
        guard report.asOf <= circumstances.now.adding(minutes: 5) else {
            throw Refusal(.occurredInFuture, report.asOf.rfc3339)
        }
        guard version > 0, book.bureauReports[number] == nil else { throw Refusal(.codeTaken, number.text) }
        if let supersedes {
            guard book.bureauReports[supersedes] != nil else { throw Refusal(.versionNotNext, number.text) }
            guard reason.contains(where: { !$0.isWhitespace }) else {
                throw Refusal(.reissueWithoutReason, number.text)
            }
        }
        guard approvedBy != actor.name, approvedBy.contains(where: { !$0.isWhitespace }) else {
            throw Refusal(.approverIsCompiler, approvedBy)
        }
        guard report.isClosed else { throw Refusal(.reportNotClosed, number.text) }
        var outcome = Outcome()
        outcome.word = actor.name
        return outcome
    }

    public func apply(_ outcome: Outcome, at: Timestamp, to book: inout Book) {
        book.bureauReports[number] = IssuedReport(
            code: number, version: version, report: report, lastRecord: lastRecord, compiledBy: outcome.word ?? "",
            approvedBy: approvedBy, issuedAt: at, supersedes: supersedes, reason: reason, changes: changes)
        book.touch(.bureauReport(number))
        if let supersedes {
            book.bureauReports[supersedes]?.supersededBy = number
            book.touch(.bureauReport(supersedes))
        }
    }
}
