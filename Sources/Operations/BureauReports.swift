public import Custody
public import Rules

/// An issued report with the record it was issued by.
public struct FrozenReport: Sendable, Hashable, Codable {
    /// The report.
    public let issued: IssuedReport
    /// SHA-256 of the record's bytes, in hexadecimal.
    public let digest: String
    /// Id of the record.
    public let record: String

    /// A frozen report.
    public init(issued: IssuedReport, digest: String, record: String) {
        self.issued = issued
        self.digest = digest
        self.record = record
    }
}

/// What somebody says to have a report issued; the figures are the service's own.
public struct BureauReportRequest: Sendable, Hashable, Codable {
    /// Region prefix: `43`, `4309`, `430903`.
    public let region: String
    /// Period.
    public let period: ReportPeriod
    /// Version, from 1.
    public let version: Int
    /// The date of the figures, not before the end of the period.
    public let asOf: Timestamp
    /// Who approved; not who issues.
    public let approvedBy: String
    /// Why there is another version; may be absent in the first.
    public let reason: String?

    /// A request.
    public init(
        region: String, period: ReportPeriod, version: Int, asOf: Timestamp, approvedBy: String, reason: String?
    ) {
        self.region = region
        self.period = period
        self.version = version
        self.asOf = asOf
        self.approvedBy = approvedBy
        self.reason = reason
    }

    /// The number the report would get.
    public var number: BureauReportNumber {
        IssueBureauReport.number(region: region, period: period, version: version)
    }
}

/// What a report is drawn over before it is issued.
public struct BureauReportScope: Sendable, Hashable {
    /// Region prefix.
    public let region: String
    /// Period.
    public let period: ReportPeriod
    /// The date of the figures.
    public let asOf: Timestamp

    /// A scope.
    public init(region: String, period: ReportPeriod, asOf: Timestamp) {
        self.region = region
        self.period = period
        self.asOf = asOf
    }
}

/// The bureau's reports: drawn up, issued, opened, and held against what became known since.
///
/// Officers and auditors see the regions they answer for, the administrator all; `nil` stands for missing and foreign
/// alike.
public struct BureauReports: Sendable {
    /// Now, by the book's clock: the date of the figures where nobody names another.
    public var now: @Sendable () -> Timestamp
    /// A report as the book has it now; nothing is stored.
    public var preview: @Sendable (BureauReportScope, Actor) async throws(LedgerFault) -> BureauReport?
    /// The entries behind a figure of a preview, of one county or of all.
    public var previewRows:
        @Sendable (BureauReportScope, BureauFigure, _ county: String?, Actor) async throws(LedgerFault) ->
            [BureauEntry]?
    /// Computes the figures and issues them under the next number.
    public var issue:
        @Sendable (BureauReportRequest, Caller, _ key: String, _ isDryRun: Bool) async throws(LedgerFault) -> Answer
    /// Issued reports of a region after a number.
    public var list:
        @Sendable (_ region: String, Actor, _ after: String, _ limit: Int) async throws(LedgerFault) -> [FrozenReport]
    /// One issued report.
    public var find: @Sendable (BureauReportNumber, Actor) async throws(LedgerFault) -> FrozenReport?
    /// The entries behind a figure of an issued report, as they were when it was issued.
    public var rows:
        @Sendable (BureauReportNumber, BureauFigure, _ county: String?, Actor) async throws(LedgerFault) ->
            [BureauEntry]?
    /// What became known of the period since the report was issued.
    public var changes: @Sendable (BureauReportNumber, Actor) async throws(LedgerFault) -> LaterChanges?

    /// Reports of closures.
    public init(
        now: @escaping @Sendable () -> Timestamp,
        preview: @escaping @Sendable (BureauReportScope, Actor) async throws(LedgerFault) -> BureauReport?,
        previewRows:
            @escaping @Sendable (BureauReportScope, BureauFigure, String?, Actor) async throws(LedgerFault)
            -> [BureauEntry]?,
        issue: @escaping @Sendable (BureauReportRequest, Caller, String, Bool) async throws(LedgerFault) -> Answer,
        list: @escaping @Sendable (String, Actor, String, Int) async throws(LedgerFault) -> [FrozenReport],
        find: @escaping @Sendable (BureauReportNumber, Actor) async throws(LedgerFault) -> FrozenReport?,
        rows:
            @escaping @Sendable (BureauReportNumber, BureauFigure, String?, Actor) async throws(LedgerFault)
            -> [BureauEntry]?,
        changes: @escaping @Sendable (BureauReportNumber, Actor) async throws(LedgerFault) -> LaterChanges?
    ) {
        self.now = now
        self.preview = preview
        self.previewRows = previewRows
        self.issue = issue
        self.list = list
        self.find = find
        self.rows = rows
        self.changes = changes
    }
}
