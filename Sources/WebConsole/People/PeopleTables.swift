import Operations
import Rules

/// Memberships and credentials as tables, the same wherever they stand.
struct PeopleTables {
    /// Who looks.
    let visit: Visit

    /// A tag for a standing.
    func tag(_ standing: String) -> Markup {
        let look =
            switch standing {
            case "valid": "good"
            case "suspended", "notYetValid": "grey"
            case "expired": "plain"
            default: "bad"
            }
        return visit.wording.tag(look, visit.wording.word("standing", standing))
    }

    /// Memberships.
    func memberships(_ memberships: [MembershipSheet], acts: (MembershipSheet) -> Markup = { _ in .nothing }) -> Table {
        let heads = [
            visit.say(.organization), visit.say(.standing), visit.say(.region), visit.say(.validity), visit.say(.act),
        ]
        return Table(
            caption: visit.say(.memberships), columns: heads.map { .init(Markup(text: $0)) },
            rows: memberships.map { held in
                [
                    "<strong>\(visit.wording.word("role", held.role))</strong> \(Links.link(.organizations, held.organization))",
                    tag(held.standing), Markup(text: "\(visit.wording.region(held.region)) \(held.region)"),
                    Markup(text: "\(held.validFrom) – \(held.validTo)"), acts(held),
                ]
            }, empty: visit.say(.nothingMatches), isCaptionHidden: true)
    }

    /// Credentials.
    func credentials(_ credentials: [CredentialSheet], mayRevoke: Bool, back: String) -> Table {
        let heads = [
            visit.say(.name), visit.say(.kindOfCredential), visit.say(.standing), visit.say(.holder),
            visit.say(.scopes), visit.say(.expires), visit.say(.lastUsed), visit.say(.boundCertificate),
            visit.say(.act),
        ]
        return Table(
            caption: visit.say(.devices), columns: heads.map { .init(Markup(text: $0)) },
            rows: credentials.map { one in
                let revoke: Markup =
                    mayRevoke && one.standing != "revoked"
                    ? AdministrativeForm(
                        visit: visit, to: "/devices/\(Parameters.encoded(one.code))/revoke", button: visit.say(.revoke),
                        hidden: [("back", back)], isMain: false
                    ).markup : .nothing
                return [
                    "<span class=\"code\">\(one.code)</span>", Markup(text: visit.wording.word("credential", one.kind)),
                    tag(one.standing), Markup(text: "\(one.holder) (\(visit.wording.word("role", one.role)))"),
                    "<span class=\"code\">\(one.scopes.joined(separator: " "))</span>",
                    visit.wording.time(one.expiresAt),
                    one.lastUsedAt.map(visit.wording.time) ?? Markup(text: visit.say(.never)),
                    one.certificate.map { "<span class=\"code\">\(String($0.prefix(16)))…</span>" as Markup }
                        ?? Markup(text: visit.say(.notBound)), revoke,
                ]
            }, empty: visit.say(.nothingMatches), isCaptionHidden: true)
    }
}
