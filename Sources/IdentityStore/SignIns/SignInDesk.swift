import Foundation
public import Identity
public import Operations
public import Postgres
import Rules

/// Opens sessions, knows them again, closes them: what stands behind `SignIns`.
///
/// Unknown account and wrong password take the same way: look-up, throttle, one Argon2id computation, one note in the
/// audit, one answer (reliability.md §8, 2).
public struct SignInDesk: Sendable {
    let pool: PostgresPool
    let key: FactorKey
    let clock: IdentityClock
    let limits: SessionLimits
    let throttles: ThrottleStore
    let audit: AuditTrail
    let queue: HashingQueue
    let check: PasswordCheck
    let cost: HashCost

    /// A desk; computes its decoy hash, which takes the time of one.
    ///
    /// - Throws: `HashingFault` when there is no memory for the cost.
    public init(
        pool: PostgresPool, key: FactorKey, clock: IdentityClock = .system, limits: SessionLimits = .standard,
        cost: HashCost = .interactive
    ) throws(HashingFault) {
        self.pool = pool
        self.key = key
        self.clock = clock
        self.limits = limits
        throttles = ThrottleStore(pool: pool)
        audit = AuditTrail(pool: pool)
        queue = HashingQueue()
        check = try PasswordCheck(cost: cost)
        self.cost = cost
    }

    /// What a try at the door came to, before anything is answered.
    private enum Finding {
        /// `hashes`: what may stand as the account's password by now; another was set meanwhile.
        case opened(StoredAccount, Holder, confirmed: Bool, hashes: [String])
        case needsFactor(StoredAccount, Holder)
        case needsPassword([PasswordFinding], Holder)
        case refused(String, Holder?)
        case full
    }

    /// Opens a session.
    public func open(_ attempt: SignInAttempt) async throws(PostgresError) -> SignInAnswer {
        let now = clock.now()
        let name = Self.folded(attempt.account)
        // A stranger may close the door of a name again and again; from the browser that came in before it stays open.
        let account = try await account(name)
        let isMarked = account.map { self.isMarked(attempt.mark, of: $0) } ?? false
        let asked: ThrottleKey = isMarked ? .account(known: name) : .account(typed: name)
        if case .wait(let until) = try await throttles.admit(asked, address: attempt.address, at: now) {
            try await note(nil, "sign-in", .refused, "GL-I-0501")
            return .tryLater(seconds: Self.seconds(from: now, to: until))
        }
        let finding: Finding
        do throws(PostgresError) {
            finding = try await judge(attempt, account, at: now)
        } catch {
            try? await throttles.giveBack(asked, address: attempt.address)
            throw error
        }
        switch finding {
        case .full:
            try await throttles.giveBack(asked, address: attempt.address)
            return .tryLater(seconds: 2)
        case .refused(let why, let holder):
            try await note(holder, "sign-in", .refused, why)
            return .refused
        case .needsFactor(_, let holder):
            try await note(holder, "sign-in", .refused, "GL-I-0503")
            return .needsFactor
        case .needsPassword(let findings, let holder):
            try await note(holder, "sign-in", .refused, "GL-I-0504")
            return .needsPassword(findings)
        case .opened(let account, let holder, let confirmed, let hashes):
            var generator = SystemRandomNumberGenerator()
            let (secret, session) = Session.begin(
                holder.person.number, confirmed: confirmed, at: now, using: &generator)
            let password: PostgresStatement = """
                SELECT 1 FROM account WHERE name = \(account.name) AND password_hash = ANY(\(.textArray(hashes))) FOR SHARE
                """
            guard try await write(session, account.name, holder, "sign-in", while: password) else {
                try await note(holder, "sign-in", .refused, "GL-I-0502")
                return .refused
            }
            try await throttles.noteSuccess(asked, address: attempt.address)
            var signedIn = signedIn(secret, session, account.name, account.displayName, holder, now)
            signedIn.mark = mark(of: account.name, hashes.last ?? "")
            return .opened(cookie: secret.text, signedIn)
        }
    }

    private func judge(_ attempt: SignInAttempt, _ account: StoredAccount?, at now: Timestamp)
        async throws(PostgresError) -> Finding
    {
        let password = Password(typed: attempt.password)
        let check = check
        let outcome = await queue.run {
            Result { () throws(HashingFault) in
                try check.outcome(password, against: account?.hash)
            }
        }
        guard let outcome else { return .full }
        guard case .success(let verdict) = outcome else { throw PostgresError(.decoding, "a hash was not computed") }
        // The holder is read for the unknown account too: the work is the same.
        let holder = try await holder(account?.membership ?? UUID().uuidString.lowercased())
        guard case .accepted(let rehash) = verdict, let account, let holder else {
            return .refused("GL-I-0502", holder)
        }
        guard holder.membership.standing(at: now) == .valid else { return .refused("GL-I-0601", holder) }
        var hashes = [account.hash?.stored].compactMap(\.self)
        if rehash, let renewed = await renewHash(of: account, password) { hashes.append(renewed) }
        if let until = account.firstUntil {
            return try await choose(attempt, account, holder, until: until, at: now)
        }
        return try await judgeFactor(attempt, account, holder, hashes, at: now)
    }

