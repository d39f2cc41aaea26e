import Foundation
import Testing

@testable import Exchange

/// Each kind of bad input has its finding, and harms nothing but its own row.
struct BadInputTests {
    /// A second good row, to see that good rows go on.
    private static let good = Fixture.sampleRow.replacing("LT25-921-00001", with: "LT25-921-00002")

    @Test(arguments: [
        ("43092112700001", "4.30921E+13", "GL-F-0312", "地块编码"),
        ("43092112700001", "4309211270001", "GL-F-0312", "地块编码"),
        ("43092112700001", "43092112700001.0", "GL-F-0312", "地块编码"),
        ("43092112700001", "\"43,092,112,700,001\"", "GL-F-0312", "地块编码"),
        ("43092112700001", "4309211270000X", "GL-F-0313", "地块编码"), ("25N0001", "2.5E+33", "GL-F-0312", "盲样号"),
        ("25N0001", "2.50E+33", "GL-F-0312", "盲样号"), ("25N0001", "#####", "GL-F-0312", "盲样号"),
        ("12430921MAQCR7LX5M", "124309210000000000", "GL-F-0312", "接收机构信用代码"),
        ("12430921MAQCR7LX5M", "12430921MAQCR7LX5", "GL-F-0313", "接收机构信用代码"), ("1.6,", "abc,", "GL-F-0308", "样品重量"),
        ("1.6,", "-1.6,", "GL-F-0308", "样品重量"), ("1.6,", "1.60005,", "GL-F-0308", "样品重量"),
        ("1.6,", "\"1,6\",", "GL-F-0308", "样品重量"),
        ("kg,", "磅,", "GL-F-0323", "重量单位"), ("2025-10-09 08:08", "09/10/2025 08:08", "GL-F-0309", "采样时间"),
        ("2025-10-09 08:08", "2025-13-09 08:08", "GL-F-0309", "采样时间"),
        ("2025-10-09 08:08", "2025-10-09 24:08", "GL-F-0309", "采样时间"),
        (",10,", ",十,", "GL-F-0310", "样点数"), (",10,", ",10.5,", "GL-F-0310", "样点数"), ("完好", "还行", "GL-F-0311", "封签状态"),
        ("许军", "", "GL-F-0307", "采样人1"), ("25N0001", "", "GL-F-0307", "盲样号"), ("许军", "\"许军", "GL-F-0315", ""),
        ("许军", "许\"军", "GL-F-0315", ""), ("许军", "许,军", "GL-F-0314", ""),
    ])
    func aBadCellLeavesItsRowOut(old: String, new: String, code: String, column: String) throws {
        let bad = try #require(Fixture.sampleRow.firstRange(of: old)).lowerBound
        let row = Fixture.sampleRow[..<bad] + new + Fixture.sampleRow[bad...].dropFirst(old.count)
        let reading = Fixture.read([Fixture.sampleHeader, String(row), Self.good])
        let finding = try #require(reading.findings.first { $0.code == code }, "\(reading.findings)")
        #expect(finding.row == 2)
        #expect(finding.column == column)
        #expect(finding.severity == .reject)
        #expect(!finding.hint.isEmpty)
        #expect(reading.events.map(\.data).compactMap { $0["sample"] } == ["LT25-921-00002", "LT25-921-00002"])
        #expect(reading.rejected.first?.rows.map(\.row.number) == [2])
    }

    @Test func allThatIsWrongWithARowIsToldAtOnce() {
        let row = Fixture.sampleRow.replacing("1.6", with: "x").replacing("S形", with: "").replacing("完好", with: "?")
        #expect(Set(Fixture.read([Fixture.sampleHeader, row]).codes) == ["GL-F-0307", "GL-F-0308", "GL-F-0311"])
    }

    @Test func aMissingColumnIsOneFindingNamingItsSynonyms() {
        let reading = Fixture.read(Fixture.samples, "采样时间", by: "天气")
        #expect(reading.codes == ["GL-F-0303"])
        #expect(reading.findings.first?.hint == "列名可以是「采样时间」、「采样日期时间」、「取样时间」")
        #expect(reading.events.isEmpty)
    }

