import Foundation
import Testing

@testable import Exchange

/// One table in every dress it comes in says the same.
struct FormatTests {
    private let plain = Fixture.read(Fixture.samples).events

    @Test(arguments: TextEncoding.allCases, [true, false])
    func everyEncodingIsRead(encoding: TextEncoding, marked: Bool) throws {
        var bytes = try #require(encoding.bytes(of: Fixture.samples.joined(separator: "\r\n")))
        if marked {
            switch encoding {
            case .utf8: bytes = Data([0xEF, 0xBB, 0xBF]) + bytes
            case .utf16LittleEndian: bytes = Data([0xFF, 0xFE]) + bytes
            case .utf16BigEndian: bytes = Data([0xFE, 0xFF]) + bytes
            case .gb18030: break
            }
        }
        #expect(TextEncoding.decode(bytes)?.encoding == encoding)
        let reading = SeasonFiles().read([.init(name: "a.csv", bytes: bytes)])
        #expect(reading.events == plain)
        #expect(plain.count == 2)
    }

    @Test func gb18030ReadsFourByteCharacters() {
        // 镉 is two bytes, U+20087 four.
        let bytes = Data([0xEF, 0xD3, 0x95, 0x32, 0x90, 0x31])
        #expect(TextEncoding.decode(bytes)?.text == "镉\u{20087}")
    }

    @Test("Text that a program wrote in decomposed letters is read composed, in every encoding that has them")
    func textIsComposed() throws {
        for encoding in TextEncoding.allCases {
            let bytes = try #require(encoding.bytes(of: "Rene\u{301},1\n"))
            let text = try #require(TextEncoding.decode(bytes)).text
            #expect(text.utf8.elementsEqual("Ren\u{E9},1\n".utf8), "\(encoding)")
        }
    }

    @Test(arguments: ["\t", ";"], ["\n", "\r\n", "\r"])
    func everyDelimiterAndLineEndIsRead(delimiter: String, end: String) {
        let text = Fixture.samples.map { $0.replacing(",", with: delimiter) }.joined(separator: end) + end
        let reading = SeasonFiles().read([.init(name: "a.csv", bytes: Data(text.utf8))])
        #expect(reading.events == plain)
    }

    @Test func quotedCellsKeepCommasQuotesAndLines() {
        let reading = Fixture.read(Fixture.samples, "许军", by: "\"许,\"\"军\"\"\n二\"")
        #expect(reading.data("sample_collected")?["samplers"] == ["许,\"军\"\n二", "吴军"])
    }

    @Test func codesKeptAsTextBySpreadsheetFormulasAreRead() {
        let reading = Fixture.read(Fixture.samples, "25N0001", by: "=\"25E0032\"")
        #expect(reading.data("sample_received")?["blind"] == "25E0032")
        #expect(Fixture.read(Fixture.samples, "25N0001", by: "25E0032").codes.isEmpty)
    }

    @Test func columnsMayStandInAnyOrderUnderAnyOfTheirNames() {
        func reversed(_ line: String) -> String {
            line.split(separator: ",", omittingEmptySubsequences: false).reversed().joined(separator: ",")
        }
        #expect(Fixture.read(Fixture.samples.map(reversed)).events == plain)
        for kind in FileKind.allCases where kind != .instrumentRun {
            let longest = kind.columns.map(\.names.count).max() ?? 0
            for index in 0..<longest {
                let header = kind.columns.map { column -> String in
                    let name = column.names[min(index, column.names.count - 1)]
                    return column.content == .mass && !name.contains("(") ? name + "（ｋｇ）" : name
                }
                let names = Set(header)
                guard names.count == header.count else { continue }
                var recognition = TableRecognition(file: "x")
                let table = recognition.table([TableRow(number: 1, cells: header)])
                #expect(table?.kind == kind, "\(header) \(recognition.findings.map(\.zh))")
            }
        }
    }

    @Test(arguments: FileKind.allCases)
    func noNameStandsForTwoColumnsOfAKind(kind: FileKind) {
        var keys: [String: String] = [:]
        for column in kind.columns {
            for name in column.names {
                let earlier = keys.updateValue(column.key, forKey: HeaderCell(name).key)
                #expect(earlier == nil || earlier == column.key, "\(name): \(column.key), \(earlier ?? "")")
            }
        }
    }

    @Test func fullWidthHeadsAndSpacesAreFolded() {
        let reading = Fixture.read(
            Fixture.tickets.map { $0.replacing("毛重(kg)", with: " 毛 重（ｋｇ） ").replacing("水分(%)", with: "水分％") })
        #expect(reading.data("weighed_in")?["gross_g"] == 18_760_000)
        #expect(reading.codes.isEmpty)
    }

