import Foundation
import Identity
import Operations
import Postgres
import Testing

@testable import IdentityStore

@Suite("The key that seals second factors is renewed while everybody signs in")
struct FactorKeyTests {
    private func inScratch(_ body: (FactorKeyFile) async throws -> Void) async throws {
        let path = "/tmp/gl-factor-\(UUID().uuidString.prefix(8)).key"
        defer { for end in ["", ".next", ".former"] { try? FileManager.default.removeItem(atPath: path + end) } }
        try await body(FactorKeyFile(path: path))
    }

    private func rights(_ path: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    }

    @Test("Added, used, dropped: at each step who signed in before signs in, by the same desk")
    func renewal() async throws {
        try await inScratch { file in
            let gate = try await TestGate(try FactorKey(file: file.path))
            let former = try Data(contentsOf: URL(filePath: file.path))
            let (_, first, _) = try await gate.account("approver-1", .approver, withFactor: true)
            func signsIn(_ name: String, _ authenticator: Authenticator) async throws -> Bool {
                gate.clock.move(seconds: 30)
                return try await gate.open(name, factor: gate.code(authenticator)).word == "opened"
            }
            #expect(try await signsIn("approver-1", first))

            try file.add()
            #expect(try rights(file.path) == 0o600 && rights(file.path + ".next") == 0o600)
            #expect(try await signsIn("approver-1", first))
            #expect(try await gate.accounts.sealedByOthers() == [])

            try file.useNext()
            #expect(try await signsIn("approver-1", first))
            #expect(try await gate.accounts.sealedByOthers() == ["approver-1"])
            let (_, second, _) = try await gate.account("approver-2", .approver, withFactor: true)
            #expect(try await gate.accounts.reseal() == .init(renewed: 1, closed: []))
            #expect(try await gate.accounts.sealedByOthers() == [])

            try file.dropFormer()
            #expect(!file.hasNext && !FileManager.default.fileExists(atPath: file.path + ".former"))
            #expect(try await signsIn("approver-1", first))
            #expect(try await signsIn("approver-2", second))
            #expect(try Data(contentsOf: URL(filePath: file.path)) != former)
            let old = try #require(FactorKey(bytes: [UInt8](former)))
            #expect(try await gate.gate.accounts(old).sealedByOthers() == ["approver-1", "approver-2"])
        }
    }

    @Test("A factor that no key opens is named, and the others are sealed anew all the same")
    func closed() async throws {
        try await inScratch { file in
            let gate = try await TestGate(try FactorKey(file: file.path))
            for name in ["approver-1", "approver-2"] { _ = try await gate.account(name, .approver, withFactor: true) }
            _ = try await gate.query("UPDATE second_factor SET secret = '\\x00' WHERE account = 'approver-1'")
            try file.add()
            try file.useNext()
            #expect(try await gate.accounts.reseal() == .init(renewed: 1, closed: ["approver-1"]))
        }
    }

    @Test("Interrupted between the two renames, both keys open, none is made, and the step is taken again")
    func interrupted() async throws {
        try await inScratch { file in
            let running = try FactorKey(file: file.path)
            let sealed = running.seal([1, 2, 3], for: "a")
            try file.add()
            try FileManager.default.moveItem(atPath: file.path, toPath: file.path + ".former")
            let started = try FactorKey(file: file.path)
            #expect(started.open(sealed, for: "a") == [1, 2, 3] && running.open(sealed, for: "a") == [1, 2, 3])
            #expect(!FileManager.default.fileExists(atPath: file.path))
            try file.useNext()
            #expect(started.open(sealed, for: "a") == [1, 2, 3] && !started.seals(sealed, for: "a"))
            // Another renewal has to wait until the former key is dropped.
            try file.add()
            #expect(throws: FactorKey.Fault.unusable(file.path + ".former")) { try file.useNext() }
            #expect(started.open(sealed, for: "a") == [1, 2, 3])
        }
    }

    @Test("A file that is taken away leaves a running server what it knew; one of other bytes is no key")
    func files() async throws {
        try await inScratch { file in
            let key = try FactorKey(file: file.path)
            let sealed = key.seal([1, 2, 3], for: "a")
            try FileManager.default.removeItem(atPath: file.path)
            #expect(key.open(sealed, for: "a") == [1, 2, 3] && key.open(sealed, for: "b") == nil)
            for bytes in [[], Array(repeating: 7, count: 33)] as [[UInt8]] {
                try Data(bytes).write(to: URL(filePath: file.path))
                #expect(throws: FactorKey.Fault.unusable(file.path)) { try FactorKey(file: file.path) }
                #expect(key.open(sealed, for: "a") == [1, 2, 3])
            }
        }
    }
}
