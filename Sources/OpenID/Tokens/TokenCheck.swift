import Foundation
import JWTKit

/// What an ID token has to be for one sign-in (OpenID Connect Core 1.0 §3.1.3.7; reliability.md §8, 6).
public struct TokenCheck: Sendable {
    /// Who issues, for whom, by what algorithm.
    public let client: Client
    /// What the request of this browser carried.
    public let nonce: String
    /// Now, in seconds since 1970.
    public let now: Double

    /// Seconds that clocks may differ.
    static let leeway: Double = 60
    /// Seconds after its issue that a token is good for a sign-in: it comes by the back road, at once.
    static let longestAge: Double = 600

    /// A check.
    public init(client: Client, nonce: String, now: Double) {
        self.client = client
        self.nonce = nonce
        self.now = now
    }

    /// Who signed in, after every check.
    ///
    /// - Parameter key: the published key for a `kid`; asked after the header was found good.
    /// - Throws: `TokenFault`, or what `key` throws.
    public func person(_ token: String, key: (_ kid: String?) async throws -> PublishedKey?) async throws
        -> SignedInPerson
    {
        let header = try TokenHeader.read(token, expecting: client.algorithm)
        guard let key = try await key(header.kid) else { throw TokenFault.unknownKey }
        let claims = try await verified(token, by: key)
        try judge(claims)
        return SignedInPerson(issuer: claims.iss, subject: claims.sub, isConfirmed: isConfirmed(claims))
    }

    private func verified(_ token: String, by key: PublishedKey) async throws(TokenFault) -> Claims {
        let keys = JWTKeyCollection()
        do {
            try await key.add(to: keys, for: client.algorithm)
            return try await keys.verify(token, as: Claims.self)
        } catch is DecodingError {
            throw .form
        } catch let error as JWTError where error.errorType == .malformedToken {
            throw .form
        } catch {
            throw .signature
        }
    }

    private func judge(_ claims: Claims) throws(TokenFault) {
        guard claims.iss == client.issuer else { throw .issuer }
        guard claims.aud.names.contains(client.id) else { throw .audience }
        // Of several audiences the token has to say to which it was handed; whatever it says has to be us.
        guard claims.aud.names.count == 1 || claims.azp != nil, claims.azp ?? client.id == client.id else {
            throw .audience
        }
        guard let end = claims.exp, now < end + Self.leeway else { throw .expired }
        guard claims.nbf ?? 0 <= now + Self.leeway else { throw .notYet }
        guard let issued = claims.iat, issued <= now + Self.leeway, issued >= now - Self.longestAge else {
            throw .issuedAt
        }
        guard claims.nonce == nonce else { throw .nonce }
        guard (1...255).contains(claims.sub.utf8.count), claims.sub.utf8.allSatisfy({ (0x20...0x7E).contains($0) })
        else { throw .subject }
    }

    /// Whether the provider took a second factor just now, by words that were configured to mean so.
    private func isConfirmed(_ claims: Claims) -> Bool {
        let said = Set((claims.amr ?? []) + (claims.acr.map { [$0] } ?? []))
        guard !said.isDisjoint(with: client.factorWords), let at = claims.authTime else { return false }
        return at <= now + Self.leeway && at >= now - Double(Client.freshSeconds) - Self.leeway
    }
}

/// Who signed in at the provider.
public struct SignedInPerson: Hashable, Sendable {
    /// The provider.
    public let issuer: String
    /// His name there, for ever his; no e-mail address, which may come to be another's.
    public let subject: String
    /// Whether he gave a second factor there just now, by the words configured for it.
    public let isConfirmed: Bool
}
