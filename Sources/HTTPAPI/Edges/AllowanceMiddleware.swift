import Custody
import HTTPTypes
import Hummingbird
import Identity

/// Measures what somebody who is known asks for: so much in a minute, so much at once, and heavy work two at a time.
struct AllowanceMiddleware: RouterMiddleware {
    typealias Context = SignedInContext
    let allowances: Allowances

    func handle(
        _ request: Request, context: SignedInContext, next: (Request, SignedInContext) async throws -> Response
    ) async throws -> Response {
        let actor = context.actor
        RequestNotes.current?.principal = actor.name
        var seats: [Allowances.Seat]
        do throws(Allowances.Crowded) {
            seats = try allowances.admit(actor) { RequestNotes.current?.note($0, $1, $2) }
        } catch {
            throw Problem(.tooManyRequests, retryAfter: error.retryAfter)
        }
        if let (work, most) = heavyWork(request) {
            guard let seat = allowances.seat(work, most: most) else { throw Problem(.busy, retryAfter: 2) }
            seats.append(seat)
        }
        var response = try await next(request, context)
        response.holdWhileWritten(seats)
        return response
    }

    /// Forms in which a list comes whole; `Accept` names a table of an office by a word with `spreadsheetml` in it.
    private static let wholeLists = ["csv", "ndjson", "xlsx", "spreadsheetml"]

    /// Work that takes long and much: whole lists, dossiers, captures, prints, which wait for one press.
    func heavyWork(_ request: Request) -> (name: String, most: Int)? {
        let path = request.uri.path
        if path == "/v1/capture" { return ("imports", allowances.limits.importsAtOnce) }
        if path.hasSuffix("/dossier") || path.hasSuffix("/dossier.zip") || isWholeList(request) {
            return ("exports", allowances.limits.exportsAtOnce)
        }
        if path == "/v1/stream" { return ("streams", allowances.limits.streamsAtOnce) }
        return path.hasSuffix(".pdf") ? ("prints", allowances.limits.printsAtOnce) : nil
    }

    private func isWholeList(_ request: Request) -> Bool {
        if request.uri.query != nil, let format = request.uri.queryParameters["format"] {
            return Self.wholeLists.contains(String(format))
        }
        // Most ask for nothing in particular: they are not searched.
        guard let accept = request.headers[.accept], accept != "*/*", accept != "application/json" else { return false }
        let media = accept.lowercased()
        return Self.wholeLists.contains { media.contains($0) }
    }
}

extension Response {
    /// Keeps something alive until the last byte is written, when the answer is a stream.
    mutating func holdWhileWritten(_ held: some Sendable) {
        guard body.contentLength == nil else { return }
        let stream = body
        body = ResponseBody { writer in
            try await stream.write(writer)
            withExtendedLifetime(held) {}
        }
    }
}

/// Measures what nobody in particular asks for, by network address, and what comes with credentials that are not in force.
struct StrangerMiddleware: RouterMiddleware {
    typealias Context = APIContext
    let allowances: Allowances

    func handle(
        _ request: Request, context: APIContext, next: (Request, APIContext) async throws -> Response
    ) async throws -> Response {
        // Whoever watches over the service asks often, and gets two bytes.
        guard request.uri.path != "/livez" else { return try await next(request, context) }
        let subject = "address \(NetworkBlock.text(of: context.address))"
        let limit = allowances.limits.address
        // Outside /v1 the console looks at cookies itself, and at the door credentials are what is asked for: there a made-up one must
        // not be a way around the measure.
        let path = request.uri.path
        let isAsked = (path == "/v1" || path.hasPrefix("/v1/")) && !(path == "/v1/session" && request.method == .post)
        let isStranger = !isAsked || request.headers[.authorization] == nil && request.headers[.cookie] == nil
        let standing = isStranger ? allowances.take(subject, limit) : allowances.look(subject, limit)
        if isStranger || !standing.isAllowed { RequestNotes.current?.note("address", limit, standing) }
        guard standing.isAllowed else { throw Problem(.tooManyRequests, retryAfter: standing.retryAfter) }
        // What came with credentials that nobody was known by is a stranger's after all; who turns out to be known, is none.
        defer {
            let isKnown = RequestNotes.current?.isKnown == true
            if !isStranger, !isKnown { _ = allowances.take(subject, limit) }
            if isKnown, !path.hasPrefix("/v1") { allowances.giveBack(subject, limit) }
        }
        return try await next(request, context)
    }
}
