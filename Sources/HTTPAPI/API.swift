import Custody
import Foundation
import HTTPTypes
public import Hummingbird
import NIOCore
public import Operations
import Rules

/// The routes of API v1 over a ledger.
public enum API {
    /// A router; nothing in it knows where the ledger comes from.
    public static func router(over ledger: Ledger, reports: BureauReports) -> Router<APIContext> {
        let router = Router(context: APIContext.self)
        router.add(middleware: ProblemMiddleware())
        router.get("/livez") { _, _ in "up\n" }
        router.get("/openapi.json") { _, _ in
            Response(
                status: .ok, headers: [.contentType: "application/json; charset=utf-8"],
                body: .init(byteBuffer: ByteBuffer(bytes: PackageResources.openapi_json)))
        }
        let signedIn = router.group("/v1", context: SignedInSource.self)
            .add(middleware: BearerMiddleware(ledger: ledger))
            .group(context: SignedInContext.self)
        ActRoutes.add(to: signedIn)
        ReadRoutes.add(to: signedIn)
        BureauReportRoutes(reports: reports).add(to: signedIn)
        return router
    }
}

/// `POST /v1/acts/{kind}`: every act a person can do, by the name of its fact.
enum ActRoutes {
    private struct Wire<Body: ActBody>: Decodable {
        let occurredAt: Timestamp
        let data: Body
        /// Names by the part played; they stay out of the record.
        let persons: Persons?
    }

    static func add(to group: RouterGroup<SignedInContext>) {
        group.post("/acts/{kind}") { request, context in
            let name = try context.parameters.require("kind")
            guard let kind = Act.kind(named: name) else { throw Problem(.notFound, "unknown-act", "No such act") }
            guard let key = request.headers[Self.keyField], !key.isEmpty, key.utf8.count <= 200 else {
                throw Problem(.preconditionRequired, "idempotency-key", "Idempotency-Key is required, up to 200 bytes")
            }
            let bytes = try await Self.body(of: request, limit: context.maxUploadSize)
            let (act, persons, occurredAt) = try Self.read(kind, bytes)
            let submission = Submission(
                actor: context.actor, act: act, persons: persons, occurredAt: occurredAt, key: key,
                isDryRun: request.uri.queryParameters["dryRun"] == "true")
            return try answer(await context.ledger.submit(submission), isDryRun: submission.isDryRun)
        }
    }

    private static var keyField: HTTPField.Name {
        guard let name = HTTPField.Name("Idempotency-Key") else { preconditionFailure("a legal field name") }
        return name
    }
    private static var replayedField: HTTPField.Name {
        guard let name = HTTPField.Name("Idempotent-Replayed") else { preconditionFailure("a legal field name") }
        return name
    }

    private static func body(of request: Request, limit: Int) async throws -> [UInt8] {
        guard request.headers[.contentType]?.hasPrefix("application/json") ?? false else {
            throw Problem(.unsupportedMediaType, "content-type", "Send application/json")
        }
        let buffer: ByteBuffer
        do {
            buffer = try await request.body.collect(upTo: limit)
        } catch is NIOTooManyBytesError {
            throw Problem(.contentTooLarge, "too-large", "The body is larger than \(limit) bytes")
        }
        let bytes = Array(buffer.readableBytesView)
        guard String(validating: bytes, as: UTF8.self) != nil else {
            throw Problem(.badRequest, "encoding", "The body is not UTF-8")
        }
        guard JSONDepth.isWithin(32, bytes) else { throw Problem(.badRequest, "depth", "The body is nested too deep") }
        return bytes
    }

    private static func read<Body: ActBody>(_ kind: Body.Type, _ bytes: [UInt8]) throws -> (Act, Persons, Timestamp) {
        do {
            let wire = try JSONDecoder().decode(Wire<Body>.self, from: Data(bytes))
            return (Act(wire.data), wire.persons ?? [:], wire.occurredAt)
        } catch let error as DecodingError {
            // Foundation names no path for a number that is no whole number: what parses as JSON is the words' fault.
            throw Problem(error, isJSON: (try? JSONSerialization.jsonObject(with: Data(bytes))) is [String: Any])
        }
    }

    private static func answer(_ answer: Answer, isDryRun: Bool) throws -> Response {
        switch answer {
        case .done(let receipt, let replayed):
            var headers: HTTPFields = [.contentType: "application/json; charset=utf-8"]
            if replayed { headers[replayedField] = "true" }
            let body = try JSONEncoder.stable.encode(receipt)
            return Response(
                status: isDryRun ? .ok : .created, headers: headers, body: .init(byteBuffer: ByteBuffer(bytes: body)))
        case .refused(let refusal): throw Problem(refusal)
        case .keyReused:
            throw Problem(.unprocessableContent, "idempotency-mismatch", "The key was used with another body")
        case .notConfirmed:
            throw Problem(
                .serviceUnavailable, "unknown-outcome", "Not confirmed: send again with the same key", retryAfter: 1)
        case .busy:
            throw Problem(
                .serviceUnavailable, "busy", "Too much is waiting: nothing was done, send again later", retryAfter: 2)
        }
    }
}

/// Bounds the nesting of a body before a recursive decoder sees it.
enum JSONDepth {
    static func isWithin(_ limit: Int, _ bytes: [UInt8]) -> Bool {
        var depth = 0
        var inString = false
        var escaped = false
        for byte in bytes {
            if inString {
                if escaped {
                    escaped = false
                } else if byte == 0x5C {
                    escaped = true
                } else if byte == 0x22 {
                    inString = false
                }
                continue
            }
            switch byte {
            case 0x22: inString = true
            case 0x7B, 0x5B:
                depth += 1
                if depth > limit { return false }
            case 0x7D, 0x5D: depth -= 1
            default: continue
            }
        }
        return true
    }
}

extension Problem {
    /// A body that is no such act: which member, what to do.
    init(_ error: DecodingError, isJSON: Bool) {
        let (path, zh, en): ([any CodingKey], String, String) =
            switch error {
            case .keyNotFound(let key, let context): (context.codingPath + [key], "缺少这个成员", "This member is missing")
            case .typeMismatch(_, let context): (context.codingPath, "类型不对", "The type is wrong")
            case .valueNotFound(_, let context): (context.codingPath, "不能为空", "May not be null")
            case .dataCorrupted(let context):
                (context.codingPath, "读不出这个值；克数应为整数", "The value cannot be read; grams are whole numbers")
            @unknown default: ([], "读不出", "Cannot be read")
            }
        let pointer = path.map { "/\($0.stringValue)" }.joined()
        let status: HTTPResponse.Status = isJSON ? .unprocessableContent : .badRequest
        self.init(
            status, "body", "The body is not this act",
            findings: [Item(code: "GL-R-0001", pointer: pointer, severity: "reject", zh: zh, en: en)])
    }
}
