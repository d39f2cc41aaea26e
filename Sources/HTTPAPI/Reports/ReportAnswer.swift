import Custody
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Operations
import Prints
import Rules

/// The query of a request for a report.
struct ReportQuery {
    /// How an answer is written.
    enum Format: String { case json, csv, xlsx, html }

    private let request: Request

    /// The query, whose names have to be known.
    init(_ request: Request, known: [String] = []) throws {
        try Parameters(request, known: known).check()
        self.request = request
    }

    /// A parameter; `nil` when absent.
    subscript(_ name: String) -> String? { request.uri.queryParameters[name[...]].map { String($0) } }

    /// Chinese, unless English is asked for.
    var language: ReportLanguage { self["lang"].flatMap { ReportLanguage(rawValue: $0) } ?? .zh }

    /// By `format`, or by what the client accepts; JSON by default.
    func format(_ request: Request) throws -> Format {
        if let word = self["format"] {
            guard let format = Format(rawValue: word) else {
                throw wrong("format", "json、csv、xlsx 或 html", "json, csv, xlsx or html")
            }
            return format
        }
        let accepted = request.headers[.accept] ?? ""
        if accepted.contains("text/html") { return .html }
        if accepted.contains(ListFormat.xlsx.mediaType) { return .xlsx }
        return accepted.contains("text/csv") ? .csv : .json
    }

    /// The period, region and date of a preview.
    ///
    /// - Parameter now: the date where none is named.
    func scope(region own: String, now: Timestamp) throws -> BureauReportScope {
        guard let period = ReportPeriod(self["period"] ?? "") else {
            throw wrong("period", "月份 2025-10 或季 2025-late", "A month, 2025-10, or a season, 2025-late")
        }
        let region = self["region"] ?? own
        guard BureauReport.isRegion(region) else { throw wrong("region", "2、4 或 6 位区划代码", "2, 4 or 6 digits") }
        // A plus sign that nobody escaped arrives as a space.
        guard let text = self["asOf"]?.replacing(" ", with: "+"), !text.isEmpty else {
            return BureauReportScope(region: region, period: period, asOf: now)
        }
        guard let asOf = Timestamp(rfc3339: text) else { throw wrong("asOf", "RFC 3339 时间", "An RFC 3339 time") }
        return BureauReportScope(region: region, period: period, asOf: asOf)
    }

    /// The figure to open, and the county.
    func figure() throws -> (BureauFigure, county: String?) {
        guard let figure = BureauFigure(name: self["figure"] ?? "") else {
            throw wrong("figure", "没有这个指标", "No such figure")
        }
        return (figure, self["county"])
    }

    private func wrong(_ parameter: String, _ zh: String, _ en: String) -> Problem {
        let words = Words(zh, en)
        return Problem(.query, nil, [.init("GL-Q-0002", "?\(parameter)", words, hint: words)])
    }
}

/// How reports are read and answered.
enum ReportAnswer {
    static func reading<Value>(_ body: () async throws(LedgerFault) -> Value) async throws -> Value {
        do {
            return try await body()
        } catch {
            throw Problem(.away, retryAfter: 2)
        }
    }

    static func key(of request: Request) throws -> String {
        guard let key = request.headers[.idempotencyKey], !key.isEmpty, key.utf8.count <= 200 else {
            throw Problem(.keyMissing)
        }
        return key
    }

    static func body(of request: Request) async throws -> BureauReportRequest {
        try await JSONBody.read(request, limit: 65_536)
    }

    /// The answer to an issue: where the report stands.
    static func answer(
        _ answer: Answer, number: BureauReportNumber, isDryRun: Bool, _ language: Language
    ) throws -> Response {
        guard case .done(let receipt, let isReplayed) = answer else {
            throw Problem(answer, data: [:]) ?? Problem(.internal)
        }
        var headers: HTTPFields = [.contentType: "application/json; charset=utf-8"]
        if !isDryRun { headers[.location] = "/v1/bureau-reports/\(number)" }
        if isReplayed { headers[.idempotentReplayed] = "true" }
        let body = try JSONEncoder.stable.encode(ReceiptDocument(receipt, language))
        return Response(
            status: isDryRun ? .ok : .created, headers: headers, body: .init(byteBuffer: ByteBuffer(bytes: body)))
    }

    static func json(_ value: some Encodable) throws -> Response {
        text(String(decoding: try JSONEncoder.stable.encode(value), as: UTF8.self), "application/json; charset=utf-8")
    }

    /// The entries behind a figure.
    static func rows(_ rows: [BureauEntry]) throws -> Response { try json(["items": rows]) }

    static func csv(_ table: BureauReportTable, name: String) -> Response {
        var response = text(table.csv, "text/csv; charset=utf-8")
        response.headers[.contentDisposition] = "attachment; filename=\"\(name).csv\""
        return response
    }

    static func xlsx(_ table: BureauReportTable, name: String, _ press: PrintPress) async throws -> Response {
        do throws(PrintFault) {
            let bytes = try await press.xlsx(of: table.sheet)
            return Response(
                status: .ok,
                headers: [
                    .contentType: ListFormat.xlsx.mediaType, .cacheControl: "no-store",
                    .contentDisposition: "attachment; filename=\"\(name).xlsx\"",
                ], body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
        } catch {
            throw Problem(.internal)
        }
    }

    static func page(_ page: BureauReportPage) -> Response { PageAnswer.response(page.html) }

    private static func text(_ text: String, _ type: String) -> Response {
        Response(
            status: .ok, headers: [.contentType: type, .cacheControl: "no-store"],
            body: .init(byteBuffer: ByteBuffer(string: text)))
    }
}
