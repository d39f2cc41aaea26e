import Rules
import Testing

@testable import Identity

@Suite("Second factor")
struct AuthenticatorTests {
    private static let digits = Array("1234567890".utf8)

    private static func key(_ count: Int) -> [UInt8] { (0..<count).map { digits[$0 % 10] } }

    @Test(
        "vectors of RFC 6238, appendix B",
        arguments: [
            (Int64(59), "94287082", "46119246", "90693936"),
            (1_111_111_109, "07081804", "68084774", "25091201"),
            (1_111_111_111, "14050471", "67062674", "99943326"),
            (1_234_567_890, "89005924", "91819424", "93441116"),
            (2_000_000_000, "69279037", "90698825", "38618901"),
            (20_000_000_000, "65353130", "77737706", "47863826"),
        ])
    func officialVectors(_ seconds: Int64, _ sha1: String, _ sha256: String, _ sha512: String) throws {
        let step = Authenticator.step(at: Timestamp(seconds * 1_000_000))
        for (algorithm, length, expected) in [
            (Authenticator.Algorithm.sha1, 20, sha1), (.sha256, 32, sha256), (.sha512, 64, sha512),
        ] {
            let authenticator = try #require(Authenticator(key: Self.key(length), algorithm: algorithm, digits: 8))
            #expect(authenticator.code(atStep: step) == expected)
        }
    }

    @Test("vectors of RFC 4226, appendix D")
    func counterVectors() throws {
        let authenticator = try #require(Authenticator(key: Self.key(20)))
        let expected = [
            "755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583", "399871", "520489",
        ]
        #expect((0..<10).map { authenticator.code(atStep: $0) } == expected)
    }

    @Test("one period early or late is taken, two are not")
    func window() throws {
        let authenticator = try #require(Authenticator(key: Self.key(20)))
        let present = Authenticator.step(at: noon)
        for offset: Int64 in -3...3 {
            let code = authenticator.code(atStep: present + offset)
            let accepted = authenticator.acceptedStep(of: code, at: noon, lastUsed: nil)
            #expect(accepted == (abs(offset) <= 1 ? present + offset : nil), "\(offset)")
        }
        for wrong in ["", "000000", "12345", "1234567", "12345a", "１２３４５６"] {
            #expect(authenticator.acceptedStep(of: wrong, at: noon, lastUsed: nil) == nil)
        }
        let spaced = authenticator.code(atStep: present)
        #expect(
            authenticator.acceptedStep(of: spaced.prefix(3) + " " + spaced.suffix(3), at: noon, lastUsed: nil)
                == present)
    }

    @Test("a code opens once, and no code older than the last one opens at all")
    func noReplay() throws {
        let authenticator = try #require(Authenticator(key: Self.key(20)))
        let present = Authenticator.step(at: noon)
        let code = authenticator.code(atStep: present)
        let used = try #require(authenticator.acceptedStep(of: code, at: noon, lastUsed: present - 1))
        #expect(authenticator.acceptedStep(of: code, at: noon, lastUsed: used) == nil)
        let older = authenticator.code(atStep: present - 1)
        #expect(authenticator.acceptedStep(of: older, at: noon, lastUsed: used) == nil)
        let next = authenticator.code(atStep: present + 1)
        #expect(authenticator.acceptedStep(of: next, at: noon, lastUsed: used) == present + 1)
    }

    @Test("keys below 128 bits and other lengths of code are refused")
    func bounds() {
        #expect(Authenticator(key: Self.key(15)) == nil && Authenticator(key: Self.key(16)) != nil)
        #expect(
            Authenticator(key: Self.key(20), digits: 5) == nil && Authenticator(key: Self.key(20), digits: 9) == nil)
        var generator = SystemRandomNumberGenerator()
        let fresh = Authenticator.random(using: &generator)
        #expect(fresh.key.count == 20 && fresh != Authenticator.random(using: &generator))
    }

    @Test("the address escapes what would change its meaning")
    func address() throws {
        let authenticator = try #require(Authenticator(key: Self.key(20)))
        #expect(
            authenticator.address(issuer: "粮账 1", account: "liu:ke&secret=x")
                == "otpauth://totp/%E7%B2%AE%E8%B4%A6%201:liu%3Ake%26secret%3Dx?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
                + "&issuer=%E7%B2%AE%E8%B4%A6%201&algorithm=SHA1&digits=6&period=30")
        #expect(authenticator.typedKey == "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ")
    }

    @Test("base32: vectors of RFC 4648, reading what was written, and nothing else")
    func base32() {
        let vectors = [
            ("", ""), ("f", "MY"), ("fo", "MZXQ"), ("foo", "MZXW6"), ("foob", "MZXW6YQ"), ("fooba", "MZXW6YTB"),
            ("foobar", "MZXW6YTBOI"),
        ]
        for (plain, coded) in vectors {
            #expect(Base32.text(of: Array(plain.utf8)) == coded)
            #expect(Base32.bytes(of: coded) == Array(plain.utf8))
        }
        #expect(Base32.bytes(of: "mzxw 6ytb oi======") == Array("foobar".utf8))
        for wrong in ["M", "MZX", "M1", "MZ", "MZXW6YTBOJ", "你好"] {
            #expect(Base32.bytes(of: wrong) == nil, "\(wrong)")
        }
        var generator = SeededGenerator(3)
        for count in 0..<70 {
            let bytes = RandomText.bytes(count, using: &generator)
            #expect(Base32.bytes(of: Base32.text(of: bytes)) == bytes)
        }
    }
}
