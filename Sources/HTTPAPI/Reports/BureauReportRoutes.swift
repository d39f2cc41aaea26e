import Custody
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Operations
import Prints
import Rules

/// The bureau's reports: drawn up, issued, opened, printed, and held against what became known since.
struct BureauReportRoutes {
    let reports: BureauReports
    /// Makes spreadsheets.
    let press: PrintPress

    func add(to group: RouterGroup<SignedInContext>) {
        group.get("/bureau-reports") { request, context in try await list(request, context) }
        group.get("/bureau-reports/preview") { request, context in try await preview(request, context) }
        group.post("/bureau-reports") { request, context in try await issue(request, context) }
        group.get("/bureau-reports/{code}") { request, context in try await show(request, context) }
        group.get("/bureau-reports/{code}/changes") { request, context in
            _ = try ReportQuery(request)
            let number = try number(context)
            return try ReportAnswer.json(
                try await found { () throws(LedgerFault) in
                    try await reports.changes(number, context.actor)
                })
        }
        group.get("/bureau-reports/{code}/rows") { request, context in
            let query = try ReportQuery(request, known: ["figure", "county"])
            let number = try number(context)
            _ = try await found { () throws(LedgerFault) in try await reports.find(number, context.actor) }
            let (figure, county) = try query.figure()
            return try ReportAnswer.rows(
                try await found { () throws(LedgerFault) in
                    try await reports.rows(number, figure, county, context.actor)
                })
        }
    }

    private func list(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let query = try ReportQuery(request, known: ["region", "after", "limit"])
        let region = query["region"] ?? context.actor.region
        let limit = min(500, max(1, query["limit"].flatMap { Int($0) } ?? 50))
        let after = query["after"] ?? ""
        let page = try await ReportAnswer.reading { () throws(LedgerFault) in
            try await reports.list(region, context.actor, after, limit)
        }
        return try ReportAnswer.json(
            FrozenReportPage(
                items: page.map(FrozenReportSummary.init),
                next: page.count == limit ? page.last?.issued.code.text : nil))
    }

    private func preview(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let query = try ReportQuery(
            request, known: ["period", "region", "asOf", "figure", "county", "format", "lang"])
        let scope = try query.scope(region: context.actor.region, now: reports.now())
        if query["figure"] != nil {
            let (figure, county) = try query.figure()
            return try ReportAnswer.rows(
                try await found { () throws(LedgerFault) in
                    try await reports.previewRows(scope, figure, county, context.actor)
                })
        }
        let report = try await found { () throws(LedgerFault) in try await reports.preview(scope, context.actor) }
        if try query.format(request) != .json {
            try await context.note("export", "bureau-reports", "\(report.region) \(report.period.text)")
        }
        switch try query.format(request) {
        case .json: return try ReportAnswer.json(report)
        case .csv:
            let table = BureauReportTable(report, number: "", language: query.language)
            return ReportAnswer.csv(table, name: "\(report.region)-\(report.period.text)")
        case .xlsx:
            let table = BureauReportTable(report, number: "", language: query.language)
            return try await ReportAnswer.xlsx(table, name: "\(report.region)-\(report.period.text)", press)
        case .html: return ReportAnswer.page(BureauReportPage(preview: report, language: query.language))
        }
    }

    private func show(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let query = try ReportQuery(request, known: ["format", "lang"])
        let number = try number(context)
        let frozen = try await found { () throws(LedgerFault) in try await reports.find(number, context.actor) }
        if try query.format(request) != .json { try await context.note("export", number.text) }
        switch try query.format(request) {
        case .json: return try ReportAnswer.json(frozen)
        case .csv:
            let table = BureauReportTable(frozen.issued.report, number: number.text, language: query.language)
            return ReportAnswer.csv(table, name: number.text)
        case .xlsx:
            let table = BureauReportTable(frozen.issued.report, number: number.text, language: query.language)
            return try await ReportAnswer.xlsx(table, name: number.text, press)
        case .html:
            let later = try await found { () throws(LedgerFault) in try await reports.changes(number, context.actor) }
            return ReportAnswer.page(BureauReportPage(frozen, later: later, language: query.language))
        }
    }

    private func issue(_ request: Request, _ context: SignedInContext) async throws -> Response {
        _ = try ReportQuery(request, known: ["dryRun"])
        let key = try ReportAnswer.key(of: request)
        let asked = try await ReportAnswer.body(of: request)
        let isDryRun = request.uri.queryParameters["dryRun"] == "true"
        let answer = try await ReportAnswer.reading { () throws(LedgerFault) in
            try await reports.issue(asked, context.caller, key, isDryRun)
        }
        if case .pending(let id, let roles) = answer { return try ConsentRoutes.waits(id, roles) }
        return try ReportAnswer.answer(
            answer, number: asked.number, isDryRun: isDryRun,
            Language(accepting: request.headers[.acceptLanguage]))
    }

    private func number(_ context: SignedInContext) throws -> BureauReportNumber {
        BureauReportNumber(try context.parameters.require("code"))
    }

    private func found<Value>(_ body: () async throws(LedgerFault) -> Value?) async throws -> Value {
        guard let value = try await ReportAnswer.reading(body) else {
            throw Problem(.notFound)
        }
        return value
    }
}

/// One page of the list of issued reports.
private struct FrozenReportPage: Encodable {
    let items: [FrozenReportSummary]
    let next: String?

    private enum Key: String, CodingKey { case items, next }
    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(items, forKey: .items)
        try container.encode(next, forKey: .next)
    }
}

/// An issued report in a list: everything but its figures.
private struct FrozenReportSummary: Encodable {
    let code, region, period, compiledBy, approvedBy, reason, digest, record: String
    let version: Int
    let asOf, issuedAt: Timestamp
    let supersedes, supersededBy: BureauReportNumber?

    init(_ frozen: FrozenReport) {
        let issued = frozen.issued
        code = issued.code.text
        region = issued.report.region
        period = issued.report.period.text
        version = issued.version
        asOf = issued.report.asOf
        issuedAt = issued.issuedAt
        compiledBy = issued.compiledBy
        approvedBy = issued.approvedBy
        reason = issued.reason
        supersedes = issued.supersedes
        supersededBy = issued.supersededBy
        digest = frozen.digest
        record = frozen.record
    }
}
