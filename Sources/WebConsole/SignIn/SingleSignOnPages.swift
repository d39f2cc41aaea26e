import HTTPTypes
import Identity
import Operations

/// The way in through another department's provider: out to it, back from it, and the second factor where it is missing.
/// Links and forms only; nothing of it needs a script, and the policy of the pages stays as it is.
struct SingleSignOnPages {
    /// The console.
    let console: Console
    /// What came.
    let incoming: Incoming

    /// Where the way begins.
    static let start = "/sign-in/openid"
    /// Where the provider sends browsers back to.
    static let back = "/sign-in/openid/return"
    /// Where the second factor is asked for.
    static let factor = "/sign-in/openid/factor"

    /// Sends the browser to the provider.
    func begin() async throws(LedgerFault) -> Outgoing {
        guard let way = console.doors.singleSignOn else { return absent }
        let wanted = incoming.query["to"].flatMap { SignInPage.isLocal($0) ? $0 : nil } ?? "/"
        switch try await way.begin(String(wanted.prefix(1_000)), incoming.wording.language.tag) {
        case .redirect(let address, let cookie, let seconds):
            return .redirect(address).adding(PassingCookie.request.setting(cookie, seconds: seconds))
        case .away: return refused(.providerAway, status: .serviceUnavailable)
        }
    }

    /// Takes the browser back.
    func finish() async throws(LedgerFault) -> Outgoing {
        guard let way = console.doors.singleSignOn else { return absent }
        let query = incoming.query
        let answer = try await way.finish(
            SingleSignOnReturn(
                code: query["code"], state: query["state"], issuer: query["iss"], error: query["error"],
                cookie: incoming.cookies[PassingCookie.request.rawValue]))
        return outgoing(answer).adding(PassingCookie.request.removal)
    }

    /// Asks for the second factor.
    var factorPage: Outgoing { console.doors.singleSignOn == nil ? absent : asking("") }

    /// Takes the second factor.
    func confirm() async throws(LedgerFault) -> Outgoing {
        guard let way = console.doors.singleSignOn else { return absent }
        guard let ticket = incoming.cookies[PassingCookie.ticket.rawValue] else { return refused(.signInLost) }
        return outgoing(try await way.confirm(ticket, incoming.fields["factor"] ?? ""))
    }

    private func outgoing(_ answer: SingleSignOnAnswer) -> Outgoing {
        switch answer {
        case .opened(let cookie, _, let target):
            let page = Outgoing.redirect(SignInPage.isLocal(target) ? target : "/")
            return page.adding(SessionCookie.setting(cookie)).adding(PassingCookie.ticket.removal)
        case .needsFactor(let ticket, let seconds):
            return .redirect(Self.factor).adding(PassingCookie.ticket.setting(ticket, seconds: seconds))
        case .refused(.wrongFactor): return asking(incoming.say(.factorRefused))
        case .tryLater(let seconds): return asking(incoming.say(.tryLater, String(seconds)))
        case .refused(.lost): return refused(.signInLost)
        case .refused(.brokenOff): return refused(.signInBrokenOff)
        case .refused(.unproven): return refused(.signInUnproven)
        case .refused(.notInForce): return refused(.signInNotInForce)
        case .refused(.unlinked(let subject)): return refused(.signInUnlinked, subject)
        case .away: return refused(.providerAway, status: .serviceUnavailable)
        }
    }

    /// The door again, and what went wrong. Its links shall not carry what the provider sent.
    private func refused(
        _ words: Phrase, _ values: String..., status: HTTPResponse.Status = .unauthorized
    ) -> Outgoing {
        let plain = Incoming(
            path: "/sign-in", places: [:], query: Parameters(), cookies: incoming.cookies, wording: incoming.wording,
            isLarge: incoming.isLarge, isPlain: incoming.isPlain, sessionCookie: nil, address: incoming.address,
            now: incoming.now)
        var page = SignInPage(
            incoming: plain, way: console.doors.singleSignOn, fault: incoming.wording.text(words, values)
        ).outgoing
        page.status = status
        return page
    }

    private func asking(_ fault: String) -> Outgoing {
        let notice: Markup = fault.isEmpty ? .nothing : "<p class=\"notice bad\" role=\"alert\">\(fault)</p>"
        var values = Shell.frame(incoming, title: incoming.say(.factorStep))
        values["body"] =
            ("""
        <p class="lead">\(incoming.say(.factorStepLead))</p>\(notice)\
        <form action="\(Self.factor)" method="post" class="stack"><p class="field">\
        <label for="factor">\(incoming.say(.factor))</label>\
        <input id="factor" name="factor" inputmode="numeric" autocomplete="one-time-code" required autofocus></p>\
        <p><button class="main">\(incoming.say(.signIn))</button></p></form>
        """ as Markup).html
        return .html(Templates.render("bare", values), status: fault.isEmpty ? .ok : .unauthorized)
    }

    private var absent: Outgoing { Shell.message(incoming, title: incoming.say(.noSuchPage), status: 404) }
}

extension SingleSignOn {
    /// What the way is called in a language.
    func name(_ wording: Wording) -> String { wording.language == .zh ? label.zh : label.en }
}

extension Outgoing {
    /// The same with a cookie.
    fileprivate func adding(_ cookie: String?) -> Outgoing {
        var outgoing = self
        if let cookie { outgoing.headers.append(HTTPField(name: .setCookie, value: cookie)) }
        return outgoing
    }
}

extension Console {
    /// Addresses of the way through a provider, open to anybody.
    var singleSignOnRoutes: [Route] {
        [
            Route(
                method: .get, path: SingleSignOnPages.start,
                answering: .anybody { console, incoming throws(LedgerFault) in
                    try await SingleSignOnPages(console: console, incoming: incoming).begin()
                }),
            Route(
                method: .get, path: SingleSignOnPages.back,
                answering: .anybody { console, incoming throws(LedgerFault) in
                    try await SingleSignOnPages(console: console, incoming: incoming).finish()
                }),
            Route(
                method: .get, path: SingleSignOnPages.factor,
                answering: .anybody { console, incoming throws(LedgerFault) in
                    SingleSignOnPages(console: console, incoming: incoming).factorPage
                }),
            Route(
                method: .post, path: SingleSignOnPages.factor,
                answering: .anybody { console, incoming throws(LedgerFault) in
                    try await SingleSignOnPages(console: console, incoming: incoming).confirm()
                }),
        ]
    }
}
