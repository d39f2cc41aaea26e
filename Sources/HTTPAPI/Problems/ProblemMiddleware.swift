import Foundation
import HTTPTypes
import Hummingbird
import Logging

/// Gives every request a number, and turns whatever was thrown into a problem answer that names it; what nobody
/// expected becomes a bare 500 and a line in the log.
struct ProblemMiddleware: RouterMiddleware {
    typealias Context = APIContext
    /// Methods by address.
    let routes: KnownRoutes

    func handle(
        _ request: Request, context: APIContext, next: (Request, APIContext) async throws -> Response
    ) async throws -> Response {
        let id = Self.number(request.headers[.requestId])
        var context = context
        context.logger[metadataKey: "request"] = .string(id)
        var response: Response
        do {
            // The router passes over empty parts of a path, and what stands before it compares whole ones: there is no such address.
            guard !request.uri.path.contains("//"), !Self.isOpenEnded(request.uri.path) else {
                throw Problem(.notFound)
            }
            response = try await next(request, context)
        } catch {
            response = try problem(error, request, context).response(to: request, id: id)
        }
        response.headers[.requestId] = id
        return response
    }

    /// Whether an address of the API ends in a stroke.
    private static func isOpenEnded(_ path: String) -> Bool { path.hasPrefix("/v1") && path.hasSuffix("/") }

    private func problem(_ error: any Error, _ request: Request, _ context: APIContext) -> Problem {
        if let problem = error as? Problem { return problem }
        guard let error = error as? HTTPError else {
            context.logger.error("unexpected", metadata: ["error": "\(error)"])
            return Problem(.internal)
        }
        if error.status == .notFound, let allow = routes.allow(request.uri.path) {
            return Problem(.method, allow: allow)
        }
        return Problem(error)
    }

    /// The number a client gave, when it is 1 to 128 letters, digits, `-`, `_`, `.`; a new one otherwise.
    private static func number(_ given: String?) -> String {
        guard let given, (1...128).contains(given.utf8.count),
            given.utf8.allSatisfy({ byte in
                (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
                    || [0x2D, 0x2E, 0x5F].contains(byte)
            })
        else { return RequestNumber.new() }
        return given
    }
}

/// The addresses of a router and the methods each takes, so that a wrong method is told from a wrong address.
struct KnownRoutes: Sendable {
    private let templates: [(parts: [Substring], method: String)]

    /// The routes of a router.
    init(of router: Router<APIContext>) {
        templates = router.routes.map { route in
            let path = route.path.description
            return (path.split(separator: "/"), route.method.rawValue)
        }
    }

    /// The methods that a path takes, for `Allow`; `nil` when there is no such address.
    func allow(_ path: String) -> String? {
        let parts = path.split(separator: "/")
        var methods: Set<String> = []
        for template in templates where Self.fits(template.parts, parts) { methods.insert(template.method) }
        if methods.contains("GET") { methods.insert("HEAD") }
        return methods.isEmpty ? nil : methods.sorted().joined(separator: ", ")
    }

    /// `**` at the end stands for one part or more.
    private static func fits(_ template: [Substring], _ parts: [Substring]) -> Bool {
        let isOpen = template.last == "**"
        guard isOpen ? parts.count >= template.count : parts.count == template.count else { return false }
        return zip(template, parts).allSatisfy { ["{", ":", "*"].contains($0.first) || $0 == $1 }
    }
}

extension HTTPField.Name {
    /// `X-Request-Id`.
    static let requestId = Self.named("X-Request-Id")
    /// `Idempotency-Key`.
    static let idempotencyKey = Self.named("Idempotency-Key")
    /// `Idempotent-Replayed`.
    static let idempotentReplayed = Self.named("Idempotent-Replayed")
    /// `Link` (RFC 8288).
    static let link = Self.named("Link")
    /// `Prefer` (RFC 7240).
    static let prefer = Self.named("Prefer")
    /// `Preference-Applied` (RFC 7240).
    static let preferenceApplied = Self.named("Preference-Applied")
    /// `X-Total-Count`: objects that match, over all pages.
    static let totalCount = Self.named("X-Total-Count")

    static func named(_ name: String) -> HTTPField.Name {
        guard let name = HTTPField.Name(name) else { preconditionFailure("a legal field name") }
        return name
    }
}
