import Custody
import Foundation
import Operations
import Prints
import Testing

/// Prints as a reader has them: read, scanned and checked by programs of others.
@Suite("Prints in the hands of a reader", .serialized)
struct PrintTests {
    /// What each print has to say, how many pages it has, whether it carries data, how many codes a page has.
    static let expected: [String: (words: [String], pages: Int, hasData: Bool, codes: Int)] = [
        "label": (["LT25-902-00014", "资阳区迎风桥镇", "2025年晚稻", "1.5kg"], 1, false, 1),
        "handover": (["送样交接单", "LT25-902-00014", "KC25-902-00003", "送达时限", "封签", "收样人"], 1, false, 1),
        "label of a batch": (["KC25-902-00003", "批次BATCH"], 1, false, 1),
        "tag": (
            [
                "25W-90201-H0005", "超标粮食", "不得食用", "NOTFORFOOD", "镉Cd0.490mg/kg", "本批检验", "GB2762-2022",
                "7.780t",
            ],
            1, false, 1
        ),
        "sign": (["超标粮食", "不得食用", "25W-90201-H0005", "7.780t", "专仓", "150.000t"], 1, false, 1),
        "ticket": (["检斤单", "44,820kg", "15,140kg", "29,680kg", "59,360市斤", "第一联存根", "第三联承运人", "湘H3912F"], 1, false, 3),
        "manifest": (
            [
                "超标粮食转移联单", "20254309000006", "第一联移出人存查", "第五联接受地粮食和储备局", "29,680", "29,640", "±101.98kg",
                "安全使用承诺书", "湘H3912F", "91430981MAQN1GM12X",
            ], 5, true, 1
        ),
        "undertaking": (["安全使用承诺书", "29.680吨", "「第3类非食用工业」", "五个工作日内"], 1, true, 1),
        "report": (
            ["检验报告", "ZJ-25-00048", "无机砷", "≤0.35", "0.36", "◆超标", "GB5009.268-2016", "GB2762-2022", "审核人", "四舍六入五成双"],
            1, true, 1
        ),
        "dossier": (
            [
                "卷内目录", "备考表", "25W-90201-H0005", "第1页", "GL-W-0306", "CZ2025-0001", "43090210200001", "ZJ-25-00064",
                "8,832.7", "处置已证明",
            ], 5, true, 1
        ),
        "bureau report": (["超标粮食监管月报表", "BR-4309-2025-11-1", "1373.212", "计量单位：吨", "单位负责人"], 2, true, 1),
    ]

