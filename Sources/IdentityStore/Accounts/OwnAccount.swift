import Identity
import Operations
import Postgres
import Rules

/// What everybody may see and change of himself.
struct OwnAccount: Sendable {
    let desk: SignInDesk

    /// Who asks, with his open sessions when he signed in, and his credentials in force.
    func sheet(of caller: Caller, _ cookie: String?) async throws(PostgresError) -> OwnSheet {
        guard let participant = caller.authority.participant else {
            return OwnSheet(
                person: nil, alias: nil, memberships: [], acting: nil, account: nil, sessions: [], credentials: [])
        }
        let person = participant.person.number.text
        let today = desk.clock.now().chinaDate.description
        let own = try await desk.query(
            """
            SELECT person.alias, held.number::text, held.organization, held.role, held.region,
                membership_standing(held.ended_at, held.suspended_at, held.first_day, held.last_day, \(today)::date),
                held.granted_by, held.sites, held.first_day::text, held.last_day::text
            FROM membership_now AS held JOIN person ON person.number = held.person
            WHERE held.person::text = \(person) ORDER BY held.granted_at, held.number
            """)
        var memberships: [MembershipSheet] = []
        for row in own { memberships.append(try PeopleReads.membership(row, from: 1)) }
        var query = CredentialQuery()
        query.person = person
        query.standing = "valid"
        query.limit = 200
        let reads = PeopleReads(pool: desk.pool, clock: desk.clock)
        let credentials = try await reads.credentials(query, for: caller)?.credentials ?? []
        var account: AccountSheet?
        var sessions: [SessionSheet] = []
        if let cookie, let secret = SessionSecret(cookie), let name = try await desk.liveAccount(secret) {
            account = try PeopleReads.accounts(
                try await desk.query(PeopleReads.accounts(of: person, reach: "", name: name))
            ).first
            sessions = try await desk.openSessions(of: name, but: secret)
        }
        return OwnSheet(
            person: person, alias: try own.first?.text(0), memberships: memberships,
            acting: participant.acting.number.text, account: account, sessions: sessions, credentials: credentials)
    }

    /// Changes the password of a session's account: the old one is asked, under the throttle of the door; every other session
    /// of the account ends.
    func change(_ cookie: String, _ old: String, _ new: String) async throws(PostgresError) -> PasswordAnswer {
        let now = desk.clock.now()
        guard let secret = SessionSecret(cookie), let signedIn = try await desk.session(cookie),
            let account = try await desk.account(signedIn.account),
            let holder = try await desk.holder(account.membership), account.hash != nil
        else { return .noSession }
        let address = Origin.current.address
        if case .wait(let until) = try await desk.throttles.admit(
            .account(inside: account.name), address: address, at: now)
        {
            return .tryLater(seconds: SignInDesk.seconds(from: now, to: until))
        }
        let typed = Password(typed: old)
        let check = desk.check
        let outcome = await desk.queue.run {
            Result { () throws(HashingFault) in try check.outcome(typed, against: account.hash) }
        }
        guard let outcome else { return try await full(account.name, address) }
        guard case .success(let verdict) = outcome else { throw PostgresError(.decoding, "a hash was not computed") }
        guard case .accepted = verdict else {
            try await desk.note(holder, "password-changed", .refused, "GL-I-0502")
            return .wrong
        }
        // Its own charge is given back, and no other: wrong factors are not forgiven for a right password.
        try await desk.throttles.giveBack(.account(inside: account.name), address: address)
        let chosen = Password(typed: new)
        let findings = try await desk.findings(on: chosen, after: typed, for: account.name)
        guard findings.isEmpty else { return .unfit(findings) }
        guard let hash = try await desk.hash(of: chosen) else { return .tryLater(seconds: 2) }
        return try await set(hash, account, holder, keeping: secret) ? .changed : .wrong
    }

    private func full(_ account: String, _ address: String) async throws(PostgresError) -> PasswordAnswer {
        try await desk.throttles.giveBack(.account(inside: account), address: address)
        return .tryLater(seconds: 2)
    }

    /// Sets it where the old one still stands: of two who change at once, one does.
    private func set(_ hash: PasswordHash, _ account: StoredAccount, _ holder: Holder, keeping secret: SessionSecret)
        async throws(PostgresError) -> Bool
    {
        let statements =
            Accounts.setting(hash, for: account.name, keeping: secret.digest)
            + [
                AuditTrail.insert(
                    SignInDesk.audited(holder, "password-changed", .done, account.name), Origin.current)
            ]
        return try await desk.pool.withTransaction { connection throws(PostgresError) in
            let known = try await connection.query(
                """
                SELECT 1 FROM account WHERE name = \(account.name) AND password_hash = \(.text(account.hash?.stored))
                FOR UPDATE
                """)
            guard !known.rows.isEmpty else { return false }
            _ = try await connection.pipeline(statements)
            return true
        }
    }

    /// Ends one of the open sessions of a session's account.
    func end(_ cookie: String, _ code: String) async throws(PostgresError) -> Bool {
        guard let secret = SessionSecret(cookie), let name = try await desk.liveAccount(secret),
            let signedIn = try await desk.session(cookie)
        else { return false }
        let note = AuditNote(signedIn.caller, "session-ended", name, detail: code)
        let origin = Origin.current
        return try await desk.pool.withTransaction { connection throws(PostgresError) in
            let ended = try await connection.query(
                """
                UPDATE session SET ended_at = clock_timestamp()
                WHERE account = \(name) AND ended_at IS NULL AND left(encode(digest, 'hex'), 16) = \(code)
                """)
            guard ended.affectedRows > 0 else { return false }
            _ = try await connection.query(AuditTrail.insert(note, origin))
            return true
        }
    }
}

extension SignInDesk {
    /// Name of the account that a session which goes on is of.
    func liveAccount(_ secret: SessionSecret) async throws(PostgresError) -> String? {
        try await session(secret.text)?.account
    }

    /// Sessions of an account that go on, latest first.
    func openSessions(of account: String, but own: SessionSecret) async throws(PostgresError) -> [SessionSheet] {
        let now = clock.now()
        let idle = PostgresValue.timestamptz(
            microsecondsSince1970: now.adding(minutes: -limits.idleMinutes).microseconds)
        let absolute = PostgresValue.timestamptz(
            microsecondsSince1970: now.adding(minutes: -limits.absoluteMinutes).microseconds)
        let rows = try await query(
            """
            SELECT left(encode(digest, 'hex'), 16), started_at, last_seen_at, address,
                digest = \(.bytea(own.digest.bytes))
            FROM session
            WHERE account = \(account) AND ended_at IS NULL AND last_seen_at > \(idle) AND started_at > \(absolute)
            ORDER BY started_at DESC
            """)
        var sessions: [SessionSheet] = []
        for row in rows {
            sessions.append(
                SessionSheet(
                    code: try row.text(0), startedAt: Timestamp(try row.timestamp(1)),
                    lastSeenAt: Timestamp(try row.timestamp(2)), address: try row.text(3), isCurrent: try row.bool(4)))
        }
        return sessions
    }
}
