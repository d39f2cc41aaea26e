import Custody
import Foundation
import HTTPTypes
import Hummingbird
import Logging
import NIOCore

/// An answer that says what is wrong: `application/problem+json` (RFC 9457), with findings in two languages.
struct Problem: Error, HTTPResponseError, Encodable {
    /// One thing that is wrong.
    struct Item: Encodable, Hashable {
        let code: String
        let pointer: String
        let severity: String
        let zh: String
        let en: String
    }

    let status: HTTPResponse.Status
    let kind: String
    let title: String
    let findings: [Item]
    let retryAfter: Int?

    init(_ status: HTTPResponse.Status, _ kind: String, _ title: String, findings: [Item] = [], retryAfter: Int? = nil)
    {
        self.status = status
        self.kind = kind
        self.title = title
        self.findings = findings
        self.retryAfter = retryAfter
    }

    private enum Key: String, CodingKey { case type, title, status, requestId, findings }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode("/problems/\(kind)", forKey: .type)
        try container.encode(title, forKey: .title)
        try container.encode(status.code, forKey: .status)
        try container.encode(findings, forKey: .findings)
    }

    func response(from request: Request, context: some RequestContext) throws -> Response {
        var headers: HTTPFields = [.contentType: "application/problem+json; charset=utf-8", .cacheControl: "no-store"]
        if let retryAfter { headers[.retryAfter] = String(retryAfter) }
        let body = try JSONEncoder.stable.encode(self)
        return Response(status: status, headers: headers, body: .init(byteBuffer: ByteBuffer(bytes: body)))
    }

    /// The refusal of an act: 409 where the state forbids it, 422 where the words do, 403 where the actor may not.
    init(_ refusal: Refusal) {
        let reason = refusal.reason
        let status: HTTPResponse.Status =
            switch reason.code.prefix(7) {
            case "GL-A-00": .forbidden
            case "GL-R-02": reason == .codeTaken || reason == .holdingTooSmall ? .conflict : .unprocessableContent
            case "GL-R-01": .unprocessableContent
            default: .conflict
            }
        self.init(
            status, "refused", reason.english,
            findings: [
                Item(
                    code: reason.code, pointer: refusal.subject, severity: "reject", zh: reason.chinese,
                    en: reason.english)
            ])
    }
}

extension JSONEncoder {
    /// Keys in order, slashes plain.
    static var stable: JSONEncoder {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return encoder
    }
}

/// Turns whatever was thrown into a problem answer; what nobody expected becomes a bare 500.
struct ProblemMiddleware<Context: RequestContext>: RouterMiddleware {
    func handle(_ request: Request, context: Context, next: (Request, Context) async throws -> Response) async throws
        -> Response
    {
        do {
            return try await next(request, context)
        } catch let problem as Problem {
            return try problem.response(from: request, context: context)
        } catch let error as HTTPError {
            return try Problem(error.status, "request", error.body ?? error.status.reasonPhrase)
                .response(from: request, context: context)
        } catch {
            context.logger.error("unexpected", metadata: ["error": "\(error)"])
            return try Problem(.internalServerError, "internal", "Something went wrong on our side")
                .response(from: request, context: context)
        }
    }
}
