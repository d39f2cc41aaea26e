public import Foundation

/// Reads a season stream (`events.jsonl`): one JSON object a line. A bad line is a finding, the good ones go on.
public enum StreamFile {
    /// Reads the stream from its bytes. Events keep the order of the file, which is the order of their `seq`.
    public static func read(_ bytes: Data, name: String) -> (events: [StreamEvent], findings: [RowFinding]) {
        var events: [StreamEvent] = []
        var findings: [RowFinding] = []
        let body = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes
        for (index, line) in body.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated() {
            let text = line.last == 0x0D ? line.dropLast() : line
            if text.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) { continue }
            let origin = RowOrigin(file: name, row: index + 1)
            do {
                events.append(try event(Data(text), origin))
            } catch {
                findings.append(error.finding(origin))
            }
        }
        return (events, findings)
    }

    /// Reads the stream from its place; throws when the file cannot be opened.
    public static func read(contentsOf url: URL) throws -> (events: [StreamEvent], findings: [RowFinding]) {
        read(try Data(contentsOf: url), name: url.lastPathComponent)
    }

    private static func event(_ bytes: Data, _ origin: RowOrigin) throws(LineProblem) -> StreamEvent {
        let decoder = JSONDecoder()
        guard let value = try? decoder.decode(JSONValue.self, from: bytes), case .object(let members) = value else {
            throw .notAnObject
        }
        guard let type = members["type"]?.text else { throw .member("type") }
        guard let typed = members["occurred_at"]?.text, typed.hasSuffix("+08:00"),
            let time = CivilTime(typed), time.second != nil
        else { throw .member("occurred_at") }
        guard let data = members["data"], case .object = data else { throw .member("data") }
        guard StreamEvent.causalRank[type] != nil else { throw .unknownType(type) }
        return StreamEvent(type: type, occurredAt: time.text, data: data, origin: origin)
    }
}

/// What is wrong with a line of the stream.
private enum LineProblem: Error {
    case notAnObject
    case member(String)
    case unknownType(String)

    func finding(_ origin: RowOrigin) -> RowFinding {
        let (code, column, zh, en): (FindingCode, String, String, String) =
            switch self {
            case .notAnObject:
                (.malformedLine, "", "这一行不是 JSON 对象，或含有小数", "The line is no JSON object, or holds a fraction")
            case .member(let name):
                (.malformedEvent, name, "成员 \(name) 缺失或写错", "Member \(name) is missing or malformed")
            case .unknownType(let type):
                (.malformedEvent, "type", "不认识的类型「\(type)」", "Unknown type \(type)")
            }
        return RowFinding(
            file: origin.file, row: origin.row, column: column, code: code, severity: .reject, zh: zh, en: en,
            hint: "请改正这一行后重新导入")
    }
}
