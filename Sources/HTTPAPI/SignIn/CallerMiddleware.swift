import HTTPTypes
import Hummingbird
import Identity
import Logging
import Operations

/// Finds out who stands behind a request: a program or device by its token, a person by the cookie of his session.
///
/// A bearer token goes before a cookie. By a cookie, whatever changes something carries the session's token in a header
/// besides: another site can make a browser send the cookie, and can neither read the token nor set the header.
struct CallerMiddleware: RouterMiddleware {
    typealias Context = SignedInSource
    let ledger: Ledger
    let doors: Doors
    let edges: Edges

    func handle(
        _ request: Request, context: SignedInSource, next: (Request, SignedInSource) async throws -> Response
    ) async throws -> Response {
        var context = context
        context.ledger = ledger
        context.doors = doors
        let number = context.logger[metadataKey: "request"].map { "\($0)" } ?? ""
        return try await Origin.$current.withValue(Origin(address: context.address, request: number)) {
            try await identify(request, &context)
            return try await next(request, context)
        }
    }

    private func identify(_ request: Request, _ context: inout SignedInSource) async throws {
        do {
            try await find(request, &context)
        } catch let problem as Problem {
            // Known, but not by this form or for this use; or the database is away: no guess of a stranger.
            RequestNotes.current?.isKnown = true
            throw problem
        }
        if context.entitlement != nil { RequestNotes.current?.isKnown = true }
    }

    private func find(_ request: Request, _ context: inout SignedInSource) async throws {
        let isSafe = request.method == .get || request.method == .head
        let doors = doors
        if let header = request.headers[.authorization] {
            guard header.hasPrefix("Bearer ") else { return }
            let shown = ShownCertificate(edges, over: context.channel)
            let program: @Sendable () async throws(LedgerFault) -> Caller? = { () throws(LedgerFault) in
                try await doors.program(String(header.dropFirst(7))) { await shown?.fingerprint }
            }
            context.entitlement = try await Self.asked(program).map { Entitlement($0, now: program) }
        } else if let secret = SessionCookie.secret(in: request.headers[values: .cookie]) {
            let session = try await Self.asked { () throws(LedgerFault) in
                try await doors.signIns.session(secret.text)
            }
            guard let session else { return }
            guard isSafe || secret.accepts(formToken: request.headers[.csrfToken] ?? "") else {
                try await note(AuditNote(session.caller, "form-token", outcome: .refused))
                throw Problem(.csrf)
            }
            context.cookie = secret.text
            context.session = session
            context.entitlement = doors.signIns.entitlement(session.caller, by: secret.text)
        }
        if let caller = context.entitlement?.caller, isSafe, !caller.scopes.coverReading {
            try await note(AuditNote(refused: "read", for: [.outOfScope], to: caller))
            throw Problem([.outOfScope])
        }
    }

    private func note(_ note: AuditNote) async throws(Problem) {
        try await Self.asked { () throws(LedgerFault) in try await doors.audits.note(note) }
    }

    /// What the doors answered; a database that is away is 503, whoever asks.
    static func asked<Value>(_ body: () async throws(LedgerFault) -> Value) async throws(Problem) -> Value {
        do {
            return try await body()
        } catch {
            throw Problem(.away, retryAfter: 2)
        }
    }
}

extension Problem {
    /// A denial with everything that speaks against the act.
    init(_ faults: [AccessFault]) {
        let remedy = ProblemKind.forbidden.remedy
        self.init(
            .forbidden, nil,
            faults.map { Item($0.notice.code, "", Words($0.notice.zh, $0.notice.en), hint: remedy) })
    }

    /// A notice of the doors.
    init(_ kind: ProblemKind, _ notice: Notice, retryAfter: Int? = nil) {
        let words = Words(notice.zh, notice.en)
        self.init(kind, words, [Item(notice.code, "", words, hint: kind.remedy)], retryAfter: retryAfter)
    }
}

extension HTTPField.Name {
    /// `X-CSRF-Token`: the token of the session, for requests by cookie that change something.
    static let csrfToken: HTTPField.Name = {
        guard let name = HTTPField.Name("X-CSRF-Token") else { preconditionFailure("a legal field name") }
        return name
    }()
}