    @Test(
        "text is found, fonts are embedded, codes are read, the file is sound", arguments: Array(expected.keys).sorted()
    )
    func reads(_ name: String) async throws {
        let expected = try #require(Self.expected[name])
        let data = try PaperData()
        let document = try #require(data.documents().first { $0.name == name }?.document)
        let file = try await PrintPress().pdf(of: document)
        try await Tool.inScratch { folder in
            try Data(file.bytes).write(to: folder.appending(path: "p.pdf"))
            let text = try Tool.text(of: "p.pdf", in: folder)
            for words in expected.words { #expect(text.contains(words), "\(name): \(words)") }
            #expect(try Tool.pages(of: "p.pdf", in: folder) == expected.pages)
            let check = try Tool.run("qpdf", ["--check", "p.pdf"], in: folder)
            #expect(check.status == 0, "\(name): \(check.output)")
            let fonts = try Tool.run("pdffonts", ["p.pdf"], in: folder).output.split(separator: "\n").dropFirst(2)
            #expect(!fonts.isEmpty)
            for font in fonts { #expect(font.contains("yes yes yes") && font.contains("CJK"), "\(name): \(font)") }
            #expect(try Tool.run("pdftoppm", ["-r", "200", "-gray", "p.pdf", "s"], in: folder).status == 0)
            let sheets = try FileManager.default.contentsOfDirectory(atPath: folder.path()).filter {
                $0.hasSuffix(".pgm")
            }
            #expect(sheets.count == expected.pages)
            // A bureau report has its code on the first page, all others on each.
            for sheet in sheets.sorted().prefix(name == "bureau report" ? 1 : expected.pages) {
                let codes = try Tool.run(
                    "zbarimg", ["-q", "--raw", "--nodbus", "-Sdisable", "-Sqrcode.enable", sheet], in: folder
                ).output.split(separator: "\n")
                #expect(codes.count == expected.codes, "\(name) \(sheet): \(codes)")
                let isLabel = name.hasPrefix("label") || name == "handover"
                for code in codes {
                    #expect(isLabel || Self.leads(code), "\(name): \(code)")
                }
                let named = codes.first?.split(separator: " ") ?? []
                if isLabel { #expect(!named.isEmpty && named.allSatisfy { text.contains($0) }) }
                if name == "handover" {
                    #expect(Set(named.map { String($0) }) == Set(data.dossier.samples.map(\.code.text)))
                }
                // It goes to the laboratory with the bag.
                for origin in ["43090210200001", "25W-90201-H0005"] where isLabel { #expect(!text.contains(origin)) }
            }
        }
    }

    /// Whether a code leads to a page for people: the object's, or the one that holds the paper against the book.
    private static func leads(_ code: Substring) -> Bool {
        ["bins", "weighings", "batches", "bureau-reports", "papers?paper="].contains {
            code.hasPrefix("https://grain.example.cn/\($0)")
        }
    }

    @Test("the same data give the same bytes, whoever else prints meanwhile", arguments: Array(expected.keys).sorted())
    func repeats(_ name: String) async throws {
        let press = PrintPress()
        let files = try await withThrowingTaskGroup(of: PrintedFile.self) { group in
            for index in 0..<3 {
                let document = try #require(try PaperData().documents().first { $0.name == name }?.document)
                group.addTask { try await (index == 0 ? PrintPress() : press).pdf(of: document) }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(Set(files).count == 1, "\(name)")
        let other = try #require(try PaperData(name: "另一厂").documents().first { $0.name == name }?.document)
        let isNameless = name == "label of a batch"
        #expect(try await (press.pdf(of: other) == files[0]) == isNameless, "other data, other bytes")
    }

    @Test(
        "the data come out of the PDF byte for byte, and the seal on paper is theirs",
        arguments: ["manifest", "undertaking", "report", "dossier", "bureau report"])
    func attachment(_ name: String) async throws {
        let document = try #require(try PaperData().documents().first { $0.name == name }?.document)
        let file = try await PrintPress().pdf(of: document)
        try await Tool.inScratch { folder in
            try Data(file.bytes).write(to: folder.appending(path: "p.pdf"))
            let list = try Tool.run("pdfdetach", ["-list", "p.pdf"], in: folder).output
            #expect(list.contains("1 embedded files") && list.contains(".json"))
            #expect(try Tool.run("pdfdetach", ["-save", "1", "-o", "d.json", "p.pdf"], in: folder).status == 0)
            let bytes = try Data(contentsOf: folder.appending(path: "d.json"))
            #expect(file.bytes.contains(bytes), "stored as it is")
            #expect(try JSONSerialization.jsonObject(with: bytes) is [String: Any])
            let digest = try Tool.run("sha256sum", ["d.json"], in: folder).output.prefix(16).uppercased()
            let seal = stride(from: 0, to: 16, by: 4).map { offset in
                String(digest.dropFirst(offset).prefix(4))
            }.joined(separator: "-")
            let text = try Tool.text(of: "p.pdf", in: folder)
            let pages = try #require(try Tool.pages(of: "p.pdf", in: folder))
            #expect(text.components(separatedBy: seal).count - 1 >= pages, "\(name): \(seal) on each page")
        }
    }
}

extension [UInt8] {
    /// True when these bytes stand in it, one after the other.
    fileprivate func contains(_ part: Data) -> Bool { Data(self).range(of: part) != nil }
}
