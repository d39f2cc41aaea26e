import Custody
import Foundation
import Operations
import Rules
import Testing

@testable import Prints

/// Prints as plans: everything on the page, nothing cut off, whatever people write into a name.
@Suite("Pages before they are drawn")
struct PlanTests {
    /// Names a form may meet.
    static let names: [String] = [
        "沅江酒精样厂", "", "<b>&amp;</b> =1+1 \\ ) ( endobj", "名\u{202E}倒\u{0000}\u{0007}写\t制\r\n表", "🌾👩‍🌾🏽 العربية हिन्दी",
        String(repeating: "益阳市赫山区泉交河镇粮食购销储备有限责任公司", count: 12), String(repeating: "Wellenlänge", count: 40),
        String(repeating: "长", count: 3000),
    ]

    /// What is wrong with a plan: marks off the page, text larger than its frame.
    static func faults(in plan: PrintPlan, _ setter: TypeSetter) -> [String] {
        plan.pages.enumerated().flatMap { number, page -> [String] in
            let sheet = Frame(page.sheet)
            return page.marks.compactMap { mark in
                switch mark {
                case .text(let text, let frame, let style):
                    if frame.width <= 0 || frame.height <= 0 || !sheet.contains(frame) {
                        return "page \(number + 1): \(frame) \(text.prefix(20))"
                    }
                    if text.isEmpty { return nil }
                    let extent = setter.layout(text, style, in: frame).extent
                    // A tenth of a millimetre is not seen.
                    let isLarge = extent.width > frame.width + 100 || extent.height > frame.height + 100
                    return isLarge ? "page \(number + 1): \(extent) in \(frame): \(text.prefix(30))" : nil
                case .fill(let frame, _), .border(let frame, _, _), .disc(let frame, _), .code(_, let frame):
                    return sheet.contains(frame) ? nil : "page \(number + 1): \(frame)"
                case .line(let from, let to, _, _, _):
                    return [from, to].allSatisfy { sheet.contains(Frame($0.x, $0.y, 0, 0)) }
                        ? nil : "line \(from) \(to)"
                case .polygon(let spots, _):
                    return spots.allSatisfy { sheet.contains(Frame($0.x, $0.y, 0, 0)) } ? nil : "polygon"
                }
            }
        }
    }

    @Test("nothing leaves the page or its frame", arguments: names)
    func fits(_ name: String) throws {
        let setter = try TypeSetter()
        for (title, document) in try PaperData(name: name).documents() {
            #expect(Self.faults(in: document.plan(setter), setter) == [], "\(title)")
        }
    }

    @Test("long names are set whole in tables and forms, and only a monstrous one is cut")
    func keepsNames() throws {
        let setter = try TypeSetter()
        let name = Self.names[5]
        let plan = try ManifestForm(try PaperData(name: name).trip, address: nil).plan(setter)
        let shown = plan.pages.flatMap(\.marks).compactMap { mark -> Bool? in
            guard case .text(let text, let frame, let style) = mark, text == name else { return nil }
            return !setter.layout(text, style, in: frame).isCut
        }
        #expect(!shown.isEmpty && shown.allSatisfy { $0 })
    }

    @Test("a tag names what the batch's own test found, and without one the worst of its sources")
    func tagValues() throws {
        let data = try PaperData()
        let own = OverLimit.items(of: data.dossier.batch, in: data.dossier.reports)
        #expect(own.isOwn && own.items.map(\.value) == ["0.490"])
        let fields = data.dossier.reports.filter { $0.sample == "LT25-902-00014" }
        let sources = OverLimit.items(of: data.dossier.batch, in: fields)
        #expect(!sources.isOwn && sources.items.map(\.name) == ["无机砷 iAs"] && sources.items.map(\.limit) == ["0.35"])
    }

