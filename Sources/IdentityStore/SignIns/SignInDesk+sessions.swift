import Identity
public import Operations
public import Postgres
import Rules

extension SignInDesk {
    /// A session as it is stored, with the account and the name to greet by.
    private struct Kept {
        var session: Session
        let account: String
        let displayName: String
        let holder: Holder
    }

    /// Whose session a cookie's value is; `nil` when it opens nothing. The time of the latest request is written down
    /// once a minute at most.
    public func session(_ cookie: String) async throws(PostgresError) -> SignedIn? {
        let now = clock.now()
        guard let secret = SessionSecret(cookie), let kept = try await live(secret, at: now) else { return nil }
        if kept.session.lastSeenAt.adding(minutes: 1) <= now {
            _ = try await affects(
                """
                UPDATE session SET last_seen_at = greatest(last_seen_at, \(.timestamptz(microsecondsSince1970: now.microseconds)))
                WHERE digest = \(.bytea(secret.digest.bytes)) AND ended_at IS NULL
                """)
        }
        return signedIn(secret, kept.session, kept.account, kept.displayName, kept.holder, now)
    }

    /// The same for work beside a request, which is no request: nothing is written down.
    public func glance(_ cookie: String) async throws(PostgresError) -> SignedIn? {
        let now = clock.now()
        guard let secret = SessionSecret(cookie), let kept = try await live(secret, at: now) else { return nil }
        return signedIn(secret, kept.session, kept.account, kept.displayName, kept.holder, now)
    }

    /// Ends a session at once on every instance: the next request looks it up.
    public func close(_ cookie: String) async throws(PostgresError) {
        let now = clock.now()
        guard let secret = SessionSecret(cookie), let kept = try await live(secret, at: now) else { return }
        let note = Self.audited(kept.holder, "sign-out", .done, "")
        let origin = Origin.current
        try await pool.withTransaction { connection throws(PostgresError) in
            _ = try await connection.pipeline([Self.end(secret.digest, now), AuditTrail.insert(note, origin)])
        }
    }

    /// Takes the second factor anew; the session goes on under a fresh secret, and no longer than it would have.
    public func confirm(_ cookie: String, _ factor: String) async throws(PostgresError) -> SignInAnswer {
        let now = clock.now()
        guard let secret = SessionSecret(cookie), var kept = try await live(secret, at: now) else { return .refused }
        let address = Origin.current.address
        if case .wait(let until) = try await throttles.admit(.account(inside: kept.account), address: address, at: now)
        {
            try await note(kept.holder, "factor", .refused, "GL-I-0501")
            return .tryLater(seconds: Int(max(1, (until.microseconds - now.microseconds) / 1_000_000)))
        }
        guard let account = try await account(kept.account) else { return .refused }
        guard let fits = try await accepts(factor, for: account, at: now) else {
            try await throttles.giveBack(.account(inside: kept.account), address: address)
            return .tryLater(seconds: 2)
        }
        var generator = SystemRandomNumberGenerator()
        guard fits, let (fresh, session) = kept.session.stepUp(at: now, limits: limits, using: &generator) else {
            try await note(kept.holder, "factor", .refused, "GL-I-0502")
            return .refused
        }
        // A session that was ended while the factor was looked at does not come back under another secret.
        guard try await write(session, kept.account, kept.holder, "factor", while: Self.end(secret.digest, now)) else {
            try await note(kept.holder, "factor", .refused, "GL-I-0502")
            return .refused
        }
        try await throttles.noteSuccess(.account(inside: kept.account), address: address)
        return .opened(
            cookie: fresh.text, signedIn(fresh, session, kept.account, kept.displayName, kept.holder, now))
    }

