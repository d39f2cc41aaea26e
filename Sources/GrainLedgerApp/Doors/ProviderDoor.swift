import Foundation
import IdentityStore
import OpenID
import Operations
import Postgres

/// The way in through an OpenID provider: the provider says who it is, the desk whether that opens an account.
struct ProviderDoor: Sendable {
    /// The provider.
    let provider: Provider
    /// Where sessions are opened.
    let desk: SignInDesk
    /// What the way is called at the door.
    let label: (zh: String, en: String)

    /// The way as surfaces know it.
    var way: SingleSignOn {
        SingleSignOn(
            label: label, begin: { target, language throws(LedgerFault) in await begin(target, language) },
            finish: { back throws(LedgerFault) in
                try await Gatehouse.asked { () throws(PostgresError) in try await finish(back) }
            },
            confirm: { ticket, factor throws(LedgerFault) in
                try await Gatehouse.asked { () throws(PostgresError) in
                    try await desk.open(ticket: ticket, factor: factor)
                }
            })
    }

    /// Seconds since 1970 by this machine's clock: tokens are of the provider's time, not of the book's.
    private var now: Double { Date().timeIntervalSince1970 }

    private func begin(_ target: String, _ language: String) async -> SingleSignOnStart {
        var generator = SystemRandomNumberGenerator()
        let binding = BrowserBinding(target: target, now: Int64(now), using: &generator)
        do throws(ProviderFault) {
            let address = try await provider.request(binding, language: language)
            return .redirect(address: address, cookie: binding.cookie, seconds: BrowserBinding.lifetime)
        } catch {
            return .away
        }
    }

    private func finish(_ back: SingleSignOnReturn) async throws(PostgresError) -> SingleSignOnAnswer {
        guard let binding = back.cookie.flatMap({ BrowserBinding(cookie: $0, now: Int64(now)) }),
            let state = back.state, binding.accepts(state: state)
        else { return try await refused(.lost, "state") }
        if let error = back.error { return try await refused(.brokenOff, Self.word(error)) }
        guard let code = back.code else { return try await refused(.lost, "code") }
        let person: SignedInPerson
        do {
            person = try await provider.person(code, issuer: back.issuer, binding, now: now)
        } catch let fault as TokenFault {
            return try await refused(.unproven, fault.rawValue)
        } catch is CodeRefused {
            return try await refused(.lost, "code")
        } catch {
            try await desk.noteRefusal(.brokenOff, "away")
            return .away
        }
        return try await desk.open(
            ProviderSignIn(
                issuer: person.issuer, subject: person.subject, isConfirmed: person.isConfirmed, target: binding.target)
        )
    }

    private func refused(_ refusal: SingleSignOnRefusal, _ detail: String) async throws(PostgresError)
        -> SingleSignOnAnswer
    {
        try await desk.noteRefusal(refusal, detail)
        return .refused(refusal)
    }

    /// An error code of RFC 6749: what has another form is not written down.
    private static func word(_ text: String) -> String {
        text.utf8.count <= 64 && text.utf8.allSatisfy { (0x61...0x7A).contains($0) || $0 == 0x5F } ? text : "error"
    }
}
