import Custody
import Identity
import Operations
import Postgres
import Rules
import Testing

@testable import IdentityStore

@Suite("Credentials of programs")
struct CredentialTests {
    private func granted(_ gate: TestGate, _ name: String = "scale", scopes: Set<Scope> = [.read]) async throws -> (
        token: String, membership: MembershipNumber
    ) {
        let membership = try await gate.membership(name, .weigher)
        let token = try await gate.gate.credentials.grant(
            name, to: .membership(membership), scopes: scopes, from: gate.clock.identity.now(), days: 10, by: "test")
        return (try #require(token), membership)
    }

    @Test("a token tells who it is for; a damaged one asks no database, an unknown one opens nothing")
    func reads() async throws {
        let gate = try await TestGate()
        let (token, membership) = try await granted(gate, scopes: [.read, .act("batch-moved")])
        let caller = try #require(try await gate.gate.verified.caller(token))
        #expect(caller.role == "weigher" && caller.actor.name == "scale" && caller.actor.role == .granary)
        #expect(caller.actor.organization.text == "91430903MA4L000118" && caller.actor.region == "430903")
        #expect(caller.authority.participant?.acting.number == membership)
        #expect(caller.authority.participant?.presence == .program)
        #expect(caller.scopes == [.read, .act("batch-moved")])
        let before = await gate.gate.verified.questions.versions
        gate.clock.move(seconds: 5)
        #expect(try await gate.gate.verified.caller(String(token.dropLast()) + "!") == nil)
        #expect(await gate.gate.verified.questions.versions == before)
        var generator = SystemRandomNumberGenerator()
        #expect(try await gate.gate.verified.caller(Credential.random(.token, using: &generator).shownOnce) == nil)
    }

    @Test("a token is looked up once; the database is asked once a second whether a right was taken away")
    func cached() async throws {
        let gate = try await TestGate()
        let (token, _) = try await granted(gate)
        for _ in 0..<3 {
            for _ in 0..<50 { #expect(try await gate.gate.verified.caller(token) != nil) }
            gate.clock.move(seconds: 1)
        }
        let questions = await gate.gate.verified.questions
        #expect(questions.versions == 3 && questions.credentials == 1)
    }

    @Test("a revocation, and a suspension, act within a second on an instance that had the token in memory")
    func revoked() async throws {
        let gate = try await TestGate()
        let (token, _) = try await granted(gate)
        let (other, membership) = try await granted(gate, "other")
        let elsewhere = VerifiedCredentials(pool: gate.pool, clock: gate.clock.identity)
        for text in [token, other] { #expect(try await elsewhere.caller(text) != nil) }
        #expect(try await gate.gate.credentials.revoke("scale", by: "test"))
        #expect(try await !gate.gate.credentials.revoke("nobody", by: "test"))
        gate.clock.move(seconds: 1)
        #expect(try await elsewhere.caller(token) == nil)
        #expect(try await elsewhere.caller(token) == nil)
        #expect(try await elsewhere.caller(other) != nil)
        // Who still tries it is told of, once a minute.
        let tries: PostgresStatement =
            "SELECT 1 FROM audit_event WHERE act = 'credential-tried' AND subject = 'scale' AND detail = 'revoked'"
        #expect(try await gate.query(tries).count == 1)
        gate.clock.move(seconds: 60)
        #expect(try await elsewhere.caller(token) == nil)
        #expect(try await gate.query(tries).count == 2)
        try await gate.gate.people.suspend(membership, by: "test", reason: "r")
        gate.clock.move(seconds: 1)
        #expect(try await elsewhere.caller(other) == nil)
        try await gate.gate.people.suspend(membership, false, by: "test", reason: "r")
        gate.clock.move(seconds: 1)
        #expect(try await elsewhere.caller(other) != nil)
        #expect(try await elsewhere.caller(token) == nil)
    }

    @Test("a token in memory is bound to its certificate at each request, and revoked within a second, everywhere")
    func bound() async throws {
        let gate = try await TestGate()
        let (own, other) = (CertificateFingerprint(of: [1]), CertificateFingerprint(of: [2]))
        let membership = try await gate.membership("phone", .keeper)
        let granted = try await gate.gate.credentials.grant(
            "phone", kind: .device, to: .membership(membership), scopes: [.read], certificate: own,
            from: gate.clock.identity.now(), days: 10, by: "test")
        let token = try #require(granted)
        let elsewhere = VerifiedCredentials(pool: gate.pool, clock: gate.clock.identity)
        for verified in [gate.gate.verified, elsewhere] {
            #expect(try await verified.caller(token, over: { other }) == nil)
            for _ in 0..<3 {
                #expect(try await verified.caller(token, over: { own })?.name == "phone")
                #expect(try await verified.caller(token, over: { other }) == nil)
                #expect(try await verified.caller(token) == nil)
            }
            #expect(await verified.questions.credentials == 1)
        }
        let now = gate.clock.identity.now()
        #expect(try await gate.gate.credentials.list(at: now).map(\.certificate) == [own])
        #expect(try await gate.gate.credentials.revoke("phone", by: "test"))
        gate.clock.move(seconds: 1)
        for verified in [gate.gate.verified, elsewhere] {
            #expect(try await verified.caller(token, over: { own }) == nil)
        }
        await #expect(throws: PostgresError.self) {
            try await gate.query("UPDATE credential_grant SET certificate_fingerprint = NULL")
        }
    }

    @Test("with the database gone, what is in memory does not outlive its second")
    func databaseGone() async throws {
        let gate = try await TestGate()
        let (token, _) = try await granted(gate)
        let pool = PostgresPool(configuration: PostgresConfiguration(url: gate.url), size: 1)
        let verified = VerifiedCredentials(pool: pool, clock: gate.clock.identity)
        #expect(try await verified.caller(token) != nil)
        await pool.shutdown()
        #expect(try await verified.caller(token) != nil)
        gate.clock.move(seconds: 1)
        await #expect(throws: PostgresError.self) { try await verified.caller(token) }
    }

    @Test("a token ends by itself, and one that would live too long is not made")
    func expires() async throws {
        let gate = try await TestGate()
        let (token, membership) = try await granted(gate)
        #expect(try await gate.gate.verified.caller(token) != nil)
        gate.clock.move(seconds: 10 * 86_400)
        #expect(try await gate.gate.verified.caller(token) == nil)
        let long = try await gate.gate.credentials.grant(
            "long", to: .membership(membership), scopes: [.read], from: gate.clock.identity.now(), days: 367, by: "test"
        )
        #expect(long == nil)
    }

    @Test("the import office is nobody's membership and is named as what it is")
    func importOffice() async throws {
        let gate = try await TestGate()
        let token = try await gate.gate.credentials.grant(
            "migration", to: .importOffice, scopes: [.read, .act("grain-taken-in")], from: gate.clock.identity.now(),
            days: 7, by: "test")
        let caller = try #require(try await gate.gate.verified.caller(token ?? ""))
        #expect(caller.role == "import" && caller.authority.participant == nil)
        let now = gate.clock.identity.now()
        #expect(caller.authority.access(to: "grain-taken-in", with: nil, over: Ties(), at: now) == .allowed)
        #expect(
            caller.authority.access(to: "batch-moved", with: nil, over: Ties(), at: now) == .refused([.outOfScope]))
    }

    @Test("grants, revocations, memberships and the audit are not changed; the audit leaves after six months")
    func appendOnly() async throws {
        let gate = try await TestGate()
        _ = try await granted(gate)
        try await gate.gate.audit.note(AuditNote(who: "x", act: "sign-in"))
        for statement: PostgresStatement in [
            "UPDATE credential_grant SET name = 'y'", "DELETE FROM credential_grant", "DELETE FROM membership",
            "UPDATE membership SET role = 'administrator'", "UPDATE audit_event SET who = 'y'",
            "DELETE FROM audit_event", "TRUNCATE audit_event", "DELETE FROM person",
        ] {
            await #expect(throws: PostgresError.self, "\(statement)") { try await gate.query(statement) }
        }
        _ = try await gate.query(
            """
            INSERT INTO audit_event (at, who, region, act, subject, purpose, address, result, detail, request)
            VALUES (now() - interval '7 months', 'old', '', 'a', '', '', '', 'done', '', '')
            """)
        #expect(try await gate.query("DELETE FROM audit_event WHERE who = 'old' RETURNING who").count == 1)
    }

    @Test("auditors of a region see its notes and those of nobody known, newest first, page by page")
    func audit() async throws {
        let gate = try await TestGate()
        for (who, region) in [("a", "430903"), ("b", "430902"), ("c", ""), ("d", "4309")] {
            try await gate.gate.audit.note(AuditNote(who: who, region: region, act: "act"))
        }
        func asking(_ region: String, _ role: Actor.Role = .auditor) -> Actor {
            Actor(name: "auditor", organization: "", role: role, region: region)
        }
        var query = AuditQuery()
        let audit = gate.gate.audit
        #expect(try await audit.list(query, for: asking("4309")).map(\.who) == ["d", "c", "b", "a"])
        #expect(try await audit.list(query, for: asking("430903")).map(\.who) == ["c", "a"])
        #expect(try await audit.list(query, for: asking("430903", .registrar)).map(\.who) == ["c", "a"])
        // Whoever is no auditor sees nothing, though the surface forgot to ask.
        #expect(try await audit.list(query, for: asking("4309", .officer)).isEmpty)
        query.limit = 2
        let page = try await audit.list(query, for: asking("4309"))
        query.before = page.last?.number
        #expect(try await audit.list(query, for: asking("4309")).map(\.who) == ["b", "a"])
    }
}
