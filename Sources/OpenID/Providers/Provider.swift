import Foundation

/// An OpenID provider: where browsers are sent, how codes become persons.
public actor Provider {
    /// This service as it knows it.
    public nonisolated let client: Client
    private let transport: Transport
    private let elapsed: @Sendable () -> Duration
    private var known: (metadata: Metadata, at: Duration)?
    private var keys: KeySet?

    /// The longest time its description of itself serves.
    static let longest = Duration.seconds(3_600)

    /// A provider; it is asked for nothing before somebody comes.
    ///
    /// - Parameter elapsed: time gone by since some moment; never runs back.
    public init(_ client: Client, transport: Transport = .network, elapsed: @escaping @Sendable () -> Duration) {
        self.client = client
        self.transport = transport
        self.elapsed = elapsed
    }

    /// Where a browser is sent: the request for a code (RFC 6749 §4.1.1, RFC 7636 §4.3).
    ///
    /// - Throws: `ProviderFault`.
    public func request(_ binding: BrowserBinding, language: String) async throws(ProviderFault) -> String {
        let page = try await metadata().authorizationEndpoint
        var pairs: [(name: String, value: String)] = [
            ("response_type", "code"), ("scope", "openid"), ("client_id", client.id), ("redirect_uri", client.redirect),
            ("state", binding.state), ("nonce", binding.nonce), ("code_challenge", binding.challenge),
            ("code_challenge_method", "S256"), ("ui_locales", language),
        ]
        if !client.factorWords.isEmpty { pairs.append(("max_age", String(Client.freshSeconds))) }
        return page + (page.contains("?") ? "&" : "?") + FormText.encoded(pairs)
    }

    /// Who comes back with a code.
    ///
    /// - Parameters:
    ///   - issuer: what the answer's `iss` says, if it says anything (RFC 9207).
    ///   - now: seconds since 1970.
    /// - Throws: `ProviderFault`; `TokenFault` for a token that is not good, also when the provider does not take the code.
    public func person(_ code: String, issuer: String?, _ binding: BrowserBinding, now: Double) async throws
        -> SignedInPerson
    {
        let metadata = try await metadata()
        guard issuer.map({ $0 == client.issuer }) ?? (metadata.namesIssuer != true) else { throw TokenFault.issuer }
        let token = try await redeem(code, binding, metadata)
        let keys = keySet(metadata)
        let algorithm = client.algorithm
        return try await TokenCheck(client: client, nonce: binding.nonce, now: now).person(token) { kid in
            try await keys.key(kid, for: algorithm)
        }
    }

    /// Asks for description and keys anew: what the doctor reports.
    public func examine() async throws(ProviderFault) {
        known = nil
        keys = nil
        let metadata = try await metadata()
        let published = try await Self.keys(at: metadata.jwksURI, transport)
        guard published.contains(where: { $0.serves(client.algorithm) }) else {
            throw .unfit("it publishes no key for \(client.algorithm.rawValue)")
        }
    }

    private func metadata() async throws(ProviderFault) -> Metadata {
        if let known, elapsed() - known.at < Self.longest { return known.metadata }
        let answer = try await transport.ask(
            .init(address: Metadata.address(of: client.issuer), form: nil, authorization: nil))
        guard answer.status == 200 else { throw .unfit("its configuration is answered by \(answer.status)") }
        let metadata = try Metadata.read(answer.body, for: client)
        if known?.metadata.jwksURI != metadata.jwksURI { keys = nil }
        known = (metadata, elapsed())
        return metadata
    }

    private func keySet(_ metadata: Metadata) -> KeySet {
        if let keys { return keys }
        let (transport, address) = (transport, metadata.jwksURI)
        let fresh = KeySet(elapsed: elapsed) { () throws(ProviderFault) in try await Self.keys(at: address, transport) }
        keys = fresh
        return fresh
    }

    private static func keys(at address: String, _ transport: Transport) async throws(ProviderFault) -> [PublishedKey] {
        let answer = try await transport.ask(.init(address: address, form: nil, authorization: nil))
        guard answer.status == 200, let set = try? JSONDecoder().decode(PublishedKeys.self, from: answer.body) else {
            throw .unfit("its keys cannot be read")
        }
        return set.keys
    }

    /// The ID token for a code (RFC 6749 §4.1.3); nothing else of the answer is used.
    private func redeem(_ code: String, _ binding: BrowserBinding, _ metadata: Metadata) async throws -> String {
        var form: [(name: String, value: String)] = [
            ("grant_type", "authorization_code"), ("code", code), ("redirect_uri", client.redirect),
            ("code_verifier", binding.verifier),
        ]
        var authorization: String?
        if metadata.wantsSecretInForm {
            form += [("client_id", client.id), ("client_secret", client.secret)]
        } else {
            let pair = "\(FormText.encoded(client.id)):\(FormText.encoded(client.secret))"
            authorization = "Basic " + Data(pair.utf8).base64EncodedString()
        }
        let answer = try await transport.ask(
            .init(address: metadata.tokenEndpoint, form: form, authorization: authorization))
        switch answer.status {
        case 200:
            guard let tokens = try? JSONDecoder().decode(TokenAnswer.self, from: answer.body) else {
                throw TokenFault.form
            }
            return tokens.idToken
        case 400: throw CodeRefused()
        default: throw ProviderFault.unfit("a code is answered by \(answer.status)")
        }
    }
}

/// The provider does not take a code: used before, too old, or another's.
public struct CodeRefused: Error, Sendable {}

/// What a provider answers to a code.
private struct TokenAnswer: Decodable {
    let idToken: String

    private enum CodingKeys: String, CodingKey { case idToken = "id_token" }
}
