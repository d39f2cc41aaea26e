import JWTKit

/// One key of a provider's key set (RFC 7517); of other kinds than ours only that they are there.
public struct PublishedKey: Decodable, Sendable {
    let kty: String
    let kid: String?
    let use: String?
    let alg: String?
    let n: String?
    let e: String?
    let crv: String?
    let x: String?
    let y: String?

    /// Whether it may check signatures of an algorithm.
    func serves(_ algorithm: Algorithm) -> Bool {
        kty == algorithm.keyType && use ?? "sig" == "sig" && alg ?? algorithm.rawValue == algorithm.rawValue
            && (algorithm == .rs256 || crv == "P-256")
    }

    /// Lays it into a collection as its only key.
    func add(to keys: JWTKeyCollection, for algorithm: Algorithm) async throws {
        switch algorithm {
        case .rs256:
            await keys.add(
                rsa: try Insecure.RSA.PublicKey(modulus: n ?? "", exponent: e ?? ""), digestAlgorithm: .sha256)
        case .es256: await keys.add(ecdsa: try ES256PublicKey(parameters: (x: x ?? "", y: y ?? "")))
        }
    }
}

/// A provider's key set as it is published.
struct PublishedKeys: Decodable {
    let keys: [PublishedKey]
}