    @Test func aColumnTwiceIsNotGuessed() {
        let reading = Fixture.read([Fixture.parcelHeader + ",地块号", Fixture.parcelRow + ",43090210500001"])
        #expect(reading.codes == ["GL-F-0322"])
        #expect(reading.events.isEmpty)
    }

    @Test(arguments: [("检测结果(mg/kg)", "检测结果"), ("检测结果(mg/kg)", "检测结果(kg)")])
    func aResultWithoutUnitIsNotGuessed(old: String, new: String) {
        let reading = Fixture.read([Fixture.reportHeader, Fixture.reportRows[0]], old, by: new)
        #expect(reading.codes == ["GL-F-0323"])
        #expect(reading.events.isEmpty)
    }

    @Test func aMassWithoutUnitIsNotGuessed() {
        #expect(Fixture.read(Fixture.tickets, "毛重(kg)", by: "毛重").codes == ["GL-F-0308"])
        #expect(Fixture.read(Fixture.tickets, "毛重(kg)", by: "毛重(%)").codes == ["GL-F-0323"])
    }

    @Test func filesThatAreNoTablesAreToldApart() {
        func code(_ bytes: [UInt8]) -> [String] { SeasonFiles().read([.init(name: "a", bytes: Data(bytes))]).codes }
        #expect(code([]) == ["GL-F-0324"])
        #expect(code(Array("a,b,c\n1,2,3\n".utf8)) == ["GL-F-0302"])
        #expect(code([0xD6, 0xFF, 0xFF, 0x2C]) == ["GL-F-0301"])
        #expect(code([0x50, 0x4B, 0x03, 0x04, 0x00]) == ["GL-F-0329"])
        #expect(Fixture.read([Fixture.sampleHeader]).codes == ["GL-F-0324"])
        #expect(SeasonFiles().read(contentsOf: [URL(filePath: "/nonexistent/a.csv")]).codes == ["GL-F-0327"])
    }

    @Test func anHourThatIsMissingIsRemarked() {
        let reading = Fixture.read(Fixture.samples, "2025-10-09 08:08", by: "2025-10-09")
        #expect(reading.codes == ["GL-F-0325"])
        #expect(reading.events.first?.occurredAt == "2025-10-09T00:00:00+08:00")
    }

    @Test func figuresThatDoNotSumAreReadAndRemarked() {
        let reading = Fixture.read(Fixture.tickets, ",12760,", by: ",12700,")
        #expect(reading.codes == ["GL-F-0318", "GL-F-0318"])
        #expect(reading.data("weighed_in")?["net_g"] == 12_700_000)
    }

    @Test(arguments: ["43092113200002", "43092113200002:x", "4.3E+13:12760", "4309211320000:12760"])
    func aBadSourceLeavesTheTicketOut(sources: String) {
        let reading = Fixture.read(Fixture.tickets, "43092113200002:12760", by: sources)
        #expect(reading.events.isEmpty)
        #expect(reading.findings.allSatisfy { $0.column == "来源地块及数量(kg)" })
        #expect(!reading.findings.isEmpty)
    }

    @Test func severalSourcesAreReadWithFullWidthMarks() {
        let reading = Fixture.read(
            Fixture.tickets, "43092113200002:12760", by: "43092113200002：12000； 43092113200003:1520斤；")
        #expect(
            reading.data("weighed_in")?["sources"]
                == [
                    ["parcel": "43092113200002", "grams": 12_000_000], ["parcel": "43092113200003", "grams": 760_000],
                ])
        #expect(reading.codes.isEmpty)
    }

    @Test func aRowTwiceIsReadOnce() {
        let reading = Fixture.read(Fixture.samples + [Fixture.sampleRow])
        #expect(reading.codes == ["GL-F-0328"])
        #expect(reading.events.count == 2)
    }

    @Test func anOpenQuotationMarkDoesNotSwallowTheRowsBelow() {
        let quoted = Self.good.replacing("许军", with: "\"许,军\"")
        let reading = Fixture.read([
            Fixture.sampleHeader, Fixture.sampleRow.replacing("吴军", with: "\"吴军"), Self.good,
            quoted.replacing("00002", with: "00003"),
        ])
        #expect(reading.events.filter { $0.type == "sample_collected" }.map(\.origin.row) == [3, 4])
        #expect(reading.rejected.first?.rows.map(\.row.number) == [2])
    }
}
