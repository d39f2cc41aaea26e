import Custody
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Operations
import Rules

/// The query of a request for a report.
struct ReportQuery {
    /// How an answer is written.
    enum Format: String { case json, csv, html }

    private let request: Request

    init(_ request: Request) { self.request = request }

    /// A parameter; `nil` when absent.
    subscript(_ name: String) -> String? { request.uri.queryParameters[name[...]].map { String($0) } }

    /// Chinese, unless English is asked for.
    var language: ReportLanguage { self["lang"].flatMap { ReportLanguage(rawValue: $0) } ?? .zh }

    /// By `format`, or by what the client accepts; JSON by default.
    func format(_ request: Request) throws -> Format {
        if let word = self["format"] {
            guard let format = Format(rawValue: word) else {
                throw wrong("format", "json、csv 或 html", "json, csv or html")
            }
            return format
        }
        let accepted = request.headers[.accept] ?? ""
        return accepted.contains("text/html") ? .html : accepted.contains("text/csv") ? .csv : .json
    }

    /// The period, region and date of a preview.
    func scope(region own: String) throws -> BureauReportScope {
        guard let period = ReportPeriod(self["period"] ?? "") else {
            throw wrong("period", "月份 2025-10 或季 2025-late", "A month, 2025-10, or a season, 2025-late")
        }
        let region = self["region"] ?? own
        guard BureauReport.isRegion(region) else { throw wrong("region", "2、4 或 6 位区划代码", "2, 4 or 6 digits") }
        let now = Timestamp(Int64(Date().timeIntervalSince1970 * 1_000_000))
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
        let item = Problem.Item(code: "GL-R-0002", pointer: "/\(parameter)", severity: "reject", zh: zh, en: en)
        return Problem(.badRequest, "parameter", "\(parameter): \(en)", findings: [item])
    }
}

/// How reports are read and answered.
enum ReportAnswer {
    private static let key: HTTPField.Name = named("Idempotency-Key")
    private static let replayed: HTTPField.Name = named("Idempotent-Replayed")

    private static func named(_ text: String) -> HTTPField.Name {
        guard let name = HTTPField.Name(text) else { preconditionFailure("a legal field name") }
        return name
    }

    static func reading<Value>(_ body: () async throws(LedgerFault) -> Value) async throws -> Value {
        do {
            return try await body()
        } catch {
            throw Problem(.serviceUnavailable, "away", "The database is away; send again", retryAfter: 2)
        }
    }

    static func key(of request: Request) throws -> String {
        guard let key = request.headers[key], !key.isEmpty, key.utf8.count <= 200 else {
            throw Problem(.preconditionRequired, "idempotency-key", "Idempotency-Key is required, up to 200 bytes")
        }
        return key
    }

    static func body(of request: Request) async throws -> BureauReportRequest {
        guard request.headers[.contentType]?.hasPrefix("application/json") ?? false else {
            throw Problem(.unsupportedMediaType, "content-type", "Send application/json")
        }
        let bytes: [UInt8]
        do {
            bytes = Array(try await request.body.collect(upTo: 65_536).readableBytesView)
        } catch is NIOTooManyBytesError {
            throw Problem(.contentTooLarge, "too-large", "The body is larger than 65536 bytes")
        }
        guard JSONDepth.isWithin(32, bytes) else { throw Problem(.badRequest, "depth", "The body is nested too deep") }
        do {
            return try JSONDecoder().decode(BureauReportRequest.self, from: Data(bytes))
        } catch let error as DecodingError {
            throw Problem(error, isJSON: (try? JSONSerialization.jsonObject(with: Data(bytes))) is [String: Any])
        }
    }

    /// The answer to an issue: where the report stands.
    static func answer(_ answer: Answer, number: BureauReportNumber, isDryRun: Bool) throws -> Response {
        switch answer {
        case .done(let receipt, let isReplayed):
            var headers: HTTPFields = [.contentType: "application/json; charset=utf-8"]
            if !isDryRun { headers[.location] = "/v1/bureau-reports/\(number)" }
            if isReplayed { headers[replayed] = "true" }
            return Response(
                status: isDryRun ? .ok : .created, headers: headers,
                body: .init(byteBuffer: ByteBuffer(bytes: try JSONEncoder.stable.encode(receipt))))
        case .refused(let refusal): throw Problem(refusal)
        case .keyReused:
            throw Problem(.unprocessableContent, "idempotency-mismatch", "The key was used with another body")
        case .busy:
            throw Problem(
                .serviceUnavailable, "busy", "Too much is waiting: nothing was done, send again later", retryAfter: 2)
        case .notConfirmed:
            throw Problem(
                .serviceUnavailable, "unknown-outcome", "Not confirmed: send again with the same key", retryAfter: 1)
        }
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

    static func page(_ page: BureauReportPage) -> Response {
        var response = text(page.html, "text/html; charset=utf-8")
        response.headers[.contentSecurityPolicy] = "default-src 'none'; style-src 'unsafe-inline'"
        return response
    }

    private static func text(_ text: String, _ type: String) -> Response {
        Response(
            status: .ok, headers: [.contentType: type, .cacheControl: "no-store"],
            body: .init(byteBuffer: ByteBuffer(string: text)))
    }
}
