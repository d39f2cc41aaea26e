import Foundation

/// The head of a token, read before any key is looked for: everything in it is what the sender says.
struct TokenHeader: Decodable {
    let alg: String
    let typ: String?
    let kid: String?
    private let isForeign: Bool

    private enum Key: String, CodingKey, CaseIterable { case alg, typ, kid, jku, jwk, x5u, x5c, crit }
    private static let foreign: [Key] = [.jku, .jwk, .x5u, .x5c, .crit]

    init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: Key.self)
        alg = try fields.decode(String.self, forKey: .alg)
        typ = try fields.decodeIfPresent(String.self, forKey: .typ)
        kid = try fields.decodeIfPresent(String.self, forKey: .kid)
        isForeign = Self.foreign.contains { fields.contains($0) }
    }

    /// Reads the head of a token.
    ///
    /// - Throws: `form` when it cannot be read; `algorithm`, `type`, `foreignKey`.
    static func read(_ token: String, expecting algorithm: Algorithm) throws(TokenFault) -> TokenHeader {
        let parts = token.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, token.utf8.count <= 16_384, let bytes = Base64URL.bytes(of: parts[0]),
            let header = try? JSONDecoder().decode(TokenHeader.self, from: Data(bytes))
        else { throw .form }
        guard header.alg == algorithm.rawValue else { throw .algorithm }
        guard header.typ.map({ $0.uppercased() == "JWT" }) ?? true else { throw .type }
        guard !header.isForeign else { throw .foreignKey }
        return header
    }
}
