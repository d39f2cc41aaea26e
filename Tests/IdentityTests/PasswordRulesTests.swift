import Testing

@testable import Identity

@Suite("New passwords")
struct PasswordRulesTests {
    private let rules = PasswordRules(ownNames: ["liuke", "赫山区粮食和储备局", "430903"])

    @Test(
        "what a guesser tries first is refused, and every reason is told",
        arguments: [
            ("123456789a", [PasswordFinding.commonPassword]),
            ("1234567890", [.keyboardRow]),
            ("23456789ab", [.sequence]),
            ("qwertyuiop", [.keyboardRow]),
            ("1qaz2wsx3edc", [.keyboardRow]),
            ("aaaaaaaaaaaa", [.repetition]),
            ("xk9#xk9#xk9#", [.repetition]),
            ("P@ssw0rd2026!", [.commonPassword, .date]),
            ("woaini1314520", [.commonPassword]),
            ("zhangwei19880312", [.commonWord, .date]),
            ("Yiyang@880312", [.commonWord, .date]),
            ("我爱中国我爱中国我爱中国", [.repetition]),
            ("湖南益阳粮食局管理员密码", [.commonWord]),
            ("liuke430903liuke", [.ownName]),
            ("赫山区粮食和储备局2026", [.ownName, .date]),
            ("GrainLedger2026", [.ownName, .date]),
            ("ＡＤＭＩＮ１２３４５６７", [.commonPassword, .sequence]),
            ("abc", [.tooShort, .sequence]),
            ("", [.tooShort]),
            ("密码123", [.tooShort, .commonWord, .sequence]),
        ])
    func refused(_ typed: String, _ expected: [PasswordFinding]) {
        let found = Set(rules.findings(on: Password(typed: typed)))
        #expect(found.isSuperset(of: expected), "\(typed): \(found)")
    }

    @Test(
        "what is hard to guess is taken, with no demand for kinds of characters",
        arguments: [
            "correct horse battery staple", "tvkpzmwrqx", "七月流火九月授衣", "夜来风雨声 花落知多少", "9f2c-71be-03da", "  两端的空格也算  ",
            "abc walked over 2026 bridges", "Kp7-alder-mince-oboe",
        ])
    func taken(_ typed: String) {
        let rules = PasswordRules(length: 8...128, ownNames: ["liuke"])
        #expect(rules.findings(on: Password(typed: typed)) == [])
    }

    @Test("length is counted in code points, and both ends are taken")
    func length() {
        let letters = Array("tvkpzmwrqxbdfghjlncsaeiouy")
        func long(_ count: Int) -> Password {
            let places: [Int] = (0..<count).map { place in (place * 7 + place / 26 * 3) % 26 }
            return Password(typed: String(places.map { letters[$0] }))
        }
        #expect(rules.findings(on: long(11)) == [.tooShort])
        #expect(rules.findings(on: long(12)) == [])
        #expect(rules.findings(on: long(128)) == [])
        #expect(rules.findings(on: long(129)) == [.tooLong])
        #expect(PasswordRules(length: 14...128).findings(on: long(13)) == [.tooShort])
    }

    @Test("a control character is refused")
    func control() {
        #expect(rules.findings(on: Password(typed: "tvkpzmwrqx\u{7}bdf")) == [.controlCharacter])
    }

    @Test("the way through the pieces is the cheapest, not the first")
    func cheapest() {
        // Greedy reading takes the run 123 and leaves 4567; the run 1234567 is one piece.
        #expect(GuessablePieces(of: "x1234567", ownNames: []).unpredictableLength == 2)
        // `wang` and `password` against `wangpass` and rest.
        #expect(GuessablePieces(of: "wangpassword", ownNames: []).unpredictableLength == 2)
        #expect(GuessablePieces(of: "", ownNames: []).unpredictableLength == 0)
    }

    @Test("the lists hold a few hundred entries, in the form they are looked up in")
    func lists() {
        #expect(CommonPasswords.list.count > 150 && CommonPasswords.words.count > 250)
    }

    @Test("codes are stable and distinct, texts are there and never in the tone of an error")
    func notices() {
        let notices = PasswordFinding.allCases.map(\.notice)
        #expect(notices.map(\.code) == (1...11).map { "GL-I-01" + ($0 < 10 ? "0\($0)" : "\($0)") })
        for notice in notices + AccessFault.allCases.map(\.notice) + AdministrativeFault.allCases.map(\.notice) {
            #expect(!notice.zh.isEmpty && !notice.en.isEmpty)
            for word in ["非法", "无效", "错误", "请", "您"] { #expect(!notice.zh.contains(word), "\(notice.zh)") }
        }
    }
}
