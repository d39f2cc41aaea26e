import Custody
public import Identity
public import Operations
public import Postgres
import Rules
import Synchronization

/// Credentials that were looked up, kept in memory while the database says that no right was taken away.
///
/// Once a second at most one cheap query asks for the number of the rights' version (`rights_version`); when it has
/// risen, everything is looked up anew. So a revocation acts within a second on every instance, and nothing lives
/// longer than its second when the database is gone: then nobody gets in, and is told to come again.
public actor VerifiedCredentials {
    private struct Kept: Sendable {
        var grant: Grant
        let name: String
        /// `nil` for the import office.
        let holder: Holder?
    }

    private struct Seen: Sendable {
        let kept: Kept
        let version: Int64
    }

    /// Seconds that what was looked up counts without asking.
    static let freshness = Duration.seconds(1)
    /// Most credentials kept; past them everything is let go, which costs one look-up each.
    static let most = 10_000

    private let pool: PostgresPool
    private let clock: IdentityClock
    /// What is known, and of what version and time; read without waiting for the actor.
    private struct Memory: Sendable {
        var kept: [SecretDigest: Kept] = [:]
        var version: Int64 = -1
        var askedAt: Duration?
        /// When a credential that opens nothing was noted last.
        var refused: [SecretDigest: Duration] = [:]
    }

    private nonisolated let memory = Mutex(Memory())
    private var asking: (since: Duration, task: Task<Result<Int64, PostgresError>, Never>)?
    /// How often the database was asked for a version and for a credential; for tests and measurements.
    public private(set) var questions = (versions: 0, credentials: 0)

    /// Over a pool.
    public init(pool: PostgresPool, clock: IdentityClock = .system) {
        self.pool = pool
        self.clock = clock
    }

    /// Who stands behind a token; `nil` when it opens nothing. A text with a damaged check asks no database.
    ///
    /// What is kept says nothing of the connection: over which certificate the token comes is asked for each request.
    ///
    /// - Parameter presented: the certificate of the connection, asked for when the token is bound to one.
    public nonisolated func caller(
        _ token: String, over presented: PresentedCertificate = { nil }
    ) async throws(PostgresError) -> Caller? {
        guard case .wellFormed(let credential) = Credential.read(token) else { return nil }
        let digest = credential.digest
        var entry = remembered(digest)
        if entry == nil { entry = try await found(digest) }
        let now = clock.now()
        guard let known = entry else { return nil }
        let standing = Self.standing(of: known, at: now)
        guard standing == .valid, await known.grant.opens(over: presented) else {
            await noteRefusal(of: known, standing == .valid ? "certificate" : standing.rawValue)
            return nil
        }
        noteUse(of: known, at: now)
        return Self.caller(known)
    }

    /// Notes in the audit that a credential which opens nothing was tried, once a minute: what was stolen and revoked shows whether, and
    /// from where, somebody still tries it. Refused it is in any case; a note that is lost is made at the next try.
    private nonisolated func noteRefusal(of known: Kept, _ why: String) async {
        let elapsed = clock.elapsed()
        let digest = known.grant.digest
        let isFirst = memory.withLock { memory in
            if let last = memory.refused[digest], elapsed - last < .seconds(60) { return false }
            if memory.refused.count >= Self.most { memory.refused = [:] }
            memory.refused[digest] = elapsed
            return true
        }
        guard isFirst else { return }
        let person = known.holder?.person.number
        do {
            try await AuditTrail(pool: pool).note(
                AuditNote(
                    who: known.name, person: person, region: known.holder?.actor.region ?? "",
                    act: "credential-tried", subject: known.name, outcome: .refused, detail: why))
        } catch {
            memory.withLock { $0.refused[digest] = nil }
        }
    }

    /// What was known of it within the second, without a question.
    private nonisolated func remembered(_ digest: SecretDigest) -> Kept? {
        let elapsed = clock.elapsed()
        return memory.withLock { memory in
            guard let askedAt = memory.askedAt, elapsed - askedAt < Self.freshness else { return nil }
            return memory.kept[digest]
        }
    }

    private func found(_ digest: SecretDigest) async throws(PostgresError) -> Kept? {
        try await askVersion()
        if let kept = memory.withLock({ $0.kept[digest] }) { return kept }
        return try await lookUp(digest)
    }

    /// Notes that it opened something, once a minute: many who come at once write once.
    private nonisolated func noteUse(of known: Kept, at now: Timestamp) {
        var grant = known.grant
        guard grant.noteUse(at: now) else { return }
        let digest = grant.digest
        let isFirst = memory.withLock { $0.kept[digest]?.grant.noteUse(at: now) } ?? true
        if isFirst { writeUse(digest, now) }
    }

    private static func standing(of found: Kept, at now: Timestamp) -> TokenStanding {
        found.grant.standing(at: now, membership: found.holder?.membership.standing(at: now) ?? .valid)
    }

    private static func caller(_ kept: Kept) -> Caller {
        guard let holder = kept.holder else {
            return Caller(
                actor: Actor(name: kept.name, organization: "", role: .administrator, region: ""),
                authority: .importing(kept.grant.scopes), scopes: kept.grant.scopes, name: kept.name, role: "import")
        }
        return Caller(
            actor: holder.actor, authority: .person(holder.participant(.program), kept.grant.scopes),
            scopes: kept.grant.scopes, name: kept.name, role: holder.membership.role.rawValue)
    }

    /// Asks for the version unless that was done within the second; many who come at once ask once.
    private func askVersion() async throws(PostgresError) {
        let now = clock.elapsed()
        if let askedAt = memory.withLock({ $0.askedAt }), now - askedAt < Self.freshness { return }
        let question: (since: Duration, task: Task<Result<Int64, PostgresError>, Never>)
        if let asking {
            question = asking
        } else {
            question = (now, Self.ask(pool))
            asking = question
            questions.versions += 1
        }
        let answer = await question.task.value
        if asking?.task == question.task { asking = nil }
        note(try answer.get())
        // The time of asking counts, not that of the answer: what changed meanwhile may not be in it.
        memory.withLock { $0.askedAt = max($0.askedAt ?? question.since, question.since) }
    }

    private static func ask(_ pool: PostgresPool) -> Task<Result<Int64, PostgresError>, Never> {
        Task {
            do throws(PostgresError) {
                return .success(
                    try await pool.withConnection { connection throws(PostgresError) in
                        let row = try await connection.query("SELECT version FROM rights_version").rows.first
                        guard let row else { throw PostgresError(.decoding, "no version of rights") }
                        return try row.int8(0)
                    })
            } catch {
                return .failure(error)
            }
        }
    }

    private func note(_ newest: Int64) {
        memory.withLock { memory in
            guard newest != memory.version else { return }
            memory.kept = [:]
            memory.version = newest
        }
    }

    /// Looks a credential up together with the version that its row was seen at.
    private func lookUp(_ digest: SecretDigest) async throws(PostgresError) -> Kept? {
        questions.credentials += 1
        let found = try await pool.withConnection { connection throws(PostgresError) in
            try await Self.read(digest, on: connection)
        }
        guard let found else { return nil }
        // A snapshot older than what this cache stands on serves this one request and is not kept.
        guard found.version >= memory.withLock({ $0.version }) else { return found.kept }
        note(found.version)
        memory.withLock { memory in
            if memory.kept.count >= Self.most { memory.kept = [:] }
            memory.kept[digest] = found.kept
        }
        return found.kept
    }

    private static func read(_ digest: SecretDigest, on connection: PostgresConnection) async throws(PostgresError)
        -> Seen?
    {
        try await connection.begin(.repeatableRead)
        let rows = try await connection.query(
            """
            SELECT granted.name, granted.kind, granted.membership::text, granted.scopes, granted.valid_from,
                granted.expires_at, credential_revocation.revoked_at, credential_use.last_used_at,
                (SELECT version FROM rights_version), granted.certificate_fingerprint
            FROM credential_grant AS granted
            LEFT JOIN credential_revocation ON credential_revocation.digest = granted.digest
            LEFT JOIN credential_use ON credential_use.digest = granted.digest
            WHERE granted.digest = \(.bytea(digest.bytes))
            """
        ).rows
        guard let row = rows.first, let kind = Credential.Kind(rawValue: try row.text(1)) else {
            try await connection.rollback()
            return nil
        }
        let membership = try row.textIfPresent(2)
        let held = try await connection.query(
            HolderRows.select(of: membership ?? "00000000-0000-0000-0000-000000000000"))
        try await connection.rollback()
        let holder = try membership.flatMap { number throws(PostgresError) in
            try HolderRows.holder(of: number, in: held.rows)
        }
        // A membership that cannot be read opens nothing.
        guard membership == nil || holder != nil else { return nil }
        let bound = try row.bytesIfPresent(9)
        let certificate = bound.flatMap { CertificateFingerprint(stored: $0) }
        // A bond that cannot be read opens nothing.
        guard (bound == nil) == (certificate == nil) else { return nil }
        let grant = Grant(
            digest: digest, kind: kind, membership: MembershipNumber(membership ?? ""),
            scopes: Set(try row.textArray(3).compactMap { $0.flatMap { Scope($0) } }), certificate: certificate,
            validFrom: Timestamp(try row.timestamp(4)), expiresAt: Timestamp(try row.timestamp(5)),
            revokedAt: try row.timestampIfPresent(6).map { Timestamp($0) },
            lastUsedAt: try row.timestampIfPresent(7).map { Timestamp($0) })
        guard let grant else { return nil }
        return Seen(
            kept: Kept(grant: grant, name: try row.text(0), holder: holder), version: try row.int8(8))
    }

    /// Beside the request, which does not wait for it; a note that is lost is made the next time.
    private nonisolated func writeUse(_ digest: SecretDigest, _ now: Timestamp) {
        let pool = pool
        Task {
            try? await pool.withConnection { connection throws(PostgresError) in
                _ = try await connection.query(
                    """
                    INSERT INTO credential_use (digest, last_used_at)
                    VALUES (\(.bytea(digest.bytes)), \(.timestamptz(microsecondsSince1970: now.microseconds)))
                    ON CONFLICT (digest) DO UPDATE SET last_used_at = greatest(
                        credential_use.last_used_at, excluded.last_used_at)
                    """)
            }
        }
    }
}
