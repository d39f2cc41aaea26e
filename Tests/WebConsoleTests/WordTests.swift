import Custody
import Identity
import Operations
import Rules
import Testing

@testable import WebConsole

@Suite("Every word is there in both languages, and every number reads as people write it")
struct WordTests {
    @Test("every phrase has words in both languages with the same places for values")
    func phrases() {
        let phrases =
            Phrase.allCases.map { ("\($0)", $0.chinese, $0.english) }
            + PeoplePhrase.allCases.map { ("\($0)", $0.chinese, $0.english) }
            + PaperPhrase.allCases.map { ("\($0)", $0.chinese, $0.english) }
            + RecallPhrase.allCases.map { ("\($0)", $0.chinese, $0.english) }
            + ApiPhrase.allCases.map { ("\($0)", $0.chinese, $0.english) }
            + DeskPhrase.allCases.map { ("\($0)", $0.chinese, $0.english) }
            + ImportPhrase.allCases.map { ("\($0)", $0.chinese, $0.english) }
        for (name, chinese, english) in phrases {
            #expect(!chinese.isEmpty && !english.isEmpty, "\(name)")
            for at in 0..<10 {
                #expect(chinese.contains("{\(at)}") == english.contains("{\(at)}"), "\(name) has no {\(at)} in one")
            }
            #expect(!english.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) }, "\(name)")
        }
        for term in Term.allCases {
            #expect(!term.chinese.isEmpty && !term.english.isEmpty, "\(term)")
            #expect(!term.english.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) }, "\(term)")
        }
    }

    @Test("a role is called on every page as the rules call it", arguments: Role.allCases)
    func roles(_ role: Role) {
        let term = Term(rawValue: "role \(role.rawValue)")
        #expect(term?.chinese == role.zh)
        #expect(term?.english.lowercased() == role.en)
    }

