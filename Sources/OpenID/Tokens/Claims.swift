import JWTKit

/// The claims of an ID token (OpenID Connect Core 1.0 §2), as far as a sign-in asks for them. Times in seconds since 1970.
struct Claims: JWTPayload {
    let iss: String
    let sub: String
    let aud: Audience
    let azp: String?
    let exp: Double?
    let nbf: Double?
    let iat: Double?
    let nonce: String?
    let authTime: Double?
    let acr: String?
    let amr: [String]?

    private enum CodingKeys: String, CodingKey {
        case iss, sub, aud, azp, exp, nbf, iat, nonce, acr, amr
        case authTime = "auth_time"
    }

    /// One audience or several.
    struct Audience: Codable {
        let names: [String]

        init(from decoder: any Decoder) throws {
            let value = try decoder.singleValueContainer()
            if let one = try? value.decode(String.self) {
                names = [one]
            } else {
                names = try value.decode([String].self)
            }
        }

        func encode(to encoder: any Encoder) throws {
            var value = encoder.singleValueContainer()
            try value.encode(names)
        }
    }

    /// Claims are judged by `TokenCheck`, which knows clock, client and request.
    func verify(using algorithm: some JWTAlgorithm) {}
}
