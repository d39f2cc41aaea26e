import Crypto
import Foundation
import JWTKit
import Testing

@testable import OpenID

/// Claims of a made-up token; what is `nil` is left out.
struct Words: JWTPayload {
    var iss: String? = Mint.issuer
    var sub: String? = "8c1f20"
    var aud: [String]? = ["grainledger"]
    var azp: String?
    var exp: Double? = Mint.now + 300
    var nbf: Double?
    var iat: Double? = Mint.now
    var nonce: String? = "the nonce"
    var auth_time: Double?
    var acr: String?
    var amr: [String]?

    func verify(using algorithm: some JWTAlgorithm) {}
}

/// A provider's signing key, with which jwt-kit makes tokens.
struct Mint {
    static let issuer = "https://sso.example.gov.cn"
    static let now: Double = 1_795_000_000
    let kid: String
    let key = ES256PrivateKey()

    init(_ kid: String = "key-1") { self.kid = kid }

    func token(_ words: Words = Words(), header: JWTHeader = [:]) async throws -> String {
        try await JWTKeyCollection().add(ecdsa: key, kid: JWKIdentifier(string: kid)).sign(
            words, kid: header.kid == nil ? JWKIdentifier(string: kid) : nil, header: header)
    }

    /// The public half as a key set holds it.
    func members() throws -> [String: String] {
        let parameters = try #require(key.publicKey.parameters)
        return ["kty": "EC", "crv": "P-256", "x": Self.url(parameters.x), "y": Self.url(parameters.y), "kid": kid]
    }

    /// The same, read, with other members.
    func published(_ changes: [String: String] = [:]) throws -> PublishedKey {
        let data = try JSONSerialization.data(withJSONObject: try members().merging(changes) { $1 })
        return try JSONDecoder().decode(PublishedKey.self, from: data)
    }

    private static func url(_ text: String) -> String {
        text.replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }

    static func client(_ algorithm: Algorithm = .es256, factorWords: Set<String> = []) throws -> Client {
        try #require(
            Client(
                issuer: issuer, id: "grainledger", secret: "s e",
                redirect: "https://book.example/sign-in/openid/return",
                algorithm: algorithm, factorWords: factorWords))
    }
}
