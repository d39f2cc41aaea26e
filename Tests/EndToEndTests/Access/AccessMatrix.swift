import Foundation

/// The reviewed file of who may ask what: one line a route, one column a role.
struct AccessMatrix: Equatable {
    /// Cells by route, in the order of the columns.
    var lines: [String: String] = [:]

    static let directory = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Access")
    private static let file = directory.appending(path: "matrix.txt")

    /// The file as it was reviewed.
    static func reviewed() throws -> AccessMatrix {
        var matrix = AccessMatrix()
        for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n") where !line.hasPrefix("#") {
            guard let bar = line.firstIndex(of: "|") else { continue }
            matrix.lines[trimmed(line[..<bar])] = trimmed(line[line.index(after: bar)...])
        }
        return matrix
    }

    /// The words of acts by kind.
    static func acts() throws -> [String: String] {
        var acts: [String: String] = [:]
        let text = try String(contentsOf: directory.appending(path: "acts.txt"), encoding: .utf8)
        for line in text.split(separator: "\n") where !line.hasPrefix("#") {
            guard let space = line.firstIndex(of: " ") else { continue }
            acts[String(line[..<space])] = trimmed(line[space...])
        }
        return acts
    }

    /// Routes whose cells are not those of another matrix, or that it does not have: one line each.
    func differences(to other: AccessMatrix) -> [String] {
        Set(lines.keys).union(other.lines.keys).sorted().filter { lines[$0] != other.lines[$0] }.map {
            "\($0)\n  found    \(lines[$0] ?? "no such route")\n  reviewed \(other.lines[$0] ?? "no line")"
        }
    }

    /// Writes the file anew, to be reviewed.
    func renew(_ columns: [String]) throws {
        let names = columns.map { $0.prefix(3) + " " }.joined()
        let width = (lines.keys.map(\.count).max() ?? 0) + 1
        func row(_ name: String, _ cells: String) -> String {
            name + String(repeating: " ", count: max(0, width - name.count)) + "| " + cells
        }
        // By address, then by method.
        let rows = lines.map {
            (key: $0.key.split(separator: " ").reversed().joined(separator: " "), row: row($0.key, $0.value))
        }
        .sorted { $0.key < $1.key }.map(\.row)
        let text = ([Self.legend, row("# route", names)] + rows).joined(separator: "\n") + "\n"
        try text.write(to: Self.file, atomically: true, encoding: .utf8)
    }

    private static func trimmed(_ text: Substring) -> String { text.trimmingCharacters(in: .whitespaces) }

    private static let legend = """
        # Who may ask what: every operation of the OpenAPI document by every role, held against the real server by MatrixTests.
        # Renewed by GRAINLEDGER_RENEW_MATRIX=1 and then READ: what stands here was agreed to (decisions 0008, 0009).
        # A cell is one's own object, another's, and one that is not there; of lists and of what names no object the first two.
        #   + done or shown    0 a list without a line    ! who are you (401)    x this role may not (403)
        #   f only a fresh second factor is missing    w waits for a second person    - not there, for him (404)
        #   r and u: he may ask, and the book refuses (409), or the words do not fit (422)    q the question is wrong (400)
        #   t another type of body (415)    p he may, to the words as they stand now (412)
        """

    /// What an answer comes to.
    static func sign(_ answer: HTTPAnswer) -> String {
        switch answer.status {
        case 200..<300:
            guard let items = answer.object["items"] as? [Any], items.isEmpty else { return "+" }
            return "0"
        case 400: return "q"
        case 401: return "!"
        case 403: return answer.findings.map { $0["code"] as? String } == ["GL-I-0604"] ? "f" : "x"
        case 404: return "-"
        case 409: return answer.member("type") == "/problems/second-person" ? "w" : "r"
        case 412: return "p"
        case 415: return "t"
        case 422: return "u"
        default: return "<\(answer.status)>"
        }
    }
}
