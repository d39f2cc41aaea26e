import Rules
import Testing

@testable import Identity

@Suite("Console sessions")
struct SessionTests {
    private func begin(confirmed: Bool = false) -> (secret: SessionSecret, session: Session) {
        var generator = SystemRandomNumberGenerator()
        return Session.begin(PersonNumber("p"), confirmed: confirmed, at: noon, using: &generator)
    }

    private func later(_ minutes: Int64) -> Timestamp { noon.adding(minutes: minutes) }

    @Test("a session idles out after 30 minutes, and a request renews it")
    func idle() {
        var (_, session) = begin()
        #expect(session.standing(at: after(seconds: 1_799)) == .live)
        #expect(session.standing(at: later(30)) == .idle)
        session.noteRequest(at: later(29))
        #expect(session.standing(at: later(58)) == .live)
        #expect(session.standing(at: later(59)) == .idle)
        session.noteRequest(at: later(1))
        #expect(session.lastSeenAt == later(29), "a clock set back took time away")
    }

    @Test("twelve hours after sign-in it is over, however busy")
    func absolute() {
        var (_, session) = begin()
        for minute: Int64 in stride(from: 0, to: 720, by: 20) { session.noteRequest(at: later(minute)) }
        session.noteRequest(at: later(719))
        #expect(session.standing(at: after(seconds: 720 * 60 - 1)) == .live)
        #expect(session.standing(at: later(720)) == .expired)
    }

    @Test("stepping up changes the secret, ends the old session and prolongs nothing")
    func stepUp() throws {
        var generator = SystemRandomNumberGenerator()
        var (secret, session) = begin()
        #expect(!session.isFresh(at: noon))
        let (newSecret, stepped) = try #require(session.stepUp(at: later(10), using: &generator))
        #expect(newSecret != secret && stepped.digest == newSecret.digest && stepped.digest != session.digest)
        #expect(session.standing(at: later(10)) == .ended)
        #expect(stepped.startedAt == noon && stepped.person == session.person)
        #expect(stepped.isFresh(at: later(14)) && !stepped.isFresh(at: later(15)))
        let again = session.stepUp(at: later(11), using: &generator)
        #expect(again == nil, "an ended session was stepped up")
        var (_, idle) = begin()
        let late = idle.stepUp(at: later(30), using: &generator)
        #expect(late == nil, "an idle session was stepped up")
    }

    @Test("a factor given at sign-in is fresh, and not in a session that is over")
    func freshness() {
        var (_, session) = begin(confirmed: true)
        #expect(session.isFresh(at: later(4)))
        session.end(at: later(4))
        session.end(at: later(9))
        #expect(session.endedAt == later(4) && !session.isFresh(at: later(4)))
        #expect(session.standing(at: later(4)) == .ended)
    }

    @Test("limits make sense or are none")
    func limits() {
        #expect(SessionLimits(idleMinutes: 30, absoluteMinutes: 720, freshMinutes: 5) == .standard)
        #expect(SessionLimits(idleMinutes: 0, absoluteMinutes: 720, freshMinutes: 0) == nil)
        #expect(SessionLimits(idleMinutes: 30, absoluteMinutes: 29, freshMinutes: 5) == nil)
        #expect(SessionLimits(idleMinutes: 30, absoluteMinutes: 1_441, freshMinutes: 5) == nil)
        #expect(SessionLimits(idleMinutes: 30, absoluteMinutes: 720, freshMinutes: 31) == nil)
    }

    @Test("a form's token is its session's alone, and shows nothing of the secret")
    func formTokens() throws {
        let (secret, _) = begin()
        let (other, _) = begin()
        #expect(secret.formToken.count == 64 && secret.accepts(formToken: secret.formToken))
        for wrong in ["", other.formToken, secret.formToken.uppercased(), String(secret.formToken.dropLast())] {
            #expect(!secret.accepts(formToken: wrong))
        }
        #expect(!secret.formToken.contains(secret.text.prefix(8)))
        // HMAC-SHA-256 with a known key, computed by another program.
        let known = try #require(SessionSecret(String(repeating: "a", count: 43)))
        #expect(known.formToken == "92afed46c94149509deb3b3fed1135a9b792c1be5dbcbb8e5df6bd98c2fcd3bc")
    }

    @Test("the cookie's text")
    func cookie() throws {
        let secret = try #require(SessionSecret(String(repeating: "a", count: 43)))
        #expect(
            SessionCookie.setting(secret)
                == "__Host-grainledger=\(String(repeating: "a", count: 43)); Path=/; Secure; HttpOnly; SameSite=Lax")
        #expect(SessionCookie.removal == "__Host-grainledger=; Max-Age=0; Path=/; Secure; HttpOnly; SameSite=Lax")
    }

    @Test("the secret is found among cookies; two of the name, or another form, are none")
    func cookieReading() throws {
        let value = String(repeating: "a", count: 43)
        let other = String(repeating: "b", count: 43)
        let secret = try #require(SessionSecret(value))
        #expect(SessionCookie.secret(in: ["a=b; __Host-grainledger=\(value); c=d"]) == secret)
        #expect(SessionCookie.secret(in: ["a=b", "__Host-grainledger=\(value)"]) == secret)
        for fields in [
            [], ["a=b"], ["__Host-grainledger="], ["__Host-grainledger=\(value)x"], ["grainledger=\(value)"],
            ["x__Host-grainledger=\(value)"], ["__host-grainledger=\(value)"],
            ["__Host-grainledger=\(value); __Host-grainledger=\(other)"],
            ["__Host-grainledger=\(value)", "__Host-grainledger=\(other)"],
        ] { #expect(SessionCookie.secret(in: fields) == nil, "\(fields)") }
        #expect(SessionSecret(String(repeating: "-", count: 43)) == nil)
    }
}