    private func judgeFactor(
        _ attempt: SignInAttempt, _ account: StoredAccount, _ holder: Holder, _ hashes: [String], at now: Timestamp
    ) async throws(PostgresError) -> Finding {
        guard account.factor != nil || holder.membership.role.needsSecondFactor else {
            return .opened(account, holder, confirmed: false, hashes: hashes)
        }
        guard !attempt.factor.isEmpty else { return .needsFactor(account, holder) }
        guard let fits = try await accepts(attempt.factor, for: account, at: now) else { return .full }
        return fits ? .opened(account, holder, confirmed: true, hashes: hashes) : .refused("GL-I-0502", holder)
    }

    /// A first password opens nothing but the choice of another; with one that may be used, and the factor, it is set and
    /// the door opens.
    private func choose(
        _ attempt: SignInAttempt, _ account: StoredAccount, _ holder: Holder, until: Timestamp, at now: Timestamp
    ) async throws(PostgresError) -> Finding {
        guard now < until else { return .refused("GL-I-0502", holder) }
        guard !attempt.newPassword.isEmpty else { return .needsPassword([], holder) }
        let chosen = Password(typed: attempt.newPassword)
        let findings = try await findings(on: chosen, after: Password(typed: attempt.password), for: account.name)
        guard findings.isEmpty else { return .needsPassword(findings, holder) }
        let finding = try await judgeFactor(attempt, account, holder, [], at: now)
        guard case .opened(_, _, let confirmed, _) = finding else { return finding }
        guard let hash = try await hash(of: chosen) else { return .full }
        let statements = Accounts.setting(hash, for: account.name)
        let origin = Origin.current
        // Of two who choose at once with the same first password, one does: the row decides.
        let isFirst = try await pool.withTransaction { connection throws(PostgresError) in
            let known = try await connection.query(
                """
                SELECT 1 FROM account WHERE name = \(account.name) AND first_until IS NOT NULL
                    AND password_hash = \(.text(account.hash?.stored)) FOR UPDATE
                """)
            guard !known.rows.isEmpty else { return false }
            let note = AuditTrail.insert(Self.audited(holder, "password-changed", .done, account.name), origin)
            _ = try await connection.pipeline(statements + [note])
            return true
        }
        guard isFirst else { return .refused("GL-I-0502", holder) }
        return .opened(account, holder, confirmed: confirmed, hashes: [hash.stored])
    }

    /// What speaks against a new password of an account.
    func findings(on chosen: Password, after old: Password, for account: String) async throws(PostgresError)
        -> [PasswordFinding]
    {
        let names = try await Accounts(pool: pool, key: key).ownNames(account) ?? [account]
        let found = PasswordRules(ownNames: names).findings(on: chosen)
        return chosen.isEqual(to: old) ? [.notNew] + found : found
    }

    /// The hash of a new password; `nil` when too many computations wait.
    func hash(of password: Password) async throws(PostgresError) -> PasswordHash? {
        let cost = cost
        let outcome = await queue.run { Result { () throws(HashingFault) in try PasswordHash(password, cost: cost) } }
        guard let outcome else { return nil }
        guard case .success(let hash) = outcome else { throw PostgresError(.decoding, "a hash was not computed") }
        return hash
    }

    /// Whether a factor fits, and uses it up; `nil` when too many computations wait.
    func accepts(_ factor: String, for account: StoredAccount, at now: Timestamp) async throws(PostgresError) -> Bool? {
        guard let stored = account.factor else { return false }
        if let step = stored.authenticator.acceptedStep(of: factor, at: now, lastUsed: stored.lastStep) {
            // Of two who type the same code at once, one gets in: the row decides, not what was read before.
            return try await affects(
                """
                UPDATE second_factor SET last_step = \(step)
                WHERE account = \(account.name) AND kind = 'totp' AND (last_step IS NULL OR last_step < \(step))
                """)
        }
        guard let code = try? RecoveryCode(typed: factor), let codes = try await recoveryCodes(account.name) else {
            return false
        }
        let used = await queue.run { () -> Result<[[UInt8]], HashingFault> in
            var rest = codes
            return Result { () throws(HashingFault) in
                try rest.use(code) ? codes.digests.filter { !rest.digests.contains($0) } : []
            }
        }
        guard let used else { return nil }
        guard case .success(let digests) = used else { throw PostgresError(.decoding, "a hash was not computed") }
        guard let digest = digests.first else { return false }
        return try await affects(
            """
            UPDATE recovery_code SET used_at = clock_timestamp()
            WHERE account = \(account.name) AND digest = \(.bytea(digest)) AND used_at IS NULL
            """)
    }