    @Test(arguments: [
        ("毛重(t)", "18.76"), ("毛重(吨)", "18.760"), ("毛重(斤)", "37520"), ("毛重(g)", "18760000"), ("毛重(公斤)", "18760"),
        ("毛重(kg)", "\"18,760\""), ("毛重(kg)", "１８７６０"), ("毛重(kg)", "18.76吨"), ("毛重(kg)", "37520斤"), ("毛重", "18760 kg"),
        ("总重kg", "18760.000"),
    ])
    func massesConvertExactly(head: String, cell: String) {
        let reading = Fixture.read([
            Fixture.ticketHeader.replacing("毛重(kg)", with: head), Fixture.ticketRow.replacing("18760", with: cell),
        ])
        #expect(reading.data("weighed_in")?["gross_g"] == 18_760_000)
        #expect(reading.codes.isEmpty)
    }

    @Test(arguments: [
        ("μg/kg", "53.40", "0.05340"), ("ug/kg", "<2", "<0.002"), ("ppb", "1939.16", "1.93916"),
        ("mg/kg", "0.20", "0.20"),
        ("mg/kg", "未检出", "未检出"), ("μg/kg", "N.D.", "N.D."),
    ])
    func concentrationsKeepTheirDigits(unit: String, cell: String, expected: String) {
        let reading = Fixture.read([
            Fixture.reportHeader.replacing("检测结果(mg/kg)", with: "检测结果(\(unit))"),
            Fixture.reportRows[0].replacing("0.0534", with: cell),
        ])
        guard case .array(let lines)? = reading.data("report_issued")?["lines"] else {
            Issue.record("no report")
            return
        }
        #expect(lines.first?["value"] == .string(expected))
    }

    @Test(arguments: [
        "2025-10-09 08:08", "2025/10/9 8:08", "2025年10月9日 8:08", "2025年10月9日8时8分", "202510090808", "20251009080800",
        "2025-10-09T08:08:00+08:00", "2025-10-09 08:08:00.000", "45939.338888888888", "２０２５－１０－０９ ０８：０８",
        "2025.10.9 08:08",
    ])
    func timesAreReadInEveryForm(cell: String) {
        let reading = Fixture.read(Fixture.samples, "2025-10-09 08:08", by: cell)
        #expect(reading.events.first { $0.type == "sample_collected" }?.occurredAt == "2025-10-09T08:08:00+08:00")
        #expect(reading.codes.isEmpty)
    }

    @Test func serialsAndDaysAreReadExactly() {
        #expect(CivilTime("45937.5")?.text == "2025-10-07T12:00:00+08:00")
        #expect(CivilTime("45937")?.text.prefix(10) == "2025-10-07")
        #expect(CivilTime("20251007")?.text.prefix(10) == "2025-10-07")
        #expect(CivilTime("45937.999999")?.text == "2025-10-08T00:00:00+08:00")
        #expect(CivilTime("2024-02-29")?.text.prefix(10) == "2024-02-29")
        #expect(CivilTime("2025-02-29") == nil)
    }

    @Test func titleFooterAndRepeatedHeaderLinesAreSkippedAndTold() {
        let reading = Fixture.read(
            ["2025年早稻,采样登记表"] + Fixture.samples + [
                Fixture.sampleHeader, "", "合计,,,,,,,10", ",制表人：张三,,,审核人：李四", "打印时间：2025-12-01",
            ])
        #expect(
            reading.events
                == plain.map {
                    StreamEvent(
                        type: $0.type, occurredAt: $0.occurredAt, data: $0.data,
                        origin: RowOrigin(file: "a.csv", row: 3))
                })
        #expect(reading.findings.map(\.code) == ["GL-F-0304", "GL-F-0305", "GL-F-0305", "GL-F-0305", "GL-F-0305"])
        #expect(reading.findings.map(\.row) == [1, 4, 6, 7, 8])
    }

    @Test func unknownColumnsAreRemarkedAndIgnored() {
        let fitting = Fixture.read([Fixture.parcelHeader + ",天气", Fixture.parcelRow + ",晴"])
        #expect(fitting.findings.map(\.column) == ["天气"])
        #expect(fitting.findings.map(\.code) == ["GL-F-0306"])
        #expect(fitting.events.count == 1)
    }

    @Test func aDelimiterAtEachLineEndIsNoCell() {
        let reading = Fixture.read([Fixture.sampleHeader, Fixture.sampleRow + ","])
        #expect(reading.codes.isEmpty)
        #expect(reading.events == plain)
    }
}
