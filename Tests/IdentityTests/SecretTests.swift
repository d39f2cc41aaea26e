import Testing

@testable import Identity

@Suite("Secrets")
struct SecretTests {
    @Test("no secret shows in text, debug text, a mirror or a dump")
    func masked() throws {
        var generator = SeededGenerator(1)
        let password = Password(typed: "SECRET-one-two-three")
        let secrets: [(any Masked, String)] = [
            (password, "SECRET"),
            (try PasswordHash(password, cost: cheap), "argon2id"),
            (Credential.random(.token, using: &generator), "glp_"),
            (SessionSecret("SECRET" + String(repeating: "0", count: 37))!, "SECRET"),
            (Authenticator(key: [UInt8](repeating: 201, count: 20))!, "201"),
            (try RecoveryCode(typed: "SSSS-SSSS-SSS" + check(of: "55555555555")), "5"),
        ]
        for (secret, tell) in secrets {
            var dumped = ""
            dump(secret, to: &dumped)
            for text in ["\(secret)", String(reflecting: secret), dumped, "\([secret])", "\(Optional(secret) as Any)"] {
                #expect(!text.contains(tell), "\(type(of: secret)) shows itself: \(text)")
                #expect(text.contains("••••") || text == dumped)
            }
        }
    }

    /// The check character of a free part, found by trying all.
    private func check(of free: String) -> String {
        "0123456789ABCDEFGHJKLMNPQRTUWXY".map(String.init).first { (try? RecoveryCode(typed: free + $0)) != nil } ?? "?"
    }

    @Test("SHA-256 as published (FIPS 180-4), stored digests have 32 bytes, equality is that of the bytes")
    func digest() {
        let abc = SecretDigest(of: "abc")
        #expect(abc.bytes.prefix(4) == [0xBA, 0x78, 0x16, 0xBF] && abc.bytes.suffix(2) == [0x15, 0xAD])
        #expect(SecretDigest(stored: abc.bytes) == abc)
        #expect(SecretDigest(stored: Array(abc.bytes.dropLast())) == nil)
        for place in 0..<32 {
            var other = abc.bytes
            other[place] ^= 1
            #expect(SecretDigest(stored: other) != abc)
        }
    }

    @Test("random text is drawn from the whole alphabet")
    func random() {
        var generator = SeededGenerator(7)
        let text = RandomText.base62(6_200, using: &generator)
        let counts = Dictionary(grouping: text.utf8, by: { $0 }).mapValues(\.count)
        #expect(counts.count == 62)
        #expect(counts.values.allSatisfy { (50...160).contains($0) }, "\(counts)")
    }
}
