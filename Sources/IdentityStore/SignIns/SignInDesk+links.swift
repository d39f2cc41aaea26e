import Foundation
import Identity
public import Operations
public import Postgres
import Rules

/// Who came back from a provider, and where he wanted to go.
public struct ProviderSignIn: Sendable {
    /// The provider, and his name there.
    public let issuer, subject: String
    /// Whether he gave a second factor there just now, by words configured to mean so.
    public let isConfirmed: Bool
    /// The page he wanted.
    public let target: String

    /// A person of a provider.
    public init(issuer: String, subject: String, isConfirmed: Bool, target: String) {
        self.issuer = issuer
        self.subject = subject
        self.isConfirmed = isConfirmed
        self.target = target
    }
}

extension SignInDesk {
    /// Minutes in which the second factor has to follow.
    private static let ticketMinutes: Int64 = 5
    /// What tickets are sealed for: no account is called so, because of the space.
    private static let ticketSeal = "openid ticket"

    /// Opens a session for the account that a provider's person is bound to; by no other road does he come to one.
    public func open(_ person: ProviderSignIn) async throws(PostgresError) -> SingleSignOnAnswer {
        let now = clock.now()
        guard let (account, holder) = try await linked(person.issuer, person.subject) else {
            try await refuse(.unlinked(subject: person.subject), subject: person.subject, nil)
            return .refused(.unlinked(subject: person.subject))
        }
        guard holder.membership.standing(at: now) == .valid else {
            try await refuse(.notInForce, subject: person.subject, holder)
            return .refused(.notInForce)
        }
        guard person.isConfirmed || account.factor == nil && !holder.membership.role.needsSecondFactor else {
            try await note(holder, "sign-in", .refused, "GL-I-0503")
            let ticket = Ticket(
                issuer: person.issuer, subject: person.subject, target: person.target,
                until: now.adding(minutes: Self.ticketMinutes).microseconds)
            return .needsFactor(ticket: try sealed(ticket), seconds: Self.ticketMinutes * 60)
        }
        return try await opened(
            account, holder, person.issuer, person.subject, confirmed: person.isConfirmed, person.target, at: now)
    }

    /// Opens it with the second factor that was still missing. Everything about the account is asked anew.
    public func open(ticket text: String, factor: String) async throws(PostgresError) -> SingleSignOnAnswer {
        let now = clock.now()
        guard let ticket = ticket(text), ticket.until > now.microseconds,
            let (account, holder) = try await linked(ticket.issuer, ticket.subject)
        else {
            try await refuse(.lost, subject: "", nil)
            return .refused(.lost)
        }
        let address = Origin.current.address
        if case .wait(let until) = try await throttles.admit(.account(inside: account.name), address: address, at: now)
        {
            try await note(holder, "sign-in", .refused, "GL-I-0501")
            return .tryLater(seconds: Self.seconds(from: now, to: until))
        }
        guard holder.membership.standing(at: now) == .valid else {
            try await refuse(.notInForce, subject: ticket.subject, holder)
            return .refused(.notInForce)
        }
        guard let fits = try await accepts(factor, for: account, at: now) else {
            try await throttles.giveBack(.account(inside: account.name), address: address)
            return .tryLater(seconds: 2)
        }
        guard fits else {
            try await refuse(.wrongFactor, subject: ticket.subject, holder)
            return .refused(.wrongFactor)
        }
        try await throttles.noteSuccess(.account(inside: account.name), address: address)
        return try await opened(
            account, holder, ticket.issuer, ticket.subject, confirmed: true, ticket.target, at: now)
    }

    /// Notes a sign-in that was refused before anybody was known.
    public func noteRefusal(_ refusal: SingleSignOnRefusal, _ detail: String) async throws(PostgresError) {
        try await note(nil, "sign-in", .refused, "\(refusal.code) \(String(detail.prefix(200)))")
    }

    private func refuse(_ refusal: SingleSignOnRefusal, subject: String, _ holder: Holder?) async throws(PostgresError)
    {
        var note = Self.audited(holder, "sign-in", .refused, refusal.code)
        note.subject = subject
        try await audit.note(note)
    }

    private func linked(_ issuer: String, _ subject: String) async throws(PostgresError) -> (StoredAccount, Holder)? {
        let rows = try await query(
            "SELECT account FROM account_link WHERE issuer = \(issuer) AND subject = \(subject)")
        guard let name = try rows.first?.text(0), let account = try await account(name),
            let holder = try await holder(account.membership)
        else { return nil }
        return (account, holder)
    }

    private func opened(
        _ account: StoredAccount, _ holder: Holder, _ issuer: String, _ subject: String, confirmed: Bool,
        _ target: String, at now: Timestamp
    ) async throws(PostgresError) -> SingleSignOnAnswer {
        var generator = SystemRandomNumberGenerator()
        let (secret, session) = Session.begin(holder.person.number, confirmed: confirmed, at: now, using: &generator)
        let link: PostgresStatement =
            "SELECT 1 FROM account_link WHERE account = \(account.name) AND issuer = \(issuer) AND subject = \(subject) FOR SHARE"
        guard try await write(session, account.name, holder, "sign-in", by: "openid", while: link) else {
            try await refuse(.lost, subject: subject, holder)
            return .refused(.lost)
        }
        return .opened(
            cookie: secret.text, signedIn(secret, session, account.name, account.displayName, holder, now),
            target: target)
    }
}

extension SignInDesk {
    /// For whom the second factor is still asked, sealed in the browser's cookie: any instance can read it, nobody else.
    private struct Ticket: Codable {
        let issuer: String
        let subject: String
        let target: String
        let until: Int64
    }

    private func sealed(_ ticket: Ticket) throws(PostgresError) -> String {
        guard let words = try? JSONEncoder().encode(ticket) else {
            throw PostgresError(.decoding, "a ticket was not written")
        }
        return Data(key.seal([UInt8](words), for: Self.ticketSeal)).base64EncodedString()
            .replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }

    private func ticket(_ text: String) -> Ticket? {
        let standard = text.replacing("-", with: "+").replacing("_", with: "/")
        let padding = String(repeating: "=", count: (4 - standard.utf8.count % 4) % 4)
        guard let bytes = Data(base64Encoded: standard + padding),
            let words = key.open([UInt8](bytes), for: Self.ticketSeal)
        else { return nil }
        return try? JSONDecoder().decode(Ticket.self, from: Data(words))
    }
}
