import Rules
import Testing

@testable import Identity

@Suite("Recovery codes")
struct RecoveryCodeTests {
    @Test("ten codes, each opens once, in any order and however typed")
    func usedOnce() throws {
        var generator = SeededGenerator(11)
        var (shown, stored) = try RecoveryCodes.issue(cost: cheap, using: &generator)
        #expect(shown.count == 10 && Set(shown).count == 10 && stored.digests.count == 10)
        for (number, code) in shown.reversed().enumerated() {
            let typed = try RecoveryCode(typed: " " + code.printed.lowercased().replacing("-", with: " "))
            #expect(typed == code)
            let first = try stored.use(typed)
            let second = try stored.use(typed)
            #expect(first && !second, "a code opens once")
            #expect(stored.digests.count == 9 - number)
        }
        let strange = try stored.use(RecoveryCode.random(using: &generator))
        #expect(!strange)
    }

    @Test("a strange code uses nothing up, and another set's codes open nothing")
    func strange() throws {
        var generator = SeededGenerator(12)
        let (others, _) = try RecoveryCodes.issue(cost: cheap, using: &generator)
        var (_, stored) = try RecoveryCodes.issue(cost: cheap, using: &generator)
        let opened = try stored.use(others[0])
        #expect(!opened && stored.digests.count == 10)
    }

    @Test("every single slip and every swap of neighbours is told without a try")
    func slips() throws {
        var generator = SeededGenerator(13)
        let alphabet = CodeAlphabet.characters
        for _ in 0..<20 {
            let right = Array(RecoveryCode.random(using: &generator).printed.replacing("-", with: "").utf8)
            for place in right.indices {
                for wrong in alphabet where wrong != right[place] {
                    var typed = right
                    typed[place] = wrong
                    #expect(throws: CodeFault.check) { try RecoveryCode(typed: String(decoding: typed, as: UTF8.self)) }
                }
                guard place > 0, right[place] != right[place - 1], place < 11 else { continue }
                var typed = right
                typed.swapAt(place, place - 1)
                #expect(throws: CodeFault.check) { try RecoveryCode(typed: String(decoding: typed, as: UTF8.self)) }
            }
        }
    }

    @Test("letters the alphabet lacks are read as what they look like; others are named by their place")
    func tolerance() throws {
        var generator = SeededGenerator(14)
        for _ in 0..<200 {
            let code = RecoveryCode.random(using: &generator)
            let confused = code.printed.replacing("1", with: "I").replacing("0", with: "o").replacing("5", with: "S")
                .replacing("U", with: "v").replacing("2", with: "z")
            #expect(try RecoveryCode(typed: confused) == code)
        }
        #expect(throws: CodeFault.length(expected: 12, found: 3)) { try RecoveryCode(typed: "7K3") }
        #expect(throws: CodeFault.character(place: 2)) { try RecoveryCode(typed: "7*3M-9QTA-2XBE") }
    }

    @Test("a stored set has a salt of 16 bytes and digests of 32; what it stores is Argon2id, not a fast digest")
    func stored() throws {
        var generator = SeededGenerator(15)
        let (shown, stored) = try RecoveryCodes.issue(cost: cheap, using: &generator)
        #expect(RecoveryCodes(salt: stored.salt, cost: cheap, digests: stored.digests) == stored)
        #expect(RecoveryCodes(salt: Array(stored.salt.dropLast()), cost: cheap, digests: []) == nil)
        #expect(RecoveryCodes(salt: stored.salt, cost: cheap, digests: [[1, 2, 3]]) == nil)
        for code in shown {
            let plain = code.printed.replacing("-", with: "")
            #expect(!stored.digests.contains(SecretDigest(of: plain).bytes))
        }
    }
}
