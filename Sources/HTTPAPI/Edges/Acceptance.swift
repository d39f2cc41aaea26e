import HTTPTypes
import Hummingbird

/// Answers 406 when a client accepts nothing of what there is (RFC 9110 §12.5.1).
///
/// A read is held against what it would get. A write is asked before it is done: afterwards it would be too late to say no.
struct AcceptanceMiddleware: RouterMiddleware {
    typealias Context = APIContext

    func handle(
        _ request: Request, context: APIContext, next: (Request, APIContext) async throws -> Response
    ) async throws -> Response {
        let ranges = MediaRanges(request.headers[values: .accept])
        guard request.method == .get || request.method == .head else {
            guard ranges.admit("application/json") || ranges.admit("text/html") else { throw Problem(.notAcceptable) }
            return try await next(request, context)
        }
        let response = try await next(request, context)
        // Whoever names the format in the address has said what he wants; below /log the protocol has named it.
        let path = request.uri.path
        let isNamed =
            request.uri.queryParameters["format"] != nil || path.hasSuffix(".pdf") || path.hasPrefix("/log/")
        guard response.status == .ok, !isNamed,
            let type = response.headers[.contentType], !ranges.admit(type)
        else { return response }
        throw Problem(.notAcceptable)
    }
}

/// The media ranges of an `Accept` header.
struct MediaRanges: Sendable {
    private let ranges: [(type: String, isRefused: Bool)]

    /// Ranges; without any, everything is accepted.
    init(_ values: [String]) {
        ranges = values.flatMap { $0.lowercased().split(separator: ",") }.map { range in
            let parts = range.split(separator: ";").map { $0.filter { $0 != " " && $0 != "\t" } }
            let weight = parts.dropFirst().first { $0.hasPrefix("q=") }
            return (parts.first ?? "", weight.map { $0.dropFirst(2).allSatisfy { $0 == "0" || $0 == "." } } ?? false)
        }
    }

    /// True when one of the ranges covers a media type; the most exact one that fits decides.
    func admit(_ mediaType: String) -> Bool {
        guard !ranges.isEmpty else { return true }
        let type = mediaType.lowercased().prefix { $0 != ";" }.filter { $0 != " " }
        let family = type.prefix { $0 != "/" } + "/*"
        for form in [type, String(family), "*/*"] {
            if let range = ranges.first(where: { $0.type == form }) { return !range.isRefused }
        }
        return false
    }
}
