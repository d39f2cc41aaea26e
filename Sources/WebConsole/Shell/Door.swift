import HTTPTypes
import Hummingbird
import Identity
import Logging
import NIOCore
import Operations
import Rules

/// Where requests come in: reads them, asks who it is, checks the form's token, and lays the shell around the answer.
struct Door: Sendable {
    /// The console behind it.
    let console: Console
    /// How long a page may take before its reader's right is asked again.
    var patience = Entitlement.patience

    /// No script, style, frame, image or address that is not the console's own.
    static let policy =
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; "
        + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

    /// Whether somebody with a browser asks, outside the API's own addresses.
    static func isForPeople(_ request: Request) -> Bool {
        let path = request.uri.path
        return !path.hasPrefix("/v1") && request.headers[.accept]?.contains("text/html") == true
    }

    /// Answers one request; whatever goes wrong becomes a page that says so.
    func answer(
        _ request: Request, to route: Route, places: Hummingbird.Parameters, limit: Int, from address: String,
        _ logger: Logger
    ) async -> Response {
        let number = logger[metadataKey: "request"].map { "\($0)" } ?? ""
        return await Origin.$current.withValue(Origin(address: address, request: number)) {
            let (incoming, outgoing) = await exchange(
                request, to: route, places: Self.byName(places), limit: limit, from: address, logger)
            return respond(outgoing, incoming)
        }
    }

    /// What came and what goes out, before it becomes HTTP.
    func exchange(
        _ request: Request, to route: Route, places: [String: String], limit: Int, from address: String,
        _ logger: Logger
    ) async -> (Incoming, Outgoing) {
        var incoming = Incoming(request, places: places, address: address, now: console.house.now())
        do throws(LedgerFault) {
            if route.method == .post {
                guard Self.isFromHere(request) else { return (incoming, refusal(.csrfFailed, 403, incoming)) }
                guard let body = await Self.body(of: request, limit: max(limit, Self.greatestBody)) else {
                    return (incoming, refusal(.tooLarge, 413, incoming))
                }
                incoming.isOwn = Self.isOwn(request)
                incoming.take(body, type: request.headers[.contentType] ?? "")
            }
            return (incoming, try await answer(incoming, route))
        } catch {
            logger.warning("the console could not ask the ledger", metadata: ["error": "\(error)"])
            return (incoming, refusal(.away, 503, incoming))
        }
    }

    /// A form with files may be this long, in bytes.
    private static let greatestBody = 16_777_216

    /// A page that says that there is none.
    func notFound(_ request: Request, _ logger: Logger) async -> Response {
        let incoming = Incoming(request, places: [:], address: "", now: console.house.now())
        return respond(refusal(.noSuchPage, 404, incoming), incoming)
    }

    private func answer(_ incoming: Incoming, _ route: Route) async throws(LedgerFault) -> Outgoing {
        switch route.answering {
        case .anybody(let answer): return try await answer(console, incoming)
        case .signedIn(let answer):
            guard let cookie = incoming.sessionCookie, let who = try await console.doors.signIns.session(cookie) else {
                return signIn(incoming, route)
            }
            let (held, retryAfter) = console.house.admit(who.actor, incoming.query["format"] == "csv")
            guard let held else {
                var outgoing = refusal(.tooMuchAsked, 429, incoming)
                outgoing.headers[.retryAfter] = "\(max(retryAfter, 1))"
                return outgoing
            }
            defer { withExtendedLifetime(held) {} }
            if route.method == .post, SessionSecret(cookie)?.accepts(formToken: incoming.fields["csrf"] ?? "") != true {
                // A form of his own from before he signed in again, or gave his factor elsewhere, is shown to be sent once more.
                return incoming.isOwn
                    ? SignInPage.again(incoming, who, to: incoming.path) : refusal(.csrfFailed, 403, incoming)
            }
            guard let code = incoming.fields[FreshFactor.field], !code.isEmpty else {
                let visit = visit(incoming, who, by: cookie)
                let begin = ContinuousClock.now
                let page = Shell(visit: visit).outgoing(try await takeable(try await answer(console, visit), visit))
                // What was done is answered for in any case; what was asked for goes to nobody whose right has ended.
                if route.method == .get, try await !visit.entitlement.lasts(since: begin, patience: patience) {
                    return signIn(incoming, route)
                }
                return page
            }
            return try await withFactor(code, cookie, visit(incoming, who, by: cookie), answer)
        }
    }

