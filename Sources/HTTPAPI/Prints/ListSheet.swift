import Custody
import Foundation
import Operations
import Prints
import Rules

/// A list as a table for a spreadsheet: codes and words are text, whole numbers are numbers, units stand in the head.
struct ListSheet {
    let query: ListQuery
    let documents: [Document]
    /// The time of the data.
    let asOf: Timestamp

    /// The table.
    var table: SheetTable {
        let fields = query.resource.fields.filter(\.isMember)
        let shown =
            query.members.isEmpty ? fields : query.members.compactMap { name in fields.first { $0.name == name } }
        let (names, documents) = (shown.map(\.name), documents)
        return SheetTable(
            title: "\(query.resource.chinese) \(query.resource.rawValue)", asOf: asOf, columns: shown.map(Self.column),
            count: documents.count
        ) { row in Self.cells(documents[row].json, names) }
    }

    private static func column(_ field: Field) -> SheetTable.Column {
        let unit =
            field.name.hasSuffix("Grams") || field.name == "grams"
            ? " (g 克)"
            : ["squareMetres": " (m² 平方米)", "workingDays": " (d 工作日)", "soilCadmium": " (mg/kg)"][field.name] ?? ""
        let width =
            switch field.form {
            case .integer: 16
            case .time: 27
            case .day, .flag, .region, .word: 14
            case .nested: 40
            case .text: 24
            }
        return .init(head: field.name + unit, width: width)
    }

    /// The cells of a document; a nested member is compact JSON.
    private static func cells(_ json: [UInt8], _ names: [String]) -> [SheetTable.Cell] {
        guard let document = try? JSONDecoder().decode([String: JSONNode].self, from: Data(json)) else { return [] }
        return names.map { name in
            switch document[name] ?? .null {
            case .null: .empty
            case .flag(let value): .text(value ? "true" : "false")
            case .integer(let value): .integer(value)
            case .text(let text): text.isEmpty ? .empty : .text(text)
            case .list(let nodes) where nodes.isEmpty: .empty
            case .object(let members) where members.isEmpty: .empty
            case let node:
                .text((try? JSONEncoder.stable.encode(node)).map { String(decoding: $0, as: UTF8.self) } ?? "")
            }
        }
    }
}

extension Resource {
    /// Its name in Chinese, for the title of a sheet.
    fileprivate var chinese: String {
        switch self {
        case .organizations: "单位"
        case .bins: "仓房"
        case .scales: "衡器"
        case .parcels: "地块"
        case .samples: "样品"
        case .testRuns: "检测批"
        case .reports: "检验报告"
        case .verdicts: "判定"
        case .reinspections: "复检"
        case .batches: "批次"
        case .manifests: "联单"
        case .disposals: "处置"
        case .movements: "移动"
        case .weighings: "检斤单"
        case .places: "结存"
        case .findings: "发现"
        case .records: "记录"
        case .deadlines: "督办"
        }
    }
}
