import HTTPTypes
import Hummingbird
public import Identity
import Logging
public import NIOCore
import Synchronization

/// What stands around all routes: limits, counts, and what is believed of a proxy.
public struct Edges: Sendable {
    /// Where requests are counted.
    public let traffic: Traffic
    /// How much everybody may ask for.
    public let allowances: Allowances
    /// Addresses whose `X-Forwarded-*` are believed; nobody else's are.
    public let proxies: Set<String>
    /// True when this server itself speaks TLS.
    public let isSecure: Bool
    /// The certificate that the other end of a connection has shown and this server has verified; `nil` where clients are
    /// asked for none.
    public let certificate: (@Sendable (any Channel) async -> CertificateFingerprint?)?

    /// Edges; by default those of a server on loopback without a proxy.
    public init(
        traffic: Traffic = Traffic(), allowances: Allowances = Allowances(), proxies: Set<String> = [],
        isSecure: Bool = false,
        certificate: (@Sendable (any Channel) async -> CertificateFingerprint?)? = nil
    ) {
        self.traffic = traffic
        self.allowances = allowances
        self.proxies = proxies
        self.isSecure = isSecure
        self.certificate = certificate
    }

    /// Who is at the other end: the nearest address that is no proxy of ours.
    func address(of connection: String, _ headers: HTTPFields) -> String {
        guard proxies.contains(connection) else { return connection }
        let hops = headers[values: .forwardedFor].joined(separator: ",").split(separator: ",").map { hop in
            String(hop.filter { $0 != " " })
        }
        guard let nearest = hops.last(where: { !proxies.contains($0) }), nearest.utf8.count <= 45,
            nearest.allSatisfy({ $0.isHexDigit || $0 == "." || $0 == ":" })
        else { return connection }
        return nearest
    }

    /// True when the client's side of the way is TLS.
    func isSecure(_ connection: String, _ headers: HTTPFields) -> Bool {
        isSecure || proxies.contains(connection) && headers[.forwardedProto] == "https"
    }
}

/// The outermost layer: finds the client's address, guards the answer with headers, counts it and writes one line about it.
struct RequestMiddleware: RouterMiddleware {
    typealias Context = APIContext
    let edges: Edges

    func handle(
        _ request: Request, context: APIContext, next: (Request, APIContext) async throws -> Response
    ) async throws -> Response {
        let notes = RequestNotes()
        let isSecure = edges.isSecure(context.address, request.headers)
        var context = context
        context.address = edges.address(of: context.address, request.headers)
        let line = RequestLine(request, context, notes, edges.traffic)
        var response = try await RequestNotes.$current.withValue(notes) { try await next(request, context) }
        SecurityHeaders.apply(to: &response, path: request.uri.path, isSecure: isSecure)
        notes.tellRates(in: &response.headers)
        return line.answered(response)
    }
}

/// One request in figures and in the log. It is written when the last byte of the answer is, or when nobody will write it.
final class RequestLine: Sendable {
    private struct Content {
        var status = 500
        var id = ""
        var bytes = 0
    }

    private let started = ContinuousClock.now
    private let method: String
    private let address: String
    private let endpoint: EndpointPath
    private let logger: Logger
    private let notes: RequestNotes
    private let traffic: Traffic
    private let content = Mutex(Content())

    init(_ request: Request, _ context: APIContext, _ notes: RequestNotes, _ traffic: Traffic) {
        method = request.method.rawValue
        address = context.address
        endpoint = context.coreContext.endpointPath
        logger = context.logger
        self.notes = notes
        self.traffic = traffic
        traffic.requestBegan()
    }

    /// Notes the answer; a stream is followed to its end.
    func answered(_ response: consuming Response) -> Response {
        content.withLock {
            $0.status = response.status.code
            $0.id = response.headers[.requestId] ?? ""
            $0.bytes = response.body.contentLength ?? 0
        }
        guard response.body.contentLength == nil else { return response }
        let body = response.body.map { [self] buffer in
            content.withLock { $0.bytes += buffer.readableBytes }
            return buffer
        }
        response.body = body
        return response
    }

    deinit {
        let content = content.withLock { $0 }
        let passed = (ContinuousClock.now - started).components
        let microseconds = passed.seconds * 1_000_000 + passed.attoseconds / 1_000_000_000_000
        let route = endpoint.value ?? "none"
        traffic.requestEnded(method: method, route: route, status: content.status, microseconds: microseconds)
        logger.log(
            level: content.status >= 500 ? .warning : .info, "request",
            metadata: [
                "id": "\(content.id)", "method": "\(method)", "route": "\(route)",
                "status": .stringConvertible(Int64(content.status)), "microseconds": .stringConvertible(microseconds),
                "principal": "\(notes.principal ?? "-")", "address": "\(address)",
                "bytes": .stringConvertible(Int64(content.bytes)),
            ])
    }
}
