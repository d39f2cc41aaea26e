import Foundation
import Testing

@testable import Exchange

/// Instrument exports in their layouts.
struct InstrumentTests {
    private static let wide = [
        "ICP-MS 数据导出  机构代码:12430903MAQ77FU86A  上机批号:ZJ20251013-01  采集时间:2025-10-13 13:00  结果单位:μg/kg",
        "序号,样品名称,样品类型,稀释倍数,111 Cd [He] 浓度(μg/kg),111 Cd [He] RSD(%),75 As [He] 浓度(μg/kg),75 As [He] RSD(%),标准值",
        "1,试剂空白,试剂空白,100,<LOD,,<LOD,,", "2,GBW10045 湖南大米,标准物质,100,189.03,0.6,104.12,2.0,Cd 0.19±0.02 mg/kg",
    ]
    private static let long = [
        "上机批号,机构代码,采集时间,样品名称,样品类型,读数序号,Cd 111 (mg/kg),Pb 208 (mg/kg),标准值",
        "CQ1,12430903MAQ6F12U2R,2025-10-13 13:00,25E0001,样品,1,0.0581,N.D.,",
        "CQ1,12430903MAQ6F12U2R,2025-10-13 13:00,25E0001,样品,2,0.0583,N.D.,",
        "CQ1,12430903MAQ6F12U2R,2025-10-13 13:00,25E0001,平行样,1,0.0601,N.D.,",
    ]
    private static let block = [
        "上机批号：NZ20251012-01　　机构代码：12430921MAQCR7LX5M　　采集时间：2025-10-12 13:00",
        "样品名称,样品类型,Cd_1(mg/kg),Cd_2(mg/kg),Cd_3(mg/kg),标准值", "25N0001,样品,0.0473,<0.002,0.0484,",
    ]
    private static let speciation = [
        "上机批号,序号,样品名称,样品类型,As(III)(mg/kg),As(V)(mg/kg),无机砷iAs(mg/kg),标准值,测定时间",
        "NZLC20251020-01,1,25N0001,样品,0.1049,0.0129,0.1178,,2025-10-20 10:30",
    ]

    private func rows(_ lines: [String]) -> [JSONValue] {
        guard case .array(let rows)? = Fixture.read(lines).data("run_measured")?["rows"] else { return [] }
        return rows
    }

    @Test func wideExportsTakeTheirHeadFromTheTitle() {
        let run = Fixture.read(Self.wide).data("run_measured")
        #expect(run?["run"] == "ZJ20251013-01")
        #expect(run?["lab"] == "12430903MAQ77FU86A")
        #expect(run?["unit"] == "ug/kg")
        #expect(
            rows(Self.wide) == [
                ["name": "试剂空白", "type": "试剂空白", "Cd": ["<LOD"], "As": ["<LOD"]],
                [
                    "name": "GBW10045 湖南大米", "type": "标准物质", "Cd": ["189.03"], "As": ["104.12"],
                    "certified": "Cd 0.19±0.02 mg/kg",
                ],
            ])
    }

    @Test func longExportsGatherTheirReadings() {
        #expect(
            rows(Self.long) == [
                ["name": "25E0001", "type": "样品", "Cd": ["0.0581", "0.0583"], "Pb": ["N.D.", "N.D."]],
                ["name": "25E0001", "type": "平行样", "Cd": ["0.0601"], "Pb": ["N.D."]],
            ])
    }

    @Test func blockExportsHoldThreeReadingsInARow() {
        #expect(rows(Self.block) == [["name": "25N0001", "type": "样品", "Cd": ["0.0473", "<0.002", "0.0484"]]])
    }

    @Test func speciationTakesItsLaboratoryFromOtherRuns() {
        let alone = Fixture.read(Self.speciation)
        #expect(alone.codes == ["GL-F-0321"])
        #expect(alone.events.isEmpty)
        let files = [("a.csv", Self.block), ("b.csv", Self.speciation)].map {
            SeasonFiles.File(name: $0.0, bytes: Data($0.1.joined(separator: "\n").utf8))
        }
        let together = SeasonFiles().read(files)
        #expect(together.codes.isEmpty)
        #expect(together.events.last?.data["lab"] == "12430921MAQCR7LX5M")
        guard case .array(let rows)? = together.events.last?.data["rows"] else {
            Issue.record("no rows")
            return
        }
        #expect(rows == [["name": "25N0001", "type": "样品", "iAs": "0.1178"]])
        let told = SeasonFiles(laboratories: ["NZ": "12430921MAQCR7LX5M"]).read([files[1]])
        #expect(told.data("run_measured")?["lab"] == "12430921MAQCR7LX5M")
    }

    @Test func theReceiptOfASampleTellsTheLaboratoryOfItsRun() {
        let files = [("a.csv", Fixture.samples), ("b.csv", Self.speciation)].map {
            SeasonFiles.File(name: $0.0, bytes: Data($0.1.joined(separator: "\n").utf8))
        }
        #expect(SeasonFiles().read(files).data("run_measured")?["lab"] == "12430921MAQCR7LX5M")
    }

    @Test(arguments: [
        ("0.0583", "坏", "GL-F-0326"), ("0.0583", "", "GL-F-0326"), ("25E0001,平行样", "2.5E+01,平行样", "GL-F-0312"),
    ])
    func aBadRowLeavesTheRunOut(old: String, new: String, code: String) {
        let reading = Fixture.read(Self.long, old, by: new)
        #expect(reading.events.isEmpty)
        #expect(reading.codes.contains(code))
        #expect(reading.rejected.first?.rows.count == 3)
    }

    @Test func unitsAndRunsOfAFileMustAgree() {
        #expect(Set(Fixture.read(Self.long, "Pb 208 (mg/kg)", by: "Pb 208 (ppb)").codes) == ["GL-F-0323"])
        #expect(
            Set(Fixture.read([Self.long[0], Self.long[1], Self.long[2].replacing("CQ1", with: "CQ2")]).codes) == [
                "GL-F-0319"
            ])
        #expect(Set(Fixture.read(Self.wide, "上机批号:ZJ20251013-01  ", by: "").codes) == ["GL-F-0307"])
        #expect(Set(Fixture.read(Self.block, "2025-10-12", by: "2025-99-12").codes) == ["GL-F-0309"])
    }
}