    @Test("every word of the book's vocabularies has a term")
    func vocabularies() {
        var wanted = (Act.kinds + Act.computed).map { "act \($0.name)" }
        wanted += GrainClass.allCases.map { "class \($0.rawValue)" } + Bin.Use.allCases.map { "use \($0.rawValue)" }
        wanted +=
            Organization.Kind.allCases.map { "kind \($0.rawValue)" } + Actor.Role.allCases.map { "role \($0.rawValue)" }
        wanted += UseClass.allCases.map { "use-class \($0.rawValue)" } + LossKind.allCases.map { "loss \($0.rawValue)" }
        wanted += FarmlandClass.allCases.map { "farmland \($0.rawValue)" }
        wanted += ScreeningOutcome.allCases.map { "screening \($0.rawValue)" }
        wanted += ["hold", "warn", "info"].map { "severity \($0)" }
        for name in ["state", "purpose", "origin", "matter"] {
            for field in Resource.allCases.flatMap(\.fields) where field.name == name {
                if case .word(let words) = field.form { wanted += words.map { "\(name) \($0)" } }
            }
        }
        for layout in ListLayout.all {
            wanted += (layout.columns + layout.filters + layout.facets).map { "field \($0)" }
        }
        for field in ActForm.all.flatMap(\.fields).flatMap(Self.withRows) {
            let last = field.name.split(separator: ".").last.map { String($0) } ?? ""
            #expect(field.label(Wording(language: .zh)) != last, "no term for '\(field.name)'")
        }
        for word in wanted { #expect(Term(rawValue: word) != nil, "no term for '\(word)'") }
    }

    @Test(
        "an act's form asks for what the act needs: its fields are members of the act",
        arguments: ActForm.all.map(\.name))
    func forms(_ name: String) throws {
        let form = try #require(ActForm.named(name))
        for isWhole in [true, false] {
            let reading = ActReading(
                form, Self.filled(form, isWhole: isWhole), Wording(language: .zh), now: Timestamp(0))
            #expect(reading.faults == [] && reading.act?.name == name, "with what may stay empty: \(isWhole)")
        }
    }

    /// A form with an example in each field, or in those that may not stay empty.
    private static func filled(_ form: ActForm, isWhole: Bool) -> Parameters {
        var fields = Parameters()
        for field in form.fields where isWhole || !field.isOptional {
            if case .rows(let inner, _) = field.form {
                for one in inner where isWhole || !one.isOptional {
                    fields = fields.with(
                        one.input(in: field, row: 1), one.name == "certified" ? "0.261 ± 0.02" : example(one.form))
                }
            } else {
                fields = fields.with(field.inputName, example(field.form))
            }
        }
        return fields.with("f.sources.0.parcel", "43090210200001").with("f.grossGrams", "20").with("f.tareGrams", "8")
    }

    private static func withRows(_ field: ActField) -> [ActField] {
        if case .rows(let inner, _) = field.form { [field] + inner } else { [field] }
    }

    private static func example(_ form: ActField.Form) -> String {
        switch form {
        case .mass, .area: "1.5"
        case .whole: "5"
        case .choice(_, let words): words[0]
        case .flag: "true"
        case .day: "2025-12-31"
        case .moment: "2025-12-01T10:00"
        case .text, .person: "x"
        case .sources, .several, .rows: ""
        }
    }

    @Test("every act that a person may do has a form, or a page of its own")
    func everyAct() {
        let pages = [IssueBureauReport.name]
        let missing = Act.kinds.map { $0.name }.filter { ActForm.named($0) == nil && !pages.contains($0) }
        #expect(missing == [])
    }

    @Test("what is wrong in a row is said with its number, and empty rows count for nothing")
    func rows() throws {
        let form = try #require(ActForm.named(MergeBatches.name))
        let typed: [(String, String)] = [
            ("operation", "HB1"), ("batch", "25W-90201-F1"), ("bin", "b"), ("reason", "r"), ("inputs.0.batch", "one"),
            ("inputs.0.bin", "b"), ("inputs.0.grams", "1000"), ("inputs.2.batch", "two"), ("inputs.2.bin", "b"),
            ("inputs.2.grams", "many"), ("inputs.3.batch", " "),
        ]
        func reading(_ typed: [(String, String)]) -> ActReading {
            let fields = Parameters(typed.map { .init(name: "f.\($0.0)", value: $0.1) })
            return ActReading(form, fields, Wording(language: .zh), now: Timestamp(0))
        }
        let faults = reading(typed).faults
        #expect(faults.map(\.field) == ["inputs"] && faults.first?.words.hasPrefix("第 3 行") == true)
        let good = reading(typed.map { $0.0 == "inputs.2.grams" ? ($0.0, "2,000") : $0 })
        let merge = try #require(good.act?.body as? MergeBatches)
        #expect(merge.inputs.map(\.grams) == [Grams(1_000_000), Grams(2_000_000)])
    }

    @Test("masses are exact, grouped, and never through a fraction of two")
    func masses() {
        let wording = Wording(language: .zh)
        #expect(wording.tonnes(64_940_000) == "64.940")
        #expect(wording.tonnes(1_234_567_890_000) == "1\u{202F}234\u{202F}567.890")
        #expect(wording.kilograms(-180_000) == "−180")
        #expect(wording.kilograms(12_345_500) == "12\u{202F}345.5")
        #expect(wording.mu(10_000) == "15.0" && wording.mu(667) == "1.0")
    }

    @Test("what people type is understood: full-width digits, thousands signs, spaces")
    func typing() {
        #expect(ActReading.narrowed("２，５００") == "2500" && ActReading.narrowed(" 18,760.5 ") == "18760.5")
        #expect(ActReading.moment("2025-11-26T10:37")?.rfc3339 == "2025-11-26T10:37:00+08:00")
    }

    @Test("text becomes text, whatever is in it")
    func escaping() {
        let hostile = "<img src=x onerror=\"alert('1')\">&\u{0}"
        let page: Markup = "<td title=\"\(hostile)\">\(hostile)</td>"
        #expect(
            page.html
                == "<td title=\"&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt;&amp;\u{FFFD}\">&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt;&amp;\u{FFFD}</td>"
        )
        #expect(
            ListSheet.quoted("=HYPERLINK(\"x\")") == "\"'=HYPERLINK(\"\"x\"\")\"" && ListSheet.quoted("-40") == "-40")
    }

    @Test(
        "nobody is sent to another site after signing in",
        arguments: ["//evil.example", "https://evil.example", "/\\evil"])
    func addresses(_ address: String) { #expect(!SignInPage.isLocal(address)) }

    @Test("a file in a form arrives byte by byte")
    func multipart() throws {
        let bytes: [UInt8] = [0xD6, 0xD0, 0x0D, 0x0A, 0x2D, 0x2D, 0x00, 0xFF]
        let head =
            "--xx\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\nabc\r\n--xx\r\n"
            + "Content-Disposition: form-data; name=\"files\"; filename=\"结果.csv\"\r\nContent-Type: text/csv\r\n\r\n"
        let form = try #require(
            Multipart(Array(head.utf8) + bytes + Array("\r\n--xx--\r\n".utf8), type: "multipart/form-data; boundary=xx")
        )
        #expect(form.fields == [.init(name: "csrf", value: "abc")])
        #expect(form.files == [SentFile(field: "files", name: "结果.csv", bytes: bytes)])
    }

    @Test("a file a thousand times above the book looks like another unit; a bad season does not")
    func units() {
        let book: [Int64] = [60_000, 120_000, 300_000]
        func looks(_ file: [Int64]) -> Bool {
            Histogram(file: file, book: book, bookName: "b", wording: Wording(language: .zh)).looksLikeMicrograms
        }
        #expect(looks(book.map { $0 * 1000 }) && !looks(book.map { $0 * 20 }) && !looks([]))
    }
}
