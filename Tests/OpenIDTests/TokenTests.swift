import Crypto
import Foundation
import JWTKit
import Testing

@testable import OpenID

@Suite("ID tokens: each is signed by the provider's own key, and one thing is wrong")
struct TokenTests {
    private let mint = Mint()

    private func fault(
        _ token: String, _ client: Client? = nil, key: PublishedKey? = nil
    ) async throws -> TokenFault? {
        let published = try key ?? mint.published()
        let check = TokenCheck(client: try client ?? Mint.client(), nonce: "the nonce", now: Mint.now)
        do {
            _ = try await check.person(token) { kid in
                kid == nil || published.kid == kid ? published : nil
            }
            return nil
        } catch {
            return try #require(error as? TokenFault)
        }
    }

    private func fault(_ change: (inout Words) -> Void) async throws -> TokenFault? {
        var words = Words()
        change(&words)
        return try await fault(try await mint.token(words))
    }

    @Test("a good token names issuer and subject")
    func good() async throws {
        let key = try mint.published()
        let check = TokenCheck(client: try Mint.client(), nonce: "the nonce", now: Mint.now)
        let person = try await check.person(try await mint.token()) { _ in key }
        #expect(person == SignedInPerson(issuer: Mint.issuer, subject: "8c1f20", isConfirmed: false))
    }

    @Test(
        "another algorithm than the configured one is refused, whatever the signature is worth",
        arguments: ["none", "None", "HS256", "RS256", "ES384", "es256", ""])
    func algorithm(_ name: String) async throws {
        #expect(try await fault(try await mint.token(header: ["alg": .string(name)])) == .algorithm)
    }

    @Test("the public key is no secret: a token signed with it by HS256 opens nothing, nor does one with no signature")
    func confusion() async throws {
        let secret = HMACKey(from: mint.key.publicKey.pemRepresentation)
        let forged = try await JWTKeyCollection().add(hmac: secret, digestAlgorithm: .sha256).sign(
            Words(), kid: "key-1")
        #expect(try await fault(forged) == .algorithm)
        let renamed = try await JWTKeyCollection().add(hmac: secret, digestAlgorithm: .sha256).sign(
            Words(), kid: "key-1", header: ["alg": "ES256"])
        #expect(try await fault(renamed) == .signature)
        let parts = try await mint.token(header: ["alg": "none"]).split(separator: ".")
        #expect(try await fault("\(parts[0]).\(parts[1]).") == .algorithm)
        // The other way round too: a client of RS256 takes no key of another kind.
        #expect(try await fault(try await mint.token(), Mint.client(.rs256)) == .algorithm)
        #expect(!(try mint.published().serves(.rs256)))
        #expect(!(try mint.published(["alg": "ES384"]).serves(.es256)))
        #expect(!(try mint.published(["use": "enc"]).serves(.es256)))
        #expect(!(try mint.published(["crv": "P-384"]).serves(.es256)))
    }

    @Test(
        "a key, an address of keys, or an extension in the header is refused", arguments: ["jku", "x5u", "jwk", "crit"])
    func foreignKey(_ member: String) async throws {
        let value: JWTHeaderField =
            switch member {
            case "crit": .array([.string("b64")])
            case "jwk": .object(["kty": .string("EC")])
            default: .string("https://attacker.example/keys")
            }
        #expect(try await fault(try await mint.token(header: [member: value])) == .foreignKey)
    }

    @Test("another kind of token is refused; the usual name in any case of letters, or none, is taken")
    func type() async throws {
        #expect(try await fault(try await mint.token(header: ["typ": "at+jwt"])) == .type)
        #expect(try await fault(try await mint.token(header: ["typ": "logout+jwt"])) == .type)
        #expect(try await fault(try await mint.token(header: ["typ": "jwt"])) == nil)
    }

    @Test("an unknown key, another's signature, a changed letter")
    func signature() async throws {
        #expect(try await fault(try await Mint("key-2").token()) == .unknownKey)
        #expect(try await fault(try await Mint("key-1").token()) == .signature)
        let parts = try await mint.token().split(separator: ".").map(String.init)
        let other = try await mint.token(Words(sub: "somebody else")).split(separator: ".").map(String.init)
        #expect(try await fault("\(parts[0]).\(other[1]).\(parts[2])") == .signature)
    }

    @Test(
        "what is no token",
        arguments: ["", "a.b", "a.b.c", "a.b.c.d", "e30.e30.", "e30=.e30.x", String(repeating: "e30", count: 9_000)])
    func form(_ text: String) async throws {
        #expect(try await fault(text) == .form)
    }

    @Test("issuer, letter by letter")
    func issuer() async throws {
        #expect(try await fault { $0.iss = "https://sso.example.gov.cn/" } == .issuer)
        #expect(try await fault { $0.iss = "https://attacker.example" } == .issuer)
        #expect(try await fault { $0.iss = nil } == .form)
    }

    @Test("audience: for us, and of several parties handed to us")
    func audience() async throws {
        #expect(try await fault { $0.aud = ["another"] } == .audience)
        #expect(try await fault { $0.aud = [] } == .audience)
        #expect(try await fault { $0.aud = nil } == .form)
        #expect(try await fault { $0.aud = ["grainledger", "another"] } == .audience)
        #expect(
            try await fault {
                $0.aud = ["grainledger", "another"]
                $0.azp = "grainledger"
            } == nil)
        #expect(try await fault { $0.azp = "another" } == .audience)
    }

    @Test("times: a minute's difference of clocks, and no more")
    func times() async throws {
        #expect(try await fault { $0.exp = Mint.now - 59 } == nil)
        #expect(try await fault { $0.exp = Mint.now - 60 } == .expired)
        #expect(try await fault { $0.exp = nil } == .expired)
        #expect(try await fault { $0.nbf = Mint.now + 60 } == nil)
        #expect(try await fault { $0.nbf = Mint.now + 61 } == .notYet)
        #expect(try await fault { $0.iat = nil } == .issuedAt)
        #expect(try await fault { $0.iat = Mint.now + 61 } == .issuedAt)
        #expect(try await fault { $0.iat = Mint.now - 601 } == .issuedAt)
    }

    @Test("a token of another request is refused, and one of none")
    func nonce() async throws {
        #expect(try await fault { $0.nonce = "another" } == .nonce)
        #expect(try await fault { $0.nonce = nil } == .nonce)
    }

    @Test("who is nobody", arguments: ["", "张三", "a\u{0}b", String(repeating: "a", count: 256)])
    func subject(_ name: String) async throws {
        #expect(try await fault { $0.sub = name } == .subject)
    }

    @Test("a second factor at the provider counts where its word was configured, and it was given just now")
    func factor() async throws {
        let key = try mint.published()
        func confirmed(_ configured: Set<String>, _ words: Words) async throws -> Bool {
            let client = try Mint.client(factorWords: configured)
            return try await TokenCheck(client: client, nonce: "the nonce", now: Mint.now)
                .person(try await mint.token(words)) { _ in key }.isConfirmed
        }
        let fresh = Words(auth_time: Mint.now - 300, amr: ["pwd", "otp"])
        #expect(try await confirmed(["otp"], fresh))
        #expect(try await confirmed(["loa-3"], Words(auth_time: Mint.now, acr: "loa-3")))
        #expect(try await confirmed([], fresh) == false)
        #expect(try await confirmed(["hwk"], fresh) == false)
        #expect(try await confirmed(["otp"], Words(auth_time: Mint.now - 361, amr: ["otp"])) == false)
        #expect(try await confirmed(["otp"], Words(amr: ["otp"])) == false)
    }
}
