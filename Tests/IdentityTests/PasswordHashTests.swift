import Synchronization
import Testing

@testable import Identity

@Suite("Hashes of passwords")
struct PasswordHashTests {
    private let password = Password(typed: "夜来风雨声 花落知多少")

    @Test("a hash opens to its password alone, is salted, and names its algorithm and cost")
    func hashes() throws {
        let hash = try PasswordHash(password, cost: cheap)
        #expect(hash.stored.hasPrefix("$argon2id$v=19$m=8,t=1,p=1$"))
        #expect(try hash.matches(password))
        #expect(try !hash.matches(Password(typed: "夜来风雨声 花落知多小")))
        #expect(try !hash.matches(Password(typed: "")))
        #expect(try PasswordHash(password, cost: cheap).stored != hash.stored)
        let stored = try #require(PasswordHash(stored: hash.stored))
        #expect(try stored.matches(password))
    }

    @Test("what an input method types in full width is the same password; case and blanks are not")
    func normalForm() throws {
        let hash = try PasswordHash(Password(typed: "Café 2 oboes ①"), cost: cheap)
        #expect(try hash.matches(Password(typed: "Ｃａｆｅ\u{301}\u{3000}２ ｏｂｏｅｓ 1")))
        #expect(try !hash.matches(Password(typed: "café 2 oboes ①")))
        #expect(try !hash.matches(Password(typed: "Café 2 oboes ① ")))
    }

    @Test("bytes after a NUL count")
    func embeddedZero() throws {
        let hash = try PasswordHash(Password(typed: "left\0right"), cost: cheap)
        #expect(try !hash.matches(Password(typed: "left\0wrong")))
        #expect(try !hash.matches(Password(typed: "left")))
    }

    @Test("another cost asks for a new hash; other algorithms and damaged texts are no hashes")
    func costs() throws {
        let hash = try PasswordHash(password, cost: cheap)
        #expect(!hash.differs(from: cheap))
        #expect(hash.differs(from: .interactive))
        #expect(hash.differs(from: try #require(HashCost(passes: 2, memoryBytes: 8_192))))
        #expect(PasswordHash(stored: "$2b$12$abcdefghijklmnopqrstuv") == nil)
        #expect(PasswordHash(stored: "") == nil)
        // A text that cannot be read is a fault of the store, not a wrong password.
        let damaged = try #require(PasswordHash(stored: hash.stored.replacing("m=8,", with: "m=?,")))
        #expect(throws: HashingFault.notComputed) { try damaged.matches(password) }
    }

    @Test("costs have bounds, and the standard one is libsodium's: 2 passes over 64 MiB")
    func bounds() {
        #expect(HashCost.interactive == HashCost(passes: 2, memoryBytes: 67_108_864))
        for (passes, bytes) in [(0, 8_192), (1, 8_191), (65, 8_192), (1, 1_073_741_825)] {
            #expect(HashCost(passes: UInt64(passes), memoryBytes: bytes) == nil)
        }
    }

    @Test("an unknown account costs one comparison, as a known one does, and never opens")
    func unknownAccount() throws {
        let compared = Mutex<[String]>([])
        let check = try PasswordCheck(cost: cheap) { hash, password throws(HashingFault) in
            compared.withLock { $0.append(hash.stored) }
            return try hash.matches(password)
        }
        let hash = try PasswordHash(password, cost: cheap)
        #expect(try check.outcome(password, against: hash) == .accepted(rehash: false))
        #expect(try check.outcome(Password(typed: "something else"), against: hash) == .refused)
        #expect(try check.outcome(password, against: nil) == .refused)
        let seen = compared.withLock { $0 }
        try #require(seen.count == 3, "one comparison for each, no more and no fewer")
        #expect(seen[0] == hash.stored && seen[1] == hash.stored && seen[2] != hash.stored)
        #expect(seen[2].hasPrefix("$argon2id$v=19$m=8,t=1,p=1$"), "the decoy costs what a hash costs")
    }

    @Test("even a comparison that says yes does not open an account that is not there")
    func decoyOpensNothing() throws {
        let check = try PasswordCheck(cost: cheap) { _, _ in true }
        #expect(try check.outcome(password, against: nil) == .refused)
    }

    @Test("a right password under an older cost asks for a new hash")
    func rehash() throws {
        let dearer = try #require(HashCost(passes: 2, memoryBytes: 16_384))
        let check = try PasswordCheck(cost: dearer)
        #expect(try check.outcome(password, against: PasswordHash(password, cost: cheap)) == .accepted(rehash: true))
    }
}
