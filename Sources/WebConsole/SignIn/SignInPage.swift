import HTTPTypes
import Identity
import Operations

/// The front door: account, password, and the second factor where one is asked for.
///
/// Who is sent here from a form, because his session ended while he was writing, finds the form again afterwards.
struct SignInPage {
    /// What came.
    let incoming: Incoming
    /// The way in through another department's provider, where there is one.
    var way: SingleSignOn?
    /// Whether a form was under way.
    var isReturning = false
    /// What went wrong.
    var fault = ""
    /// Whether the second factor is asked for.
    var needsFactor = false
    /// Whether another password has to be chosen in place of a first one.
    var needsPassword = false

    /// Names of the fields that are the door's own.
    private static let own: Set<String> = [
        "account", "password", "newPassword", "factor", "to", "csrf", "form", "resume",
    ]

    /// The page.
    var outgoing: Outgoing {
        var values = Shell.frame(incoming, title: incoming.say(.signIn))
        let isForm = isReturning || incoming.fields["form"] != nil
        values["to"] = isReturning ? incoming.path : Self.target(incoming)
        values["fault"] = fault
        values["hasFault"] = !fault.isEmpty
        values["needsFactor"] = needsFactor
        values["needsPassword"] = needsPassword
        values["account"] = incoming.fields["account"] ?? ""
        values["kept"] = isForm ? Self.kept(incoming.fields).html : ""
        values["isForm"] = isForm
        values["words"] = [
            "account": incoming.say(.account), "password": incoming.say(.password), "factor": incoming.say(.factor),
            "factorHint": incoming.say(.factorHint), "button": incoming.say(.signIn), "lead": incoming.say(.signInLead),
            "sessionEnded": incoming.say(.sessionEnded), "accountHint": incoming.say(.accountHint),
            "verify": incoming.say(.verifyDossier), "newPassword": incoming.say(.newPassword),
            "newPasswordHint": incoming.say(.newPasswordHint),
        ]
        if let way {
            let name = way.name(incoming.wording)
            values["way"] = [
                "address": Parameters([.init(name: "to", value: isForm ? "/" : Self.target(incoming))])
                    .address(SingleSignOnPages.start),
                "label": incoming.say(.signInBy, name), "isForm": isForm, "hint": incoming.say(.resumeHint, name),
                "resume": incoming.say(.resume),
            ]
        }
        let isFailure = !fault.isEmpty || isReturning
        return .html(Templates.render("sign-in", values), status: isFailure ? .unauthorized : .ok)
    }

    /// Where to go afterwards: an address of this console only.
    static func target(_ incoming: Incoming) -> String {
        if let wanted = incoming.fields["to"], isLocal(wanted) { return wanted }
        return incoming.path == "/sign-in" || incoming.path == "/sign-out" ? "/" : incoming.target
    }

    /// Whether an address stays here: `//host` and `/\host` do not.
    static func isLocal(_ address: String) -> Bool {
        address.hasPrefix("/") && !address.hasPrefix("//") && !address.contains("\\")
            && address.unicodeScalars.allSatisfy { $0.value >= 0x20 }
    }

    private static func kept(_ fields: Parameters) -> Markup {
        fields.pairs.filter { !own.contains($0.name) }.map { pair -> Markup in
            "<input type=\"hidden\" name=\"\(pair.name)\" value=\"\(pair.value)\">"
        }.joined() + "<input type=\"hidden\" name=\"form\" value=\"1\">"
    }

    /// Tries the door.
    static func open(_ console: Console, _ incoming: Incoming) async throws(LedgerFault) -> Outgoing {
        let way = console.doors.singleSignOn
        // Who came in through the provider, in another tab, goes on with the form that was under way in this one.
        if incoming.fields["resume"] != nil, incoming.fields["form"] != nil, let cookie = incoming.sessionCookie,
            let who = try await console.doors.signIns.session(cookie)
        {
            return again(incoming, who)
        }
        let attempt = SignInAttempt(
            account: incoming.fields["account"] ?? "", password: incoming.fields["password"] ?? "",
            factor: incoming.fields["factor"] ?? "", newPassword: incoming.fields["newPassword"] ?? "",
            address: incoming.address, mark: incoming.cookies[BrowserMark.name] ?? "")
        switch try await console.doors.signIns.open(attempt) {
        case .opened(let cookie, let who):
            var outgoing = incoming.fields["form"] == nil ? .redirect(target(incoming)) : again(incoming, who)
            if let setting = SessionCookie.setting(cookie) {
                outgoing.headers.append(HTTPField(name: .setCookie, value: setting))
            }
            if !who.mark.isEmpty {
                outgoing.headers.append(HTTPField(name: .setCookie, value: BrowserMark.setting(who.mark)))
            }
            return outgoing
        case .needsFactor:
            return SignInPage(incoming: incoming, way: way, fault: incoming.say(.factorMissing), needsFactor: true)
                .outgoing
        case .needsPassword(let findings):
            let words = findings.map { incoming.wording.either($0.notice.zh, $0.notice.en) }
            return SignInPage(
                incoming: incoming, way: way,
                fault: words.isEmpty ? incoming.say(.firstPassword) : words.joined(separator: incoming.say(.listComma)),
                needsPassword: true
            ).outgoing
        case .refused: return SignInPage(incoming: incoming, way: way, fault: incoming.say(.signInRefused)).outgoing
        case .tryLater(let seconds):
            return SignInPage(incoming: incoming, way: way, fault: incoming.say(.tryLater, String(seconds))).outgoing
        }
    }

    /// The form that was under way, to be sent once more under the new session.
    ///
    /// - Parameter path: where the form goes, of one that came with another session's token; otherwise it says so itself.
    static func again(_ incoming: Incoming, _ who: SignedIn, to path: String? = nil) -> Outgoing {
        var values = Shell.frame(incoming, title: incoming.say(.formKept))
        values["to"] = path ?? target(incoming)
        values["kept"] = kept(incoming.fields).html
        values["csrf"] = who.csrf
        values["lead"] = incoming.say(.formKeptLead)
        values["button"] = incoming.say(.sendAgain)
        return .html(Templates.render("again", values), status: path == nil ? .ok : .forbidden)
    }

    /// Closes the session.
    static func close(_ console: Console, _ visit: Visit) async throws(LedgerFault) {
        if let cookie = visit.sessionCookie { try await console.doors.signIns.close(cookie) }
    }
}

extension Console {
    /// Addresses that are open to anybody.
    var openRoutes: [Route] {
        [
            Route(
                method: .get, path: "/sign-in",
                answering: .anybody { console, incoming throws(LedgerFault) in
                    SignInPage(incoming: incoming, way: console.doors.singleSignOn).outgoing
                }),
            Route(
                method: .post, path: "/sign-in",
                answering: .anybody { console, incoming throws(LedgerFault) in
                    try await SignInPage.open(console, incoming)
                }),
            .post("/sign-out") { console, visit throws(LedgerFault) in
                try await SignInPage.close(console, visit)
                return .redirect("/sign-in")
            },
        ]
    }
}
