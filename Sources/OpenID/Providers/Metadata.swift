import Foundation

/// What a provider says of itself (OpenID Connect Discovery 1.0 §3), as far as it is used.
struct Metadata: Decodable, Sendable {
    let issuer: String
    let authorizationEndpoint: String
    let tokenEndpoint: String
    let jwksURI: String
    let algorithms: [String]
    let challengeMethods: [String]?
    let clientMethods: [String]?
    let namesIssuer: Bool?

    private enum CodingKeys: String, CodingKey {
        case issuer
        case authorizationEndpoint = "authorization_endpoint"
        case tokenEndpoint = "token_endpoint"
        case jwksURI = "jwks_uri"
        case algorithms = "id_token_signing_alg_values_supported"
        case challengeMethods = "code_challenge_methods_supported"
        case clientMethods = "token_endpoint_auth_methods_supported"
        case namesIssuer = "authorization_response_iss_parameter_supported"
    }

    /// Where an issuer publishes it.
    static func address(of issuer: String) -> String {
        (issuer.hasSuffix("/") ? String(issuer.dropLast()) : issuer) + "/.well-known/openid-configuration"
    }

    /// Reads it and holds it against the settings.
    ///
    /// - Throws: `unfit`.
    static func read(_ body: Data, for client: Client) throws(ProviderFault) -> Metadata {
        guard let metadata = try? JSONDecoder().decode(Metadata.self, from: body) else {
            throw .unfit("its configuration cannot be read")
        }
        guard metadata.issuer == client.issuer else { throw .unfit("it calls itself \(metadata.issuer)") }
        for address in [metadata.tokenEndpoint, metadata.jwksURI] where !SafeAddress.isSafe(address) {
            throw .unfit("an address of it is not https")
        }
        let page = metadata.authorizationEndpoint.split(separator: "?", maxSplits: 1).first.map(String.init) ?? ""
        guard SafeAddress.isSafe(page), !metadata.authorizationEndpoint.contains("#") else {
            throw .unfit("an address of it is not https")
        }
        guard metadata.algorithms.contains(client.algorithm.rawValue) else {
            throw .unfit("it does not sign by \(client.algorithm.rawValue)")
        }
        // Who names no methods may still know PKCE; who names some and not S256 does not.
        guard metadata.challengeMethods?.contains("S256") ?? true else { throw .unfit("it does not know PKCE by S256") }
        return metadata
    }

    /// Whether the client's secret goes into the form instead of the header.
    var wantsSecretInForm: Bool {
        guard let clientMethods else { return false }
        return !clientMethods.contains("client_secret_basic") && clientMethods.contains("client_secret_post")
    }
}
