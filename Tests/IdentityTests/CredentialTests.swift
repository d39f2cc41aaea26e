import Rules
import Testing

@testable import Identity

@Suite("Tokens and devices")
struct CredentialTests {
    @Test("the check sum is that of IEEE 802.3")
    func checkSum() {
        #expect(CRC32.sum(of: "123456789".utf8) == 0xCBF4_3926)
        #expect(CRC32.sum(of: "".utf8) == 0)
    }

    @Test("prefix, forty random characters, six of check", arguments: Credential.Kind.allCases)
    func form(_ kind: Credential.Kind) throws {
        var generator = SystemRandomNumberGenerator()
        let credential = Credential.random(kind, using: &generator)
        let text = credential.shownOnce
        #expect(text.count == 50 && text.hasPrefix(kind == .token ? "glp_" : "gld_"))
        #expect(Credential.read(text) == .wellFormed(credential))
        #expect(credential.digest == SecretDigest(of: text))
        #expect(Credential.random(kind, using: &generator) != credential)
    }

    @Test("a text is told to be none of ours, or damaged, without a database")
    func reading() {
        var generator = SeededGenerator(21)
        for text in ["", "Bearer", "ghp_0123456789012345678901234567890123456789", "GLP_", "glp", "églp_"] {
            #expect(Credential.read(text) == .notACredential, "\(text)")
        }
        for _ in 0..<50 {
            let text = Array(Credential.random(.token, using: &generator).shownOnce.utf8)
            for place in 4..<text.count {
                var wrong = text
                wrong[place] = wrong[place] == UInt8(ascii: "x") ? UInt8(ascii: "y") : UInt8(ascii: "x")
                #expect(Credential.read(String(decoding: wrong, as: UTF8.self)) == .damaged(.token))
            }
            #expect(Credential.read(String(decoding: text.dropLast(), as: UTF8.self)) == .damaged(.token))
            #expect(Credential.read(String(decoding: text, as: UTF8.self) + "0") == .damaged(.token))
            #expect(Credential.read(String(decoding: text, as: UTF8.self) + "\n") == .damaged(.token))
            // The prefix is under the check: a token is not turned into a device by three letters.
            #expect(Credential.read("gld_" + String(decoding: text.dropFirst(4), as: UTF8.self)) == .damaged(.device))
        }
    }

    @Test("a check sum that begins with zeros is filled up")
    func zeros() {
        // One check in 62 begins with 0: two thousand tokens hold some, whatever the seed.
        var generator = SeededGenerator(22)
        let texts = (0..<2_000).map { _ in Credential.random(.token, using: &generator).shownOnce }
        #expect(texts.contains { $0.dropFirst(44).first == "0" })
        #expect(texts.allSatisfy { $0.count == 50 })
    }

    @Test("scopes read what they write, and narrow")
    func scopes() throws {
        for text in ["read", "act", "act:batch-moved"] { #expect(Scope(text)?.text == text) }
        for text in ["", "act:", "write", "READ", "act:batch moved", "act:*", "read "] { #expect(Scope(text) == nil) }
        let one: Set<Scope> = [.act("batch-moved")]
        #expect(one.cover(act: "batch-moved") && !one.cover(act: "batch-split") && !one.coverReading)
        #expect(Set<Scope>([.allActs]).cover(act: "batch-split") && !Set<Scope>([.allActs]).coverReading)
        #expect(Set<Scope>([.read]).coverReading && !Set<Scope>([.read]).cover(act: "batch-moved"))
    }

    private func makeGrant(_ kind: Credential.Kind = .token, seconds: Int64 = 3_600, scopes: Set<Scope> = [.read])
        -> Grant?
    {
        Grant(
            digest: SecretDigest(of: "x"), kind: kind, membership: MembershipNumber("m"), scopes: scopes,
            validFrom: noon, expiresAt: after(seconds: seconds))
    }

    @Test("a grant ends, is for something, and does not live too long")
    func bounds() {
        #expect(makeGrant(seconds: 0) == nil && makeGrant(seconds: -1) == nil && makeGrant(scopes: []) == nil)
        #expect(makeGrant(seconds: 366 * 86_400) != nil && makeGrant(seconds: 366 * 86_400 + 1) == nil)
        #expect(
            makeGrant(.device, seconds: 1_096 * 86_400) != nil && makeGrant(.device, seconds: 1_096 * 86_400 + 1) == nil
        )
    }

    @Test("valid from its first second to the one before its last; revoked for good")
    func standing() throws {
        var grant = try #require(makeGrant())
        #expect(grant.standing(at: after(seconds: -1), membership: .valid) == .notYetValid)
        #expect(grant.standing(at: noon, membership: .valid) == .valid)
        #expect(grant.standing(at: after(seconds: 3_599), membership: .valid) == .valid)
        #expect(grant.standing(at: after(seconds: 3_600), membership: .valid) == .expired)
        #expect(grant.standing(at: noon, membership: .suspended) == .suspended)
        #expect(grant.standing(at: noon, membership: .expired) == .expired)
        #expect(grant.standing(at: noon, membership: .notYetValid) == .notYetValid)
        grant.revoke(at: after(seconds: 10))
        grant.revoke(at: after(seconds: 20))
        #expect(grant.revokedAt == after(seconds: 10))
        for membership in MembershipStanding.allCases {
            for seconds: Int64 in [-1, 0, 3_600] {
                #expect(grant.standing(at: after(seconds: seconds), membership: membership) == .revoked)
            }
        }
        #expect(TokenStanding.allCases.allSatisfy { ($0.notice == nil) == ($0 == .valid) })
    }

    @Test("a fingerprint is read as programs write it, and from nothing else")
    func fingerprint() throws {
        let print = CertificateFingerprint(of: Array("abc".utf8))
        #expect(print.hex == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
        let pairs = stride(from: 0, to: 64, by: 2).map { print.hex.uppercased().dropFirst($0).prefix(2) }
        for text in [print.hex, print.hex.uppercased(), pairs.joined(separator: ":")] {
            #expect(CertificateFingerprint(hex: text) == print)
        }
        for text in ["", "ba78", String(print.hex.dropLast()), print.hex + "0", "g" + print.hex.dropFirst()] {
            #expect(CertificateFingerprint(hex: text) == nil, "\(text)")
        }
        #expect(CertificateFingerprint(stored: print.bytes) == print && CertificateFingerprint(stored: []) == nil)
    }

    @Test("a use is written down once a minute")
    func lastUse() throws {
        var grant = try #require(makeGrant())
        let first = grant.noteUse(at: noon)
        let second = grant.noteUse(at: after(seconds: 59))
        #expect(first && !second && grant.lastUsedAt == noon)
        let third = grant.noteUse(at: after(seconds: 60))
        #expect(third)
        #expect(grant.lastUsedAt == after(seconds: 60))
    }
}
