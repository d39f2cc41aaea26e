import Dispatch
import Identity
import Operations
import Postgres
import Rules
import Testing

@testable import IdentityStore

@Suite("Signing in")
struct SignInTests {
    @Test("an unknown account and a wrong password get one answer, and neither name nor password gets into the audit")
    func sameAnswer() async throws {
        let gate = try await TestGate()
        _ = try await gate.account("keeper-1", .keeper)
        #expect(try await gate.open("keeper-1", "wrong").word == "refused")
        #expect(try await gate.open("my secret typed here", "wrong").word == "refused")
        #expect(try await gate.open("KEEPER-1 ").word == "opened")
        let refused = try await gate.notes("sign-in").filter { $0.result == "refused" }
        #expect(refused.map(\.detail) == ["GL-I-0502", "GL-I-0502"])
        #expect(refused.map(\.who) == ["", "keeper-1"])
        let rows = try await gate.query("SELECT count(*) FROM audit_event WHERE audit_event::text LIKE '%secret%'")
        #expect(try rows[0].int8(0) == 0)
    }

    @Test("wrong tries cost a wait, a thousand at once cost it too, and the right password forgives them")
    func throttle() async throws {
        let gate = try await TestGate()
        _ = try await gate.account("keeper-1", .keeper)
        let words = try await withThrowingTaskGroup { group in
            for number in 0..<12 {
                group.addTask { try await gate.open("keeper-1", "wrong", from: "address-\(number)").word }
            }
            return try await group.reduce(into: [String]()) { $0.append($1) }.sorted()
        }
        #expect(words == Array(repeating: "refused", count: 3) + Array(repeating: "try-later", count: 9))
        #expect(try await gate.open("keeper-1").word == "try-later")
        #expect(try await gate.open("another-name", "wrong").word == "refused")
        gate.clock.move(seconds: 2)
        #expect(try await gate.open("keeper-1").word == "opened")
        #expect(try await gate.open("keeper-1", "wrong").word == "refused")
        #expect(try await gate.open("keeper-1").word == "opened")
        for number in 0..<5 { _ = try await gate.open("keeper-1", "wrong", from: "late-\(number)") }
        #expect(try await gate.open("keeper-1").word == "try-later")
        let other = try PasswordHash(Password(typed: "another horse"), cost: TestGate.cheap)
        #expect(try await gate.accounts.set(other, for: "keeper-1"))
        #expect(try await gate.open("keeper-1", "another horse").word == "opened", "a password set anew opens the lock")
    }