    /// Writes a new session with the note of it, if what it stands on still stands.
    ///
    /// - Parameter condition: a statement that finds or changes a row and locks it: the password that was asked, the link to a
    ///   provider, the session it takes over from.
    /// - Returns: false when it did not: nothing is written then.
    func write(
        _ session: Session, _ account: String, _ holder: Holder, _ act: String, by way: String = "",
        while condition: PostgresStatement
    ) async throws(PostgresError) -> Bool {
        let note = Self.audited(holder, act, .done, way.isEmpty ? account : "\(account) \(way)")
        let origin = Origin.current
        let started = PostgresValue.timestamptz(microsecondsSince1970: session.startedAt.microseconds)
        let seen = PostgresValue.timestamptz(microsecondsSince1970: session.lastSeenAt.microseconds)
        let confirmed = session.confirmedAt.map { PostgresValue.timestamptz(microsecondsSince1970: $0.microseconds) }
        let statements: [PostgresStatement] = [
            """
            INSERT INTO session (digest, account, started_at, last_seen_at, confirmed_at, address)
            VALUES (\(.bytea(session.digest.bytes)), \(account), \(started), \(seen),
                \(confirmed ?? .null(.timestamptz)), \(origin.address))
            """,
            AuditTrail.insert(note, origin),
        ]
        return try await pool.withTransaction { connection throws(PostgresError) in
            guard try await connection.query(condition).affectedRows == 1 else { return false }
            _ = try await connection.pipeline(statements)
            return true
        }
    }

    func signedIn(
        _ secret: SessionSecret, _ session: Session, _ account: String, _ displayName: String, _ holder: Holder,
        _ now: Timestamp
    ) -> SignedIn {
        let presence: Participant.Presence =
            session.isFresh(at: now, limits: limits)
            ? .freshFactor : session.confirmedAt == nil ? .password : .confirmed
        return SignedIn(
            actor: holder.actor, person: holder.person.number.text, displayName: displayName,
            role: holder.membership.role.rawValue, csrf: secret.formToken, account: account,
            authority: .person(holder.participant(presence), [.read, .allActs]))
    }

    /// A session that goes on, of somebody whose membership is in force.
    private func live(_ secret: SessionSecret, at now: Timestamp) async throws(PostgresError) -> Kept? {
        let rows = try await query(
            """
            SELECT session.started_at, session.last_seen_at, session.confirmed_at, session.ended_at, session.account,
                account.membership::text, coalesce(person_detail.name, person.alias)
            FROM session JOIN account ON account.name = session.account
            JOIN membership ON membership.number = account.membership
            JOIN person ON person.number = membership.person
            LEFT JOIN person_detail ON person_detail.person = person.number
            WHERE session.digest = \(.bytea(secret.digest.bytes))
            """)
        guard let row = rows.first, let holder = try await holder(try row.text(5)) else { return nil }
        let session = Session(
            digest: secret.digest, person: holder.person.number, startedAt: Timestamp(try row.timestamp(0)),
            lastSeenAt: Timestamp(try row.timestamp(1)),
            confirmedAt: try row.timestampIfPresent(2).map { Timestamp($0) },
            endedAt: try row.timestampIfPresent(3).map { Timestamp($0) })
        guard session.standing(at: now, limits: limits) == .live, holder.membership.standing(at: now) == .valid else {
            return nil
        }
        return Kept(session: session, account: try row.text(4), displayName: try row.text(6), holder: holder)
    }

    private static func end(_ digest: SecretDigest, _ now: Timestamp) -> PostgresStatement {
        """
        UPDATE session SET ended_at = \(.timestamptz(microsecondsSince1970: now.microseconds))
        WHERE digest = \(.bytea(digest.bytes)) AND ended_at IS NULL
        """
    }
}

extension SignInDesk {
    /// The desk as surfaces know it.
    public var signIns: SignIns {
        SignIns(
            open: { attempt throws(LedgerFault) in
                try await Gatehouse.asked { () throws(PostgresError) in try await open(attempt) }
            },
            session: { cookie throws(LedgerFault) in
                try await Gatehouse.asked { () throws(PostgresError) in try await session(cookie) }
            },
            glance: { cookie throws(LedgerFault) in
                try await Gatehouse.asked { () throws(PostgresError) in try await glance(cookie) }
            },
            close: { cookie throws(LedgerFault) in
                try await Gatehouse.asked { () throws(PostgresError) in try await close(cookie) }
            },
            confirm: { cookie, factor throws(LedgerFault) in
                try await Gatehouse.asked { () throws(PostgresError) in try await confirm(cookie, factor) }
            })
    }
}
