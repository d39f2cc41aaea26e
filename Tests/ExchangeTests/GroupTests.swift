import Foundation
import Testing

@testable import Exchange

/// Rows that together say one thing are read together or not at all; what is left out can be corrected and read again.
struct GroupTests {
    private let report = [Fixture.reportHeader] + Fixture.reportRows

    @Test func aReportIsReadWhole() {
        let reading = Fixture.read(report)
        #expect(reading.events.count == 1)
        guard case .array(let lines)? = reading.data("report_issued")?["lines"] else {
            Issue.record("no report")
            return
        }
        #expect(lines.map { $0["item"] } == ["Cd", "Pb"])
    }

    @Test func aBadItemLeavesTheWholeReportOutAndOthersGoOn() {
        let other = Fixture.reportRows[0].replacing("ZJ-1", with: "ZJ-2")
        let reading = Fixture.read(report + [other], "<0.01", by: "低")
        #expect(reading.codes == ["GL-F-0326", "GL-F-0320"])
        #expect(reading.events.map { $0.data["report"] } == ["ZJ-2"])
        #expect(reading.rejected.first?.rows.map(\.row.number) == [2, 3])
    }

    @Test func contradictingRowsAreNotGuessed() {
        #expect(Set(Fixture.read(report, "铅", by: "镉").codes) == ["GL-F-0319"])
        let late = [report[0], report[1], report[2].replacing("15:07", with: "16:07")]
        #expect(Set(Fixture.read(late).codes) == ["GL-F-0319"])
        #expect(Fixture.read(late).events.isEmpty)
    }

    private static let operations = [
        "作业单号,作业类型,作业时间,库点信用代码,转出批次,转出仓房,转出数量(kg),转入批次,转入仓房,转入数量(kg),损耗类别,损耗数量(kg),作业原因,经办人,监督人",
        "Z1,并批,2025-11-04 17:10,91430902MAQ2N2QK6A,T1,91430902MAQ2N2QK6A0010001,7.5,H1,91430902MAQ2N2QK6A0010001,7.5,,,封仓,甲,乙",
        "Z1,并批,2025-11-04 17:10,91430902MAQ2N2QK6A,T2,91430902MAQ2N2QK6A0010001,2.5,H1,91430902MAQ2N2QK6A0010001,2.5,,,封仓,甲,乙",
    ]

    @Test func aMergeSumsItsRows() {
        let merge = Fixture.read(Self.operations).data("batches_merged")
        #expect(merge?["output"] == ["batch": "H1", "bin": "91430902MAQ2N2QK6A0010001", "grams": 10_000])
    }

    @Test func aMergeWithABadRowIsLeftOut() {
        let reading = Fixture.read(Self.operations, "2.5", by: "?")
        #expect(reading.events.isEmpty)
        #expect(reading.rejected.first?.rows.count == 2)
        #expect(
            Set(
                Fixture.read(
                    Self.operations, "T2,91430902MAQ2N2QK6A0010001,2.5,H1", by: "T2,91430902MAQ2N2QK6A0010001,2.5,H2"
                ).codes) == ["GL-F-0319"])
        #expect(Fixture.read(Self.operations, "2.5,,,", by: "2.4,,,").codes == ["GL-F-0318"])
    }

    @Test func errorFilesAreReadAgainAfterCorrection() throws {
        let bad = Fixture.sampleRow.replacing("1.6", with: "abc").replacing("许军", with: "\"许,军\"")
        let before = Fixture.read([
            "采样登记表", Fixture.sampleHeader, Fixture.sampleRow.replacing("00001", with: "00002"), bad,
        ])
        let rejected = try #require(before.rejected.first)
        let bytes = ErrorFile.write(rejected)
        let text = try #require(TextEncoding.decode(bytes)?.text)
        #expect(text.hasPrefix("采样登记表\r\n" + Fixture.sampleHeader + ",不通过原因\r\n"))
        #expect(text.contains("样品重量：「abc」不是可以精确到克的质量"))
        #expect(ErrorFile.name(of: rejected.file) == "a.errors.csv")
        let corrected = Data(text.replacing(",abc,kg", with: ",1.6,kg").utf8)
        let after = SeasonFiles().read([.init(name: "a.errors.csv", bytes: corrected)])
        #expect(after.codes.isEmpty)
        #expect(after.data("sample_collected")?["samplers"] == ["许,军", "吴军"])
        #expect(after.data("sample_collected")?["weight_g"] == 1600)
    }

    @Test func formulasInErrorFilesAreMadeHarmlessAndReadBack() throws {
        let reading = Fixture.read(
            Fixture.samples.map { $0.replacing("许军", with: "=cmd()").replacing("完好", with: "?") })
        let text = String(decoding: ErrorFile.write(try #require(reading.rejected.first)), as: UTF8.self)
        #expect(text.contains(",'=cmd(),"))
        let again = SeasonFiles().read([.init(name: "b.csv", bytes: Data(text.replacing(",?,", with: ",完好,").utf8))])
        #expect(again.data("sample_collected")?["samplers"] == ["=cmd()", "吴军"])
    }

    @Test func errorFilesAreWrittenIntoADirectory() throws {
        let directory = FileManager.default.temporaryDirectory.appending(path: "errors-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        defer { #expect(throws: Never.self) { try FileManager.default.removeItem(at: directory) } }
        let reading = Fixture.read(Fixture.samples, "完好", by: "?")
        let urls = try ErrorFile.write(reading.rejected, into: directory)
        #expect(urls.map(\.lastPathComponent) == ["a.errors.csv"])
        #expect(try SeasonFiles().read(directory: directory).codes == ["GL-F-0311"])
    }

    @Test func aPlanOverSeveralRowsIsOnePlan() {
        let lines = [
            "处置计划号,批次号,处置类别,处置企业信用代码,审批人,审批时间,计划数量(t),加工单号,加工时间,投入数量(kg),产品名称,产品数量(kg),残渣副产物名称,残渣副产物数量(kg),残渣去向,工艺损耗(kg),产出检测报告号,产出检测结果(mg/kg),处置证明号,证明时间",
            "C1,H1,3,91430981MAQN1GM12X,刘,2025-12-02 10:30,49.9,J1,2025-12-06 13:31,10,酒精,4,酒糟,5,填埋,1,,,,",
            "C1,H1,3,91430981MAQN1GM12X,刘,2025-12-02 10:30,49.9,J2,2025-12-08 08:25,10,酒精,4,酒糟,5,填埋,1,,,Z1,2025-12-09 08:35",
        ]
        let types = Fixture.read(lines).events.map(\.type)
        #expect(types == ["disposal_planned", "processed", "processed", "disposal_certified"])
        let contradicting = [lines[0], lines[1], lines[2].replacing("49.9", with: "48")]
        #expect(Set(Fixture.read(contradicting).codes) == ["GL-F-0319"])
        #expect(Fixture.read(lines, ",5,填埋", by: ",6,填埋").codes == ["GL-F-0318", "GL-F-0318"])
        #expect(Fixture.read(lines, "H1,3,", by: "H1,7,").codes == ["GL-F-0311", "GL-F-0311"])
    }
}
