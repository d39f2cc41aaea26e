import Crypto
import Foundation
import Synchronization
import Testing

@testable import OpenID

@Suite("The road to a provider and back")
struct ProviderTests {
    /// Answers by address; keeps what was asked.
    private final class Wire: Sendable {
        let answers: Mutex<[String: (Int, String)]>
        let asked = Mutex([Transport.Request]())

        init(_ changes: [String: Any] = [:], token: String = "", status: Int = 200) throws {
            var words: [String: Any] = [
                "issuer": Mint.issuer, "authorization_endpoint": "\(Mint.issuer)/authorize?tenant=1",
                "token_endpoint": "\(Mint.issuer)/token", "jwks_uri": "\(Mint.issuer)/keys",
                "id_token_signing_alg_values_supported": ["RS256", "ES256"],
                "code_challenge_methods_supported": ["plain", "S256"],
            ]
            words.merge(changes) { $1 }
            let text = String(decoding: try JSONSerialization.data(withJSONObject: words), as: UTF8.self)
            answers = Mutex([
                "\(Mint.issuer)/.well-known/openid-configuration": (200, text),
                "\(Mint.issuer)/token": (status, "{\"id_token\":\"\(token)\",\"access_token\":\"x\"}"),
                "\(Mint.issuer)/keys": (
                    200, "{\"keys\":[{\"kty\":\"oct\",\"k\":\"AA\"},{\"kty\":\"OKP\",\"kid\":\"x\"}]}"
                ),
            ])
        }

        var transport: Transport {
            Transport { request throws(ProviderFault) in
                self.asked.withLock { $0.append(request) }
                guard let (status, text) = self.answers.withLock({ $0[request.address] }) else { throw .away }
                return .init(status: status, body: Data(text.utf8))
            }
        }

        func provider(_ client: Client? = nil) throws -> Provider {
            Provider(try client ?? Mint.client(), transport: transport, elapsed: { .zero })
        }
    }

    private func binding(_ target: String = "/deadlines") -> BrowserBinding {
        var generator = SystemRandomNumberGenerator()
        return BrowserBinding(target: target, now: Int64(Mint.now), using: &generator)
    }

