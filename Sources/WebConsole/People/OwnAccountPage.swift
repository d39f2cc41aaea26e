import Identity
import Operations
import Rules

/// One's own account: memberships, password, sessions, devices.
struct OwnAccountPage {
    /// The console.
    let console: Console
    /// Whose.
    let visit: Visit

    /// The page.
    func reply(faults: [ActReading.Fault] = []) async throws(LedgerFault) -> Reply {
        let own = try await console.doors.ownAccounts.show(visit.who.caller, visit.sessionCookie)
        let tables = PeopleTables(visit: visit)
        var password = AdministrativeForm(
            visit: visit, to: "/account/password", button: visit.say(.changePassword),
            fields: [
                .init(name: "old", label: visit.say(.oldPassword), form: .password),
                .init(name: "new", label: visit.say(.newPassword), form: .password),
            ])
        password.faults = faults
        let said: Markup =
            visit.query["changed"] == nil
            ? .nothing : "<div class=\"notice good\" role=\"status\">\(visit.say(.passwordChanged))</div>"
        let change: Markup = "<p class=\"hint\">\(visit.say(.newPasswordHint))</p>\(password.markup)"
        let panels = [
            Panel(title: visit.say(.memberships), content: tables.memberships(own.memberships).markup),
            Panel(title: visit.say(.changePassword), content: change),
            Panel(title: visit.say(.sessions), content: sessions(own.sessions)),
            Panel(
                title: visit.say(.devices),
                content: tables.credentials(own.credentials, mayRevoke: true, back: "/account").markup),
        ]
        return .page(
            Screen(
                title: visit.say(.ownAccount), lead: Markup(text: visit.say(.ownAccountLead)),
                body: said + visit.administered + panels.map(\.markup).joined(), status: faults.isEmpty ? 200 : 422))
    }

    private func sessions(_ sessions: [SessionSheet]) -> Markup {
        let heads = [visit.say(.startedAt), visit.say(.lastSeen), visit.say(.address), visit.say(.act)]
        return Table(
            caption: visit.say(.sessions), columns: heads.map { .init(Markup(text: $0)) },
            rows: sessions.map { session in
                let end: Markup =
                    session.isCurrent
                    ? visit.wording.tag("good", visit.say(.thisSession))
                    : AdministrativeForm(
                        visit: visit, to: "/account/sessions/\(session.code)", button: visit.say(.endSession),
                        isMain: false
                    ).markup
                return [
                    visit.wording.time(session.startedAt), visit.wording.time(session.lastSeenAt),
                    "<span class=\"code\">\(session.address)</span>", end,
                ]
            }, isCaptionHidden: true
        ).markup
    }

    /// Changes the password.
    func change() async throws(LedgerFault) -> Reply {
        let answer = try await console.doors.ownAccounts.changePassword(
            visit.sessionCookie ?? "", visit.fields["old"] ?? "", visit.fields["new"] ?? "")
        switch answer {
        case .changed: return .redirect("/account?changed=1")
        case .noSession:
            return try await reply(faults: [.init(field: "", code: "GL-P-0006", words: visit.say(.tokenAccount))])
        case .wrong:
            return try await reply(faults: [.init(field: "old", code: "GL-I-0112", words: visit.say(.oldPasswordWrong))]
            )
        case .unfit(let findings):
            return try await reply(
                faults: findings.map {
                    .init(field: "new", code: $0.notice.code, words: visit.wording.either($0.notice.zh, $0.notice.en))
                })
        case .tryLater(let seconds):
            return try await reply(faults: [
                .init(field: "", code: "GL-I-0501", words: visit.say(.tryLater, "\(seconds)"))
            ])
        }
    }

    /// Ends another session.
    func end() async throws(LedgerFault) -> Reply {
        _ = try await console.doors.ownAccounts.endSession(visit.sessionCookie ?? "", visit.place("code"))
        return .redirect("/account?administered=1")
    }
}