    /// The table of a page instead of the page, where it is asked for: noted like every export.
    private func takeable(_ reply: Reply, _ visit: Visit) async throws(LedgerFault) -> Reply {
        guard visit.isExport, case .page(let screen) = reply, screen.status == 200, let sheet = screen.sheet else {
            return reply
        }
        let name = visit.path.split(separator: "/").joined(separator: "-")
        try await console.note("export", name, visit)
        return .file(name: "\(name).csv", type: "text/csv; charset=utf-8", bytes: sheet.csv)
    }

    private func signIn(_ incoming: Incoming, _ route: Route) -> Outgoing {
        SignInPage(incoming: incoming, way: console.doors.singleSignOn, isReturning: route.method == .post).outgoing
    }

    private func visit(_ incoming: Incoming, _ who: SignedIn, by cookie: String) -> Visit {
        Visit(incoming: incoming, who: who, entitlement: console.doors.signIns.entitlement(who.caller, by: cookie))
    }

    /// Takes the second factor that came with a form, before the form: what it opens goes on under another secret, which
    /// the browser is given with the answer.
    private func withFactor(
        _ code: String, _ cookie: String, _ visit: Visit,
        _ answer: @Sendable (Console, Visit) async throws(LedgerFault) -> Reply
    ) async throws(LedgerFault) -> Outgoing {
        var visit = visit
        guard case .opened(let fresh, let who) = try await console.doors.signIns.confirm(cookie, code) else {
            visit.isFactorWrong = true
            return Shell(visit: visit).outgoing(try await answer(console, visit))
        }
        visit = self.visit(visit.incoming, who, by: fresh)
        var outgoing = Shell(visit: visit).outgoing(try await answer(console, visit))
        if let setting = SessionCookie.setting(fresh) {
            outgoing.headers.append(HTTPField(name: .setCookie, value: setting))
        }
        return outgoing
    }

    private func refusal(_ words: Phrase, _ status: Int, _ incoming: Incoming) -> Outgoing {
        Shell.message(incoming, title: incoming.say(words), status: status)
    }

    private static func byName(_ places: Hummingbird.Parameters) -> [String: String] {
        var byName: [String: String] = [:]
        for (name, value) in places {
            byName[String(name)] = Parameters.decoded(String(value).replacing("+", with: "%2B"))
        }
        return byName
    }

    /// A browser says where a form comes from; one of another site is not taken, whatever it carries.
    private static func isFromHere(_ request: Request) -> Bool {
        if let site = request.headers[.secFetchSite] { return site == "same-origin" || site == "none" }
        guard let origin = request.headers[.origin] else { return true }
        return origin.hasSuffix("://\(request.head.authority ?? "")")
    }

    /// Whether the browser says so in so many words: what says nothing may come from anywhere.
    private static func isOwn(_ request: Request) -> Bool {
        (request.headers[.secFetchSite] ?? "same-origin") == "same-origin"
            && request.headers[.origin]?.hasSuffix("://\(request.head.authority ?? "")") == true
    }

    private static func body(of request: Request, limit: Int) async -> [UInt8]? {
        guard let buffer = try? await request.body.collect(upTo: limit) else { return nil }
        return Array(buffer.readableBytesView)
    }

    private func respond(_ outgoing: Outgoing, _ incoming: Incoming) -> Response {
        var headers = outgoing.headers
        headers[.contentSecurityPolicy] = Self.policy
        headers[.xContentTypeOptions] = "nosniff"
        headers[.referrerPolicy] = "same-origin"
        if headers[.cacheControl] == nil { headers[.cacheControl] = "no-store" }
        for cookie in incoming.preferencesToKeep { headers.append(HTTPField(name: .setCookie, value: cookie)) }
        return Response(
            status: outgoing.status, headers: headers, body: .init(byteBuffer: ByteBuffer(bytes: outgoing.body)))
    }
}

extension HTTPField.Name {
    /// `Sec-Fetch-Site`.
    static let secFetchSite = named("Sec-Fetch-Site")
    /// `Referrer-Policy`.
    static let referrerPolicy = named("Referrer-Policy")
    /// `Permissions-Policy`.
    static let permissionsPolicy = named("Permissions-Policy")

    private static func named(_ name: String) -> HTTPField.Name {
        guard let name = HTTPField.Name(name) else { preconditionFailure("a legal field name") }
        return name
    }
}