    private func recoveryCodes(_ account: String) async throws(PostgresError) -> RecoveryCodes? {
        let rows = try await query(
            """
            SELECT salt, passes, memory_bytes, digest FROM recovery_set
            JOIN recovery_code ON recovery_code.account = recovery_set.account AND used_at IS NULL
            WHERE recovery_set.account = \(account)
            """)
        guard let first = rows.first,
            let cost = HashCost(passes: UInt64(try first.int8(1)), memoryBytes: Int(try first.int8(2)))
        else { return nil }
        var digests: [[UInt8]] = []
        for row in rows { digests.append(try row.bytes(3)) }
        return RecoveryCodes(salt: try first.bytes(0), cost: cost, digests: digests)
    }

    /// A hash at the present cost, after the right password, where that still stands; when it fails the old one serves on.
    ///
    /// - Returns: what stands as the account's password now, when it is the same password.
    private func renewHash(of account: StoredAccount, _ password: Password) async -> String? {
        let cost = cost
        guard let hash = await queue.run({ try? PasswordHash(password, cost: cost) }), let hash else { return nil }
        let isRenewed = try? await affects(
            """
            UPDATE account SET password_hash = \(hash.stored)
            WHERE name = \(account.name) AND password_hash = \(.text(account.hash?.stored))
            """)
        if isRenewed == true { return hash.stored }
        // Another sign-in may have renewed it at the same time: then it is this password all the same.
        guard let now = try? await self.account(account.name), let stored = now.hash else { return nil }
        let check = check
        let outcome = await queue.run { try? check.outcome(password, against: stored) }
        guard case .accepted = outcome ?? nil else { return nil }
        return stored.stored
    }

    /// The mark of the browsers from which somebody has signed in to an account by the password that it has: one for all of them, so
    /// that whoever collects them has one; a new password ends it.
    private func mark(of name: String, _ hash: String) -> String {
        let text = key.seal([UInt8](SecretDigest(of: hash).bytes), for: Self.markSeal + name)
        return Data(text).base64EncodedString()
    }

    /// What tells marks from whatever else the key seals: no account is called so, because of the space.
    private static let markSeal = "browser mark of "

    /// Whether a browser shows the mark of an account as it is.
    private func isMarked(_ text: String, of account: StoredAccount) -> Bool {
        guard (1...200).contains(text.utf8.count), let sealed = Data(base64Encoded: text), let hash = account.hash
        else {
            return false
        }
        return key.open([UInt8](sealed), for: Self.markSeal + account.name)
            == [UInt8](SecretDigest(of: hash.stored).bytes)
    }

    func account(_ name: String) async throws(PostgresError) -> StoredAccount? {
        guard let row = try await query(StoredAccount.select(name)).first else { return nil }
        return try StoredAccount(row, key)
    }

    func holder(_ membership: String) async throws(PostgresError) -> Holder? {
        try HolderRows.holder(of: membership, in: try await query(HolderRows.select(of: membership)))
    }

    func query(_ statement: PostgresStatement) async throws(PostgresError) -> [PostgresRow] {
        try await pool.withConnection { connection throws(PostgresError) in try await connection.query(statement).rows }
    }

    func affects(_ statement: PostgresStatement) async throws(PostgresError) -> Bool {
        try await pool.withConnection { connection throws(PostgresError) in
            try await connection.query(statement).affectedRows == 1
        }
    }

    func note(_ holder: Holder?, _ act: String, _ outcome: AuditNote.Outcome, _ detail: String = "")
        async throws(PostgresError)
    {
        try await audit.note(Self.audited(holder, act, outcome, detail))
    }

    static func audited(_ holder: Holder?, _ act: String, _ outcome: AuditNote.Outcome, _ detail: String) -> AuditNote {
        AuditNote(
            who: holder?.alias ?? "", person: holder?.person.number, region: holder?.region ?? "", act: act,
            outcome: outcome, detail: detail)
    }

    /// An account's name as it is looked up: what an input method or a careless hand makes of it counts for nothing.
    static func folded(_ typed: String) -> String {
        String(typed.prefix(256)).precomposedStringWithCompatibilityMapping.lowercased()
            .trimmingCharacters(in: .whitespacesAndNewlines).replacing("\0", with: "")
    }

    static func seconds(from now: Timestamp, to until: Timestamp) -> Int {
        Int(max(1, (until.microseconds - now.microseconds + 999_999) / 1_000_000))
    }
}
