import Foundation

/// The form in which a list is given.
enum ListFormat: String, CaseIterable, Sendable {
    /// Pages of JSON.
    case json
    /// One JSON object a line, streamed; a last line says whether all is there.
    case ndjson
    /// A table, streamed; UTF-8 with a byte order mark, so that spreadsheets read it.
    case csv
    /// The same table in GB18030 (GB 18030-2022), for older programs.
    case csvGB18030
    /// A spreadsheet, written as a whole.
    case xlsx

    /// Rows a spreadsheet is written for; more go as csv or ndjson, which are streamed.
    static let greatestSheet = 100_000

    /// True for a table.
    var isTable: Bool { self == .csv || self == .csvGB18030 || self == .xlsx }

    /// The media type.
    var mediaType: String {
        switch self {
        case .json: "application/json; charset=utf-8"
        case .ndjson: "application/x-ndjson; charset=utf-8"
        case .csv: "text/csv; charset=utf-8; header=present"
        case .csvGB18030: "text/csv; charset=gb18030; header=present"
        case .xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        }
    }

    /// The form that `format` and `encoding` ask for, else the one that `Accept` names first; JSON by default.
    init(_ parameters: inout Parameters, accept: String?) {
        let words = Words("可用：json, ndjson, csv, xlsx", "One of json, ndjson, csv, xlsx")
        let named = parameters.value("format", words) { text in
            [ListFormat.json, .ndjson, .csv, .xlsx].first { $0.rawValue == text }
        }
        let encoding = parameters.value("encoding", Words("可用：utf-8, gb18030", "One of utf-8, gb18030")) { text in
            ["utf-8", "gb18030"].contains(text.lowercased()) ? text.lowercased() : nil
        }
        let chosen = named ?? Self.accepted(accept)
        self = chosen == .csv && encoding == "gb18030" ? .csvGB18030 : chosen
    }

    /// - Throws: `Problem` when an encoding is asked for another form than a table.
    func check(encoding: String?) throws(Problem) {
        guard encoding != nil, !isTable || self == .xlsx else { return }
        throw Problem(.notSupported, Words("encoding 只用于 format=csv", "encoding goes with format=csv only"))
    }

    private static func accepted(_ header: String?) -> ListFormat {
        for range in (header ?? "").lowercased().split(separator: ",") {
            switch range.split(separator: ";").first.map({ $0.filter { $0 != " " } }) {
            case "application/json": return .json
            case "application/x-ndjson", "application/ndjson": return .ndjson
            case "text/csv": return .csv
            case "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": return .xlsx
            default: continue
            }
        }
        return .json
    }

    /// The bytes of a text.
    func bytes(of text: String) -> [UInt8] {
        guard self == .csvGB18030 else { return Array(text.utf8) }
        // kCFStringEncodingGB_18030_2000 as a Foundation encoding; it has a form for every character of Unicode.
        let encoding = String.Encoding(rawValue: 0x8000_0632)
        return [UInt8](text.data(using: encoding, allowLossyConversion: true) ?? Data())
    }
}
