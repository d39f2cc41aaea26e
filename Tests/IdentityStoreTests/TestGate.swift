import CustodyStore
import Foundation
import Identity
import Operations
import Postgres
import Rules
import Synchronization
import TestCluster
import Testing

@testable import IdentityStore

/// A clock that stands until a test moves it.
final class StillClock: Sendable {
    private let moved = Mutex(Int64(0))
    static let noon = Timestamp(rfc3339: "2026-10-08T12:00:00+08:00") ?? Timestamp(0)

    func move(seconds: Int64) { moved.withLock { $0 += seconds } }

    var identity: IdentityClock {
        IdentityClock(
            now: { Timestamp(Self.noon.microseconds + self.moved.withLock { $0 } * 1_000_000) },
            elapsed: { .seconds(self.moved.withLock { $0 }) })
    }
}

/// A database of its own, migrated, with a gatehouse whose clock stands and whose hashes are cheap.
struct TestGate {
    let url: String
    let pool: PostgresPool
    let clock = StillClock()
    let gate: Gatehouse
    let desk: SignInDesk
    let accounts: Accounts
    static let cheap = HashCost(passes: 1, memoryBytes: 8_192) ?? .interactive
    static let granary = CreditCode("91430903MA4L000118")
    static let bureau = CreditCode("11430900006420014X")

    /// An answer of another kind than the test is about.
    struct Unexpected: Error {}

    /// - Parameter key: seals second factors; one of its own when nobody brings one.
    init(_ key: FactorKey? = FactorKey(bytes: Array(0..<32))) async throws {
        url = try await TestCluster.migrated()
        pool = PostgresPool(configuration: TestCluster.configuration(url), size: 4, longestWait: .seconds(60))
        gate = Gatehouse(pool: pool, clock: clock.identity)
        let key = try #require(key)
        desk = try gate.desk(key, cost: Self.cheap)
        accounts = gate.accounts(key)
    }

    /// A membership of a new person, in force all of 2026.
    func membership(
        _ alias: String, _ role: Role, organization: CreditCode? = granary, region: String = "430903",
        to lastDay: String = "2026-12-31"
    ) async throws -> MembershipNumber {
        let wish = MembershipWish(
            organization: try #require(organization), role: role, region: try #require(RegionPrefix(region)),
            firstDay: try #require(CivilDate(iso: "2026-01-01")), lastDay: try #require(CivilDate(iso: lastDay)))
        try #require(wish.isSound)
        return try await gate.people.grant(wish, to: try await gate.people.add(alias: alias, name: nil), by: "test")
    }

    /// An account with a password, and, where asked, a second factor with recovery codes.
    func account(
        _ name: String, _ role: Role, organization: CreditCode? = granary, region: String = "430903",
        password: String = "correct horse", withFactor: Bool = false, to lastDay: String = "2026-12-31"
    ) async throws -> (membership: MembershipNumber, authenticator: Authenticator, codes: [RecoveryCode]) {
        let membership = try await membership(
            name, role, organization: organization, region: region, to: lastDay)
        try await accounts.add(name, for: membership)
        #expect(try await accounts.set(PasswordHash(Password(typed: password), cost: Self.cheap), for: name))
        var generator = SystemRandomNumberGenerator()
        let authenticator = Authenticator.random(using: &generator)
        let (shown, stored) = try RecoveryCodes.issue(cost: Self.cheap, using: &generator)
        if withFactor { #expect(try await accounts.enrol(authenticator, stored, for: name)) }
        return (membership, authenticator, shown)
    }

    func open(_ account: String, _ password: String = "correct horse", factor: String = "", from address: String = "a")
        async throws -> SignInAnswer
    {
        try await desk.open(SignInAttempt(account: account, password: password, factor: factor, address: address))
    }

    func code(_ authenticator: Authenticator, later steps: Int64 = 0) -> String {
        authenticator.code(atStep: Authenticator.step(at: clock.identity.now()) + steps)
    }

    func query(_ statement: PostgresStatement) async throws -> [PostgresRow] {
        try await pool.withConnection { connection throws(PostgresError) in try await connection.query(statement).rows }
    }

    func notes(_ act: String) async throws -> [AuditEntry] {
        var query = AuditQuery()
        query.act = act
        return try await gate.audit.list(query, for: .machineOperator)
    }
}

extension SignInAnswer {
    var opened: (cookie: String, session: SignedIn)? {
        if case .opened(let cookie, let session) = self { (cookie, session) } else { nil }
    }

    /// The answer in a word.
    var word: String {
        switch self {
        case .opened: "opened"
        case .needsFactor: "needs-factor"
        case .needsPassword: "needs-password"
        case .refused: "refused"
        case .tryLater: "try-later"
        }
    }
}
