import Foundation

@testable import Exchange

/// Small files as literal text.
enum Fixture {
    static let sampleHeader =
        "样品编号,任务编号,地块编码,采样时间,采样人1,采样人2,布点方式,样点数,样品重量,重量单位,封签号,种植户签字,送样人,移交时间,接收机构信用代码,接收时间,封签状态,接收结果,拒收原因,盲样号,备注"
    static let sampleRow =
        "LT25-921-00001,RW1,43092112700001,2025-10-09 08:08,许军,吴军,S形,10,1.6,kg,FY25000001,已签,高立新,2025-10-09 11:14,12430921MAQCR7LX5M,2025-10-09 11:43,完好,接收,,25N0001,"
    static let samples = [sampleHeader, sampleRow]

    static let parcelHeader = "地块编码,乡镇代码,乡镇,村组,种植户,面积(亩),土地类别,经度,纬度,土壤pH,土壤镉(mg/kg)"
    static let parcelRow = "43090210500001,430902105,茈湖口镇,高桥村15组,崔卫东,32.1,安全利用类,112.228108,28.627939,6.19,0.427"
    static let parcels = [parcelHeader, parcelRow]

    static let ticketHeader =
        "检斤单号,库点信用代码,库点名称,衡器编号,车牌号,毛重(kg),毛重时间,皮重(kg),皮重时间,净重(kg),监磅员,值仓保管员,水分(%),杂质(%),扣(增)量(kg),来源地块及数量(kg),入仓仓房编码,批次号,录入时间,备注"
    static let ticketRow =
        "JJ1,91430921MAQC6JFX5G,南县湖粮粮库,DS-1,湘H0022Z,18760,2025-10-14 14:07,6000,2025-10-14 14:24,12760,万建国,姜霞,18.5,0.4,-829,43092113200002:12760,91430921MAQC6JFX5G0010006,T0001,2025-10-14 14:26,"
    static let tickets = [ticketHeader, ticketRow]

    static let reportHeader = "报告编号,样品编号,检测项目,检测结果(mg/kg),检测方法,检出限(mg/kg),定量限(mg/kg),编制人,审核人,批准人,签发时间,上机批号,替代报告编号"
    static let reportRows = [
        "ZJ-1,S1,镉,0.0534,GB 5009.268-2016,0.002,0.005,周立新,尹红梅,龚学文,2025-10-14 15:07,ZJ1,",
        "ZJ-1,S1,铅,<0.01,GB 5009.268-2016,0.01,0.03,周立新,尹红梅,龚学文,2025-10-14 15:07,ZJ1,",
    ]

    /// A file of lines, read.
    static func read(_ lines: [String], name: String = "a.csv") -> SeasonReading {
        SeasonFiles().read([.init(name: name, bytes: Data(lines.joined(separator: "\n").utf8))])
    }

    /// The file with one piece of text replaced, read.
    static func read(_ lines: [String], _ old: String, by new: String) -> SeasonReading {
        read(lines.map { $0.replacing(old, with: new) })
    }
}

extension SeasonReading {
    /// Codes of findings that are more than a remark.
    var codes: [String] { findings.filter { $0.severity != .info }.map(\.code) }

    /// The data of the first event of a type.
    func data(_ type: String) -> JSONValue? { events.first { $0.type == type }?.data }
}
