import Identity
import Operations
import Postgres
import Rules
import Testing

@testable import IdentityStore

@Suite("Sessions")
struct SessionTests {
    @Test("a session ends when idle, after its absolute time, on sign-out, on suspension, on a new password")
    func ends() async throws {
        let gate = try await TestGate()
        let (membership, _, _) = try await gate.account("keeper-1", .keeper)
        func cookie() async throws -> String { try #require(try await gate.open("keeper-1").opened).cookie }
        let idle = try await cookie()
        gate.clock.move(seconds: 29 * 60)
        #expect(try await gate.desk.session(idle)?.account == "keeper-1")
        gate.clock.move(seconds: 30 * 60)
        #expect(try await gate.desk.session(idle) == nil)
        let long = try await cookie()
        for _ in 0..<28 {
            gate.clock.move(seconds: 25 * 60)
            #expect(try await gate.desk.session(long) != nil)
        }
        gate.clock.move(seconds: 20 * 60)
        #expect(try await gate.desk.session(long) == nil)
        let closed = try await cookie()
        let other = try await cookie()
        try await gate.desk.close(closed)
        #expect(try await gate.desk.session(closed) == nil)
        #expect(try await gate.desk.session(other) != nil)
        try await gate.gate.people.suspend(membership, by: "test", reason: "r")
        try await gate.gate.people.suspend(membership, false, by: "test", reason: "r")
        #expect(try await gate.desk.session(other) == nil)
        let last = try await cookie()
        _ = try await gate.accounts.set(PasswordHash(Password(typed: "x"), cost: TestGate.cheap), for: "keeper-1")
        #expect(try await gate.desk.session(last) == nil)
        #expect(try await gate.notes("sign-out").count == 1)
    }

    @Test("the database has no cookie, and the time of a request is written once a minute at most")
    func stored() async throws {
        let gate = try await TestGate()
        _ = try await gate.account("keeper-1", .keeper)
        let (cookie, session) = try #require(try await gate.open("keeper-1").opened)
        #expect(SessionSecret(cookie)?.accepts(formToken: session.csrf) == true)
        let rows = try await gate.query("SELECT position(\(cookie) in session::text) FROM session")
        #expect(try rows[0].int8(0) == 0)
        func seen() async throws -> Int64 { try await gate.query("SELECT last_seen_at FROM session")[0].timestamp(0) }
        let begun = try await seen()
        gate.clock.move(seconds: 59)
        _ = try await gate.desk.session(cookie)
        #expect(try await seen() == begun)
        gate.clock.move(seconds: 1)
        _ = try await gate.desk.session(cookie)
        #expect(try await seen() == begun + 60_000_000)
        // Work beside a request is none: it knows the session, and keeps it no longer.
        gate.clock.move(seconds: 120)
        let entitlement = gate.desk.signIns.entitlement(session.caller, by: cookie)
        #expect(try await entitlement.now() == session.caller)
        #expect(try await seen() == begun + 60_000_000)
        try await gate.desk.close(cookie)
        #expect(try await entitlement.now() == nil)
    }

    @Test("a fresh factor changes the cookie, counts for five minutes, and does not prolong the session")
    func confirms() async throws {
        let gate = try await TestGate()
        let (_, authenticator, _) = try await gate.account("approver-1", .approver, withFactor: true)
        let (old, first) = try #require(try await gate.open("approver-1", factor: gate.code(authenticator)).opened)
        #expect(first.authority.participant?.presence == .freshFactor)
        gate.clock.move(seconds: 360)
        #expect(try await gate.desk.session(old)?.authority.participant?.presence == .confirmed)
        #expect(try await gate.desk.confirm(old, "000000").word == "refused")
        let (new, second) = try #require(try await gate.desk.confirm(old, gate.code(authenticator)).opened)
        #expect(second.authority.participant?.presence == .freshFactor)
        #expect(new != old && second.csrf != first.csrf)
        #expect(try await gate.desk.session(old) == nil)
        #expect(try await gate.desk.session(new) != nil)
        let rows = try await gate.query("SELECT count(DISTINCT started_at) FROM session")
        #expect(try rows[0].int8(0) == 1)
    }
}
