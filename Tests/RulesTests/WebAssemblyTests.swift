import Foundation
import Rules
import Testing

/// The same source twice: as it judges on the server, and as WebAssembly on a phone, run by Node from Debian.
@Suite("Rules as WebAssembly")
struct WebAssemblyTests {
    static let module: URL = {
        var root = URL(filePath: #filePath)
        for _ in 0..<3 { root = root.deletingLastPathComponent() }
        return root.appending(path: ".build/wasm/rules.wasm")
    }()
    static let node: String? = ["/usr/bin/node", "/usr/local/bin/node"].first {
        FileManager.default.isExecutableFile(atPath: $0)
    }
    static var canRun: Bool { node != nil && FileManager.default.fileExists(atPath: module.path()) }

    /// A question to one export, and what native Swift answers.
    struct Question: Codable {
        let ask: String
        let text: String
        let numbers: [Int64]
        let answer: String
    }

    /// Reads questions from its input and prints those whose answer differs.
    static let script = """
        import fs from 'fs';
        const { instance } = await WebAssembly.instantiate(fs.readFileSync(process.argv[1]), {});
        const rules = instance.exports;
        const put = text => {
          const bytes = new TextEncoder().encode(text);
          new Uint8Array(rules.memory.buffer, rules.buffer(), bytes.length).set(bytes);
          return bytes.length;
        };
        const got = length => length > 0
          ? new TextDecoder().decode(new Uint8Array(rules.memory.buffer, rules.buffer(), length)) : String(length);
        const asked = {
          screen: one => String(rules.screen(put(one.text))),
          code: one => got(rules.code(put(one.text))),
          naming: one => got(rules.naming(put(one.text))),
          mass: one => String(rules.mass(put(one.text), Number(one.numbers[0]))),
          tolerance: one => {
            const grams = rules.tolerance(...one.numbers.map(BigInt));
            return [grams, ...(grams < 0n ? [] : new BigInt64Array(rules.memory.buffer, rules.buffer(), 4))].join(' ');
          },
        };
        const questions = JSON.parse(fs.readFileSync(0));
        const wrong = questions.map(one => [one, asked[one.ask](one)]).filter(([one, said]) => said !== one.answer);
        console.log(questions.length, JSON.stringify(wrong.slice(0, 20)));
        """

    @Test(
        "screening, codes, masses and tolerances are the same on the phone",
        .enabled(if: canRun, "Ops/test compiles rules.wasm, and Debian's nodejs runs it"))
    func same() throws {
        let questions = Self.screenings + Self.codes + Self.masses + Self.tolerances
        let process = Process()
        process.executableURL = URL(filePath: try #require(Self.node))
        process.arguments = ["--input-type=module", "-e", Self.script, Self.module.path()]
        let (input, output) = (Pipe(), Pipe())
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        let bytes = try JSONEncoder().encode(questions)
        Thread.detachNewThread {
            try? input.fileHandleForWriting.write(contentsOf: bytes)
            try? input.fileHandleForWriting.close()
        }
        let said = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        #expect(said == "\(questions.count) []\n")
        #expect(questions.count > 4000)
    }

    static var screenings: [Question] {
        let odd = ["ND", "未检出", "<0.002", "＜0.2", "<0.5", "<", "", "abc", "-1", "0.16.1", "99999999999", "1e3", "0.1６"]
        let plain = (0..<1000).map { "0.\(String(1000 + $0).dropFirst())" }
        return (odd + plain).map { text in
            let outcome = ReportedValue(text).map(ScreeningOutcome.cadmium)
            let answer = outcome.flatMap { ScreeningOutcome.allCases.firstIndex(of: $0) } ?? -1
            return Question(ask: "screen", text: text, numbers: [], answer: "\(answer)")
        }
    }

    static var codes: [Question] {
        var generator = Seeded(state: 26)
        return (0..<1000).flatMap { at -> [Question] in
            let serial = Int.random(in: CheckedCode.serials, using: &generator)
            guard let label = CheckedCode(kind: .label, year: 2026, countyTail: "903", serial: serial) else {
                return []
            }
            var typed = Array(label.text.lowercased())
            if at.isMultiple(of: 3) {
                typed[Int.random(in: 0..<typed.count, using: &generator)] = "0123xyzios-é九".randomElement(
                    using: &generator)!
            }
            if at.isMultiple(of: 7) { typed.removeLast() }
            return [
                Question(ask: "code", text: String(typed), numbers: [], answer: answer(to: String(typed))),
                Question(ask: "naming", text: "W\(label.text)", numbers: [], answer: label.naming(.weighing).text),
            ]
        }
    }

    private static func answer(to typed: String) -> String {
        do throws(CodeFault) {
            return try CheckedCode(typed: typed).text
        } catch {
            switch error {
            case .length: return "-1"
            case .character(let place): return "\(-100 - place)"
            case .check, .unknownRegion: return "-2"
            }
        }
    }

    static var masses: [Question] {
        var generator = Seeded(state: 4)
        let odd = [
            "", ".", "1.", ".5", "1.0005", "-1", "1,5", "1000000000000", "1000000000001", "9999999999999999999", "零",
        ]
        let plain = (0..<300).map { _ in
            "\(Int.random(in: 0...99_999, using: &generator)).\(Int.random(in: 0...999, using: &generator))"
        }
        return (odd + plain).flatMap { text in
            let kilograms = Grams(kilograms: text)?.value
            let half = kilograms.flatMap { $0.isMultiple(of: 2) ? $0 / 2 : nil }
            return [kilograms, Grams(tonnes: text)?.value, half].enumerated().map { unit, grams in
                Question(ask: "mass", text: text, numbers: [Int64(unit)], answer: "\(grams ?? -1)")
            }
        }
    }

    static var tolerances: [Question] {
        var generator = Seeded(state: 9)
        return (0..<1000).map { _ in
            let numbers = [10, 20, 50].map { Int64($0) * 1000 }
            let load = (0..<2).flatMap { _ -> [Int64] in
                [
                    numbers.randomElement(using: &generator) ?? 0, Int64.random(in: 0...80_000_000, using: &generator),
                    Int64.random(in: 0...20_000_000, using: &generator),
                ]
            }
            let first = ScaleLoad(interval: Grams(load[0]), gross: Grams(load[1]), tare: Grams(load[2]))
            let second = ScaleLoad(interval: Grams(load[3]), gross: Grams(load[4]), tare: Grams(load[5]))
            guard let first, let second else {
                return Question(ask: "tolerance", text: "", numbers: load, answer: "-1")
            }
            let all = [WeighingTolerance.between(first, second)] + WeighingTolerance.limits(first, second)
            return Question(
                ask: "tolerance", text: "", numbers: load,
                answer: all.map { "\($0.value)" }.joined(separator: " "))
        }
    }

    /// Numbers that are the same on every run (SplitMix64).
    struct Seeded: RandomNumberGenerator {
        var state: UInt64
        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var word = state
            word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
            word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
            return word ^ (word >> 31)
        }
    }
}