    @Test("a browser is sent with state, nonce and challenge, and without the verifier or the cookie")
    func request() async throws {
        let binding = binding()
        let address = try await Wire().provider().request(binding, language: "zh-CN")
        let query = try #require(URLComponents(string: address)?.queryItems)
        let sent = Dictionary(query.map { ($0.name, $0.value ?? "") }) { $1 }
        #expect(address.hasPrefix("\(Mint.issuer)/authorize?tenant=1&") && sent["response_type"] == "code")
        #expect(sent["redirect_uri"] == "https://book.example/sign-in/openid/return" && sent["scope"] == "openid")
        #expect(sent["state"] == binding.state && sent["nonce"] == binding.nonce)
        #expect(sent["code_challenge_method"] == "S256" && sent["max_age"] == nil)
        let digest = Data(SHA256.hash(data: Data(binding.verifier.utf8))).base64EncodedString()
        #expect(
            sent["code_challenge"]
                == digest.replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: ""))
        #expect(Set([binding.state, binding.nonce, binding.verifier]).count == 3 && binding.verifier.count == 43)
        let secret = try #require(binding.cookie.split(separator: ".").first)
        #expect(!address.contains(binding.verifier) && !address.contains(secret))
        let asking = try await Wire().provider(Mint.client(factorWords: ["otp"])).request(binding, language: "en")
        #expect(asking.contains("max_age=300"))
    }

    @Test("an answer of another browser, of another target, or after ten minutes is not taken")
    func state() throws {
        let mine = binding()
        let now = Int64(Mint.now)
        let read = try #require(BrowserBinding(cookie: mine.cookie, now: now + 600))
        #expect(read.accepts(state: mine.state) && read.verifier == mine.verifier && read.target == "/deadlines")
        #expect(!read.accepts(state: binding().state) && !read.accepts(state: "") && !read.accepts(state: mine.nonce))
        #expect(BrowserBinding(cookie: mine.cookie, now: now + 601) == nil)
        #expect(BrowserBinding(cookie: mine.cookie, now: now - 61) == nil)
        var parts = mine.cookie.split(separator: ".").map(String.init)
        parts[2] = Base64URL.text(of: "/elsewhere".utf8)
        let changed = try #require(BrowserBinding(cookie: parts.joined(separator: "."), now: now))
        #expect(!changed.accepts(state: mine.state))
        for text in ["", "a.b.c", "..", "\(parts[0]).1", mine.cookie + ".x"] {
            #expect(BrowserBinding(cookie: text, now: now) == nil)
        }
    }

    @Test("a code is redeemed with verifier, secret and the very redirect; then the token's key is looked for")
    func redeem() async throws {
        let mint = Mint()
        let binding = binding()
        let wire = try Wire(token: try await mint.token(Words(nonce: binding.nonce)))
        let provider = try wire.provider()
        func redeem(_ issuer: String? = nil) async throws -> SignedInPerson {
            try await provider.person("the code", issuer: issuer, binding, now: Mint.now)
        }
        await #expect(throws: TokenFault.unknownKey) { try await redeem() }
        let asked = try #require(wire.asked.withLock { $0.first { $0.form != nil } })
        #expect(asked.authorization == "Basic " + Data("grainledger:s%20e".utf8).base64EncodedString())
        let form = Dictionary((asked.form ?? []).map { ($0.name, $0.value) }) { $1 }
        #expect(
            form == [
                "grant_type": "authorization_code", "code": "the code", "code_verifier": binding.verifier,
                "redirect_uri": "https://book.example/sign-in/openid/return",
            ])
        let key = try JSONSerialization.data(withJSONObject: ["keys": [mint.members()]])
        wire.answers.withLock { $0["\(Mint.issuer)/keys"] = (200, String(decoding: key, as: UTF8.self)) }
        let fresh = try wire.provider()
        let person = try await fresh.person("the code", issuer: Mint.issuer, binding, now: Mint.now)
        #expect(person.subject == "8c1f20")
        await #expect(throws: TokenFault.issuer) {
            try await fresh.person("the code", issuer: "https://attacker.example", binding, now: Mint.now)
        }
        await #expect(throws: TokenFault.nonce) {
            try await fresh.person("the code", issuer: nil, self.binding(), now: Mint.now)
        }
    }

    @Test("who promises to name himself in the answer and does not is not believed; a code refused is a code refused")
    func answers() async throws {
        let strict = try Wire(["authorization_response_iss_parameter_supported": true]).provider()
        await #expect(throws: TokenFault.issuer) {
            try await strict.person("c", issuer: nil, binding(), now: Mint.now)
        }
        await #expect(throws: CodeRefused.self) {
            try await Wire(status: 400).provider().person("c", issuer: nil, binding(), now: Mint.now)
        }
        await #expect(throws: ProviderFault.self) {
            try await Wire(status: 401).provider().person("c", issuer: nil, binding(), now: Mint.now)
        }
    }

    @Test(
        "a provider that is not the one of the settings is of no use",
        arguments: [
            ("issuer", "https://attacker.example"), ("token_endpoint", "http://sso.example.gov.cn/token"),
            ("jwks_uri", "http://sso.example.gov.cn/keys"), ("authorization_endpoint", "javascript:alert(1)"),
            ("authorization_endpoint", "http://sso.example.gov.cn/authorize"),
        ])
    func unfit(_ member: String, _ value: String) async throws {
        let provider = try Wire([member: value]).provider()
        await #expect(throws: ProviderFault.self) { try await provider.request(binding(), language: "en") }
    }

    @Test("nor is one without our algorithm, without S256, or without a key for it")
    func incapable() async throws {
        for changes in [
            ["id_token_signing_alg_values_supported": ["RS256", "none"]],
            ["code_challenge_methods_supported": ["plain"]],
        ] {
            let provider = try Wire(changes).provider()
            await #expect(throws: ProviderFault.self) { try await provider.request(binding(), language: "en") }
        }
        await #expect(throws: ProviderFault.unfit("it publishes no key for ES256")) {
            try await Wire().provider().examine()
        }
    }

    @Test(
        "secrets and browsers go to https alone, or stay on this machine",
        arguments: [
            ("https://sso.example.gov.cn/a", true), ("http://127.0.0.1:1", true), ("http://localhost:1", true),
            ("http://sso.example.gov.cn", false), ("https://", false), ("https://a/?b", false), ("https://a/#b", false),
            ("https://u:p@a/", false), ("ftp://a/", false), ("http://127.0.0.1.evil.example/", false),
        ])
    func addresses(_ address: String, _ isSafe: Bool) {
        #expect(SafeAddress.isSafe(address) == isSafe)
    }
}
