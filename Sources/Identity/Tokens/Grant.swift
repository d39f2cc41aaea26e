public import Rules

/// A credential as it is stored, without its secret: whose it is, what for, and how long.
public struct Grant: Hashable, Sendable {
    /// Digest of the secret.
    public let digest: SecretDigest
    /// Token or device.
    public let kind: Credential.Kind
    /// The membership it acts for.
    public let membership: MembershipNumber
    /// What it may be used for.
    public let scopes: Set<Scope>
    /// The certificate over which alone it opens anything; `nil` when it is bound to none.
    public let certificate: CertificateFingerprint?
    /// From when it opens anything.
    public let validFrom: Timestamp
    /// From when it opens nothing any more.
    public let expiresAt: Timestamp
    /// When it was revoked; for good.
    public private(set) var revokedAt: Timestamp?
    /// When it was last used, to the minute.
    public private(set) var lastUsedAt: Timestamp?

    /// The longest life, in days: a season for a token, three for a device that is handed out once a year.
    public static func longestDays(_ kind: Credential.Kind) -> Int64 {
        switch kind {
        case .token: 366
        case .device: 1_096
        }
    }

    /// A grant; `nil` when it would never be valid, lives longer than its kind may, or is for nothing.
    public init?(
        digest: SecretDigest, kind: Credential.Kind, membership: MembershipNumber, scopes: Set<Scope>,
        certificate: CertificateFingerprint? = nil, validFrom: Timestamp, expiresAt: Timestamp,
        revokedAt: Timestamp? = nil, lastUsedAt: Timestamp? = nil
    ) {
        guard validFrom < expiresAt, expiresAt <= validFrom.adding(days: Self.longestDays(kind)), !scopes.isEmpty else {
            return nil
        }
        self.digest = digest
        self.kind = kind
        self.membership = membership
        self.scopes = scopes
        self.certificate = certificate
        self.validFrom = validFrom
        self.expiresAt = expiresAt
        self.revokedAt = revokedAt
        self.lastUsedAt = lastUsedAt
    }

    /// Revokes it; a later revocation does not move the first.
    public mutating func revoke(at now: Timestamp) { revokedAt = revokedAt.map { min($0, now) } ?? now }

    /// Notes a use; `true` when that is worth writing down, once a minute at most.
    public mutating func noteUse(at now: Timestamp) -> Bool {
        if let lastUsedAt, now < lastUsedAt.adding(minutes: 1) { return false }
        lastUsedAt = now
        return true
    }

    /// Whether it opens over a connection: any, or the one with its certificate when it is bound to one (RFC 8705 §3).
    public func opens(over presented: PresentedCertificate) async -> Bool {
        guard let certificate else { return true }
        return await presented() == certificate
    }

    /// What it is worth at an instant, given the standing of the membership behind it.
    ///
    /// What cannot be undone is told first: revoked, then suspended, then time.
    public func standing(at now: Timestamp, membership: MembershipStanding) -> TokenStanding {
        if revokedAt != nil { return .revoked }
        switch membership {
        case .suspended: return .suspended
        case .expired: return .expired
        case .notYetValid: return .notYetValid
        case .valid: break
        }
        if now < validFrom { return .notYetValid }
        return now < expiresAt ? .valid : .expired
    }
}

/// What a credential is worth at an instant.
public enum TokenStanding: String, Hashable, Sendable, CaseIterable {
    /// It opens what its scopes and its membership open.
    case valid
    /// Its time, or its membership's, is over.
    case expired
    /// Somebody revoked it.
    case revoked
    /// Its membership is suspended; it may come back.
    case suspended
    /// Its time, or its membership's, has not begun.
    case notYetValid

    /// The standing in words; `nil` when there is nothing to say.
    public var notice: Notice? {
        switch self {
        case .valid: nil
        case .expired: Notice("GL-I-0301", "令牌已到期", "The token has expired")
        case .revoked: Notice("GL-I-0302", "令牌已吊销", "The token was revoked")
        case .suspended: Notice("GL-I-0303", "持有人的任职已暂停", "The holder's membership is suspended")
        case .notYetValid: Notice("GL-I-0304", "令牌尚未生效", "The token is not valid yet")
        }
    }
}