    @Test(
        "A stranger who closes the door of a name keeps nobody out of the browser he came in from, nor from confirming inside"
    )
    func lockedOut() async throws {
        let gate = try await TestGate()
        let (_, _, codes) = try await gate.account(
            "officer-1", .countyOfficer, organization: TestGate.bureau, withFactor: true)
        let first = try #require(
            try await gate.open("officer-1", factor: codes[0].printed, from: "office").opened)
        let (cookie, mark) = (first.cookie, first.session.mark)
        #expect(!mark.isEmpty)
        for number in 0..<5 { _ = try await gate.open("officer-1", "wrong", from: "stranger-\(number)") }
        // Nor does one who sits behind the address of the office.
        for number in 0..<40 { _ = try await gate.open("nobody-\(number)", "wrong", from: "office") }
        #expect(try await gate.open("officer-2", from: "office").word == "try-later")
        func open(_ mark: String, _ factor: String, _ password: String = "correct horse") async throws -> String {
            try await gate.desk.open(
                SignInAttempt(account: "officer-1", password: password, factor: factor, address: "office", mark: mark)
            ).word
        }
        #expect(try await open("", codes[1].printed) == "try-later")
        #expect(try await open("bm90IG91cnM=", codes[1].printed) == "try-later", "a made-up mark is none")
        #expect(try await gate.desk.confirm(cookie, codes[1].printed).word == "opened")
        #expect(try await open(mark, codes[2].printed) == "opened")
        // Under a mark, too, tries are counted.
        for _ in 0..<5 { _ = try await open(mark, "000000") }
        #expect(try await open(mark, codes[3].printed) == "try-later")
        // A new password ends the marks of the old one: their tries count with a stranger's again.
        gate.clock.move(seconds: 86_400)
        #expect(try await open(mark, codes[3].printed) == "opened")
        let other = try PasswordHash(Password(typed: "another horse"), cost: TestGate.cheap)
        #expect(try await gate.accounts.set(other, for: "officer-1"))
        for number in 0..<5 { _ = try await gate.open("officer-1", "wrong", from: "late-\(number)") }
        #expect(try await open(mark, codes[4].printed, "another horse") == "try-later")
    }

    @Test(
        "A sign-in under way while its password is replaced opens nothing; a session that was ended is not gone on with"
    )
    func overtaken() async throws {
        let gate = try await TestGate()
        let (_, authenticator, _) = try await gate.account(
            "officer-1", .countyOfficer, organization: TestGate.bureau, withFactor: true)
        let cookie = try #require(try await gate.open("officer-1", factor: gate.code(authenticator)).opened).cookie
        gate.clock.move(seconds: 60)
        func overtake(_ change: PostgresStatement, _ body: @escaping @Sendable () async throws -> String)
            async throws -> String
        {
            try await gate.pool.withConnection { connection throws(PostgresError) -> Task<String, any Error> in
                try await connection.begin()
                _ = try await connection.query(change)
                let other = Task { try await body() }
                while try await connection.query(
                    "SELECT count(*) FROM pg_locks WHERE NOT granted AND pid <> pg_backend_pid()"
                ).rows[0].int8(0) == 0 { await Task.yield() }
                try await connection.commit()
                return other
            }.value
        }
        let code = gate.code(authenticator)
        let another = try PasswordHash(Password(typed: "another one"), cost: TestGate.cheap).stored
        #expect(
            try await overtake("UPDATE account SET password_hash = \(another) WHERE name = 'officer-1'") {
                try await gate.open("officer-1", factor: code).word
            } == "refused")
        gate.clock.move(seconds: 60)
        let later = gate.code(authenticator)
        #expect(
            try await overtake("UPDATE session SET ended_at = clock_timestamp() WHERE account = 'officer-1'") {
                try await gate.desk.confirm(cookie, later).word
            } == "refused")
        let open = try await gate.query("SELECT count(*) FROM session WHERE ended_at IS NULL")
        #expect(try open[0].int8(0) == 0)
    }

    @Test("who needs a second factor does not get in without, and a code opens once, also when typed twice at once")
    func secondFactor() async throws {
        let gate = try await TestGate()
        let (_, authenticator, _) = try await gate.account(
            "officer-1", .countyOfficer, organization: TestGate.bureau, withFactor: true)
        #expect(try await gate.open("officer-1").word == "needs-factor")
        #expect(try await gate.open("officer-1", factor: "000000").word == "refused")
        gate.clock.move(seconds: 3_600)
        let code = gate.code(authenticator)
        let words = try await withThrowingTaskGroup { group in
            for _ in 0..<2 { group.addTask { try await gate.open("officer-1", factor: code).word } }
            return try await group.reduce(into: [String]()) { $0.append($1) }.sorted()
        }
        #expect(words == ["opened", "refused"])
        #expect(try await gate.open("officer-1", factor: code).word == "refused")
        gate.clock.move(seconds: 30)
        #expect(try await gate.open("officer-1", factor: gate.code(authenticator)).word == "opened")
        _ = try await gate.account("officer-2", .countyOfficer, organization: TestGate.bureau)
        // Without a factor enrolled nobody gets in as officer either.
        #expect(try await gate.open("officer-2", factor: "").word == "needs-factor")
        #expect(try await gate.open("officer-2", factor: "123456").word == "refused")
    }

    @Test(
        "Wrong factors inside are not forgiven for a right password, and a hash that two renew at once shuts nobody out"
    )
    func insideAndRenewal() async throws {
        let gate = try await TestGate()
        let (_, _, codes) = try await gate.account(
            "officer-1", .countyOfficer, organization: TestGate.bureau, withFactor: true)
        let cookie = try #require(try await gate.open("officer-1", factor: codes[0].printed).opened).cookie
        let own = OwnAccount(desk: gate.desk)
        var words: [String] = []
        for _ in 0..<4 {
            words.append(try await gate.desk.confirm(cookie, "000000").word)
            _ = try await own.change(cookie, "correct horse", "a")
        }
        #expect(words.first == "refused" && words.contains("try-later"))
        _ = try await gate.account("keeper-2", .keeper)
        let opened = try await withThrowingTaskGroup(of: String.self) { group in
            for number in 0..<2 { group.addTask { try await gate.open("keeper-2", from: "tab-\(number)").word } }
            return try await group.reduce(into: [String]()) { $0.append($1) }
        }
        #expect(opened == ["opened", "opened"])
    }

    @Test("a recovery code opens once")
    func recovery() async throws {
        let gate = try await TestGate()
        let (_, _, codes) = try await gate.account("approver-1", .approver, withFactor: true)
        #expect(try await gate.open("approver-1", factor: codes[3].printed).word == "opened")
        #expect(try await gate.open("approver-1", factor: codes[3].printed).word == "refused")
        #expect(try await gate.open("approver-1", factor: codes[4].printed.lowercased()).word == "opened")
        let rows = try await gate.query("SELECT count(*) FROM recovery_code WHERE used_at IS NOT NULL")
        #expect(try rows[0].int8(0) == 2)
    }

    @Test("the key of a second factor cannot be read from the database, nor moved to another account")
    func sealed() async throws {
        let gate = try await TestGate()
        let (_, authenticator, _) = try await gate.account("approver-1", .approver, withFactor: true)
        _ = try await gate.account("approver-2", .approver, withFactor: true)
        let stored = try await gate.query("SELECT secret FROM second_factor WHERE account = 'approver-1'")
        #expect(try stored[0].bytes(0).contains(authenticator.key) == false)
        _ = try await gate.query(
            """
            UPDATE second_factor SET secret = (SELECT secret FROM second_factor WHERE account = 'approver-1')
            WHERE account = 'approver-2'
            """)
        await #expect(throws: PostgresError.self) {
            try await gate.open("approver-2", factor: gate.code(authenticator))
        }
    }

    @Test("a membership that is not in force opens nothing")
    func membership() async throws {
        let gate = try await TestGate()
        _ = try await gate.account("keeper-1", .keeper, to: "2026-10-07")
        #expect(try await gate.open("keeper-1").word == "refused")
        let (second, _, _) = try await gate.account("keeper-2", .keeper)
        try await gate.gate.people.suspend(second, by: "test", reason: "left")
        #expect(try await gate.open("keeper-2").word == "refused")
        try await gate.gate.people.suspend(second, false, by: "test", reason: "came back")
        #expect(try await gate.open("keeper-2").word == "opened")
    }

    @Test("no more hashes at once than the bound, and nobody waits past it")
    func bounded() async throws {
        let queue = HashingQueue(width: 1, bound: 1)
        let gate = Gate()
        async let first = queue.run { gate.wait() }
        while await queue.isIdle { await Task.yield() }
        async let second = queue.run { 2 }
        while await queue.waiting == 0 { await Task.yield() }
        #expect(await queue.run({ 3 }) == nil)
        gate.open()
        #expect(await first == 1)
        #expect(await second == 2)
        #expect(await queue.run({ 4 }) == 4)
    }
}

/// Holds a thread until it is opened.
final class Gate: Sendable {
    private let semaphore = DispatchSemaphore(value: 0)
    func wait() -> Int {
        semaphore.wait()
        return 1
    }
    func open() { semaphore.signal() }
}
