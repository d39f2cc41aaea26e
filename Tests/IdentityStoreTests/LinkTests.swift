import Identity
import Operations
import Postgres
import Testing

@testable import IdentityStore

@Suite("Signing in through a provider")
struct LinkTests {
    private static let issuer = "https://sso.example.gov.cn"

    private func person(_ subject: String, isConfirmed: Bool = false, of issuer: String = issuer) -> ProviderSignIn {
        ProviderSignIn(issuer: issuer, subject: subject, isConfirmed: isConfirmed, target: "/deadlines")
    }

    @Test("nobody is let in whom no administrator bound, whatever his name there; the audit has the name to bind")
    func unlinked() async throws {
        let gate = try await TestGate()
        _ = try await gate.account("keeper-1", .keeper)
        #expect(try await gate.desk.open(person("keeper-1")).word == "unlinked keeper-1")
        try await gate.accounts.link(Self.issuer, "8c1f20", to: "keeper-1", by: "operator")
        #expect(try await gate.desk.open(person("8c1f20")).word == "opened keeper-1 /deadlines")
        #expect(try await gate.desk.open(person("8c1f20", of: "https://attacker.example")).word == "unlinked 8c1f20")
        #expect(try await gate.desk.open(person("8C1F20")).word == "unlinked 8C1F20")
        let notes = try await gate.notes("sign-in")
        #expect(notes.map(\.result).sorted() == ["done", "refused", "refused", "refused"])
        #expect(notes.contains { $0.detail == "GL-I-0714" && $0.subject == "keeper-1" })
        #expect(notes.contains { $0.who == "keeper-1" && $0.detail == "keeper-1 openid" })
        await #expect(throws: PostgresError.self) {
            try await gate.accounts.link(Self.issuer, "8c1f20", to: "keeper-1", by: "operator")
        }
        await #expect(throws: PostgresError.self) {
            try await gate.accounts.link(Self.issuer, "another", to: "keeper-1", by: "operator")
        }
        await #expect(throws: PostgresError.self) {
            try await gate.accounts.link(Self.issuer, "another", to: "nobody", by: "operator")
        }
    }

    @Test("who needs a second factor gives it here, once, within five minutes, and for himself")
    func ticket() async throws {
        let gate = try await TestGate()
        let (_, authenticator, _) = try await gate.account(
            "officer-1", .countyOfficer, organization: TestGate.bureau, withFactor: true)
        try await gate.accounts.link(Self.issuer, "a", to: "officer-1", by: "operator")
        func ticket() async throws -> String {
            guard case .needsFactor(let ticket, 300) = try await gate.desk.open(person("a")) else {
                throw TestGate.Unexpected()
            }
            return ticket
        }
        let first = try await ticket()
        #expect(try await gate.desk.open(ticket: first, factor: "").word == "wrong")
        gate.clock.move(seconds: 60)
        let code = gate.code(authenticator)
        let opened = try await gate.desk.open(ticket: first, factor: code)
        #expect(opened.word == "opened officer-1 /deadlines")
        guard case .opened(let cookie, let who, _) = opened else { return }
        #expect(who.authority.participant?.presence == .freshFactor)
        #expect(try await gate.desk.session(cookie)?.account == "officer-1")
        #expect(try await gate.desk.open(ticket: first, factor: code).word == "wrong")
        gate.clock.move(seconds: 3_600)
        #expect(try await gate.desk.open(ticket: first, factor: gate.code(authenticator)).word == "lost")
        let second = try await ticket()
        #expect(
            try await gate.desk.open(ticket: String(second.reversed()), factor: gate.code(authenticator)).word == "lost"
        )
        #expect(try await gate.accounts.unlink(Self.issuer, from: "officer-1"))
        #expect(try await gate.desk.open(ticket: second, factor: gate.code(authenticator)).word == "lost")
        #expect(try await gate.accounts.unlink(Self.issuer, from: "officer-1") == false)
    }

    @Test("guessing the second factor costs a wait here too")
    func throttle() async throws {
        let gate = try await TestGate()
        _ = try await gate.account("officer-1", .countyOfficer, organization: TestGate.bureau, withFactor: true)
        try await gate.accounts.link(Self.issuer, "a", to: "officer-1", by: "operator")
        guard case .needsFactor(let ticket, _) = try await gate.desk.open(person("a")) else {
            throw TestGate.Unexpected()
        }
        var words: [String] = []
        for _ in 0..<6 { words.append(try await gate.desk.open(ticket: ticket, factor: "000000").word) }
        #expect(words == ["wrong", "wrong", "wrong", "later", "later", "later"])
    }

    @Test("a second factor given at the provider is enough where it counts, and is fresh")
    func confirmed() async throws {
        let gate = try await TestGate()
        _ = try await gate.account("officer-1", .countyOfficer, organization: TestGate.bureau)
        try await gate.accounts.link(Self.issuer, "a", to: "officer-1", by: "operator")
        guard case .opened(_, let who, _) = try await gate.desk.open(person("a", isConfirmed: true)) else {
            throw TestGate.Unexpected()
        }
        #expect(who.authority.participant?.presence == .freshFactor)
        guard case .needsFactor = try await gate.desk.open(person("a")) else { throw TestGate.Unexpected() }
    }

    @Test("a membership that is over opens nothing, and the end of a bond ends the sessions")
    func over() async throws {
        let gate = try await TestGate()
        _ = try await gate.account("keeper-1", .keeper, to: "2026-03-01")
        _ = try await gate.account("keeper-2", .keeper)
        try await gate.accounts.link(Self.issuer, "a", to: "keeper-1", by: "operator")
        try await gate.accounts.link(Self.issuer, "b", to: "keeper-2", by: "operator")
        #expect(try await gate.desk.open(person("a")).word == "over")
        guard case .opened(let cookie, _, _) = try await gate.desk.open(person("b")) else {
            throw TestGate.Unexpected()
        }
        #expect(try await gate.accounts.links().map(\.account) == ["keeper-1", "keeper-2"])
        #expect(try await gate.accounts.unlink(Self.issuer, from: "keeper-2"))
        #expect(try await gate.desk.session(cookie) == nil)
        #expect(try await gate.desk.open(person("b")).word == "unlinked b")
    }
}

extension SingleSignOnAnswer {
    /// The answer in words.
    fileprivate var word: String {
        switch self {
        case .opened(_, let who, let target): "opened \(who.account) \(target)"
        case .needsFactor: "needs-factor"
        case .refused(.unlinked(let subject)): "unlinked \(subject)"
        case .refused(.lost): "lost"
        case .refused(.wrongFactor): "wrong"
        case .refused(.notInForce): "over"
        case .refused(.brokenOff), .refused(.unproven): "refused"
        case .away: "away"
        case .tryLater: "later"
        }
    }
}