    @Test("five copies say the same, and each says whose it is")
    func copies() throws {
        let setter = try TypeSetter()
        let plan = try ManifestForm(try PaperData().trip, address: nil).plan(setter)
        #expect(plan.pages.count == 5)
        let texts = plan.pages.map { page in
            Set(page.marks.compactMap { mark -> String? in if case .text(let text, _, _) = mark { text } else { nil } })
        }
        let common = texts.dropFirst().reduce(texts[0]) { $0.intersection($1) }
        for page in texts { #expect(page.subtracting(common).allSatisfy { $0.contains("联") || $0.hasPrefix("Copy ") }) }
        #expect(Set(texts).count == 5)
        let bands = plan.pages.compactMap { page in
            page.marks.compactMap { if case .fill(let frame, let ink) = $0, frame.x == 0 { ink } else { nil } }.first
        }
        #expect(Set(bands).count == 5)
    }

    @Test("a long table repeats its head and splits no row")
    func tables() throws {
        let setter = try TypeSetter()
        var flow = Flow(setter, .a4, .form)
        let rows = (1...300).map { ["行\($0)", String(repeating: "长长的一格", count: $0 % 9 * 8), "尾\($0)"] }
        flow.table(
            FlowTable(
                [.init(head: "头甲", share: 20), .init(head: "头乙", share: 60), .init(head: "头丙", share: 20)], rows: rows))
        #expect(flow.pages.count > 5)
        var seen: [String] = []
        for page in flow.pages {
            let texts = page.marks.compactMap { mark -> String? in
                if case .text(let text, _, _) = mark { text } else { nil }
            }
            #expect(texts.count { $0 == "头甲" } == 1)
            let begun = texts.filter { $0.hasPrefix("行") }.map { $0.dropFirst() }
            #expect(begun == texts.filter { $0.hasPrefix("尾") }.map { $0.dropFirst() }, "a row ends where it begins")
            seen += texts.filter { $0.hasPrefix("行") }
        }
        #expect(seen == rows.map { $0[0] })
        let plan = flow.plan(title: "t", fileName: "t", date: Timestamp(0))
        #expect(Self.faults(in: plan, setter) == [])
    }

    @Test("the contents of a dossier name the pages on which its sections begin")
    func contents() throws {
        let setter = try TypeSetter()
        let data = try PaperData(name: Self.names[5])
        let plan = try CustodyDossier(.init(dossier: data.dossier, names: [:], asOf: nil), address: nil).plan(setter)
        #expect(plan.bookmarks.map(\.title) == CustodyDossier.sections.map(\.0))
        let texts = plan.pages[1].marks.compactMap { mark -> String? in
            if case .text(let text, _, _) = mark { text } else { nil }
        }
        for (index, section) in CustodyDossier.sections.enumerated() {
            let place = try #require(texts.firstIndex { $0.hasPrefix(section.0) })
            #expect(texts[place + 2] == "\(plan.bookmarks[index].page + 1)", "\(section.0)")
        }
    }

    @Test("an open hand-over and a certificate that is missing are told on the second page")
    func completeness() throws {
        let setter = try TypeSetter()
        let plan = try CustodyDossier(.init(dossier: try PaperData().dossier, names: [:], asOf: nil), address: nil)
            .plan(setter)
        let lines = plan.pages[1].marks.compactMap { mark -> String? in
            if case .text(let text, _, _) = mark { text } else { nil }
        }
        #expect(lines.contains { $0.hasPrefix("□ 处置已证明") })
        #expect(lines.contains { $0.hasPrefix("✓ 物料平衡差额为零") })
        #expect(lines.contains { $0.hasPrefix("✓ 每车四项凭证齐全") })
    }

    @Test(
        "kilograms are exact, grouped, and show their sign",
        arguments: [
            (0, "0"), (19_850_000, "19,850"), (12_500, "12.5"), (-40_000, "−40"), (1_234_567_001, "1,234,567.001"),
            (999, "0.999"),
        ])
    func kilograms(_ grams: Int64, _ text: String) { #expect(Wording.kilograms(Grams(grams)) == text) }

    @Test("a code that holds too much is refused, not cut")
    func longCode() {
        #expect(throws: PrintFault.codeTooLong) { try QRMatrix(String(repeating: "x", count: 3000)) }
        #expect(throws: PrintFault.codeTooLong) { try QRMatrix("") }
    }
}
