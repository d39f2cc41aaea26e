import Foundation
import Hummingbird
import Rules

/// The query parameters of a request: every name is known, every value is read, and all faults are told at once.
struct Parameters {
    private var values: [String: String] = [:]
    private var items: [Problem.Item] = []

    /// The parameters of a request.
    ///
    /// - Parameter known: the names this address takes; another is a fault, with the nearest known name as a hint.
    init(_ request: Request, known: [String]) {
        for (name, value) in request.uri.queryParameters.map({ (String($0.key), String($0.value)) }) {
            guard known.contains(name) else {
                let near = Spelling.nearest(to: name, in: known)
                let hint =
                    near.map { Words("是不是 \($0)？", "Did you mean \($0)?") }
                    ?? Words("可用的参数：\(known.joined(separator: ", "))", "Known: \(known.joined(separator: ", "))")
                items.append(.init("GL-Q-0001", "?\(name)", Words("没有这个参数", "No such parameter"), hint: hint))
                continue
            }
            if values.updateValue(value, forKey: name) != nil {
                items.append(
                    .init(
                        "GL-Q-0003", "?\(name)", Words("参数给了两次", "The parameter is given twice"),
                        hint: Words("只留一个，多个值用逗号隔开", "Keep one; separate several values by commas")))
            }
        }
    }

    /// The text of a parameter; `nil` when it is not given.
    func text(_ name: String) -> String? { values[name] }

    /// Reads a value; notes a fault, and returns `nil`, when it is given and cannot be read.
    ///
    /// - Parameter expected: what a value looks like.
    mutating func value<Value>(_ name: String, _ expected: Words, _ read: (String) -> Value?) -> Value? {
        guard let text = values[name] else { return nil }
        if let value = read(text) { return value }
        items.append(
            .init("GL-Q-0002", "?\(name)", Words("参数值读不出：\(text)", "The value cannot be read: \(text)"), hint: expected)
        )
        return nil
    }

    /// The same for a value that has to be given.
    mutating func required<Value>(_ name: String, _ expected: Words, _ read: (String) -> Value?) -> Value? {
        guard values[name] == nil else { return value(name, expected, read) }
        items.append(.init("GL-Q-0009", "?\(name)", Words("缺少参数", "The parameter is missing"), hint: expected))
        return nil
    }

    /// The time of `asOf`.
    mutating func asOf() -> Timestamp? {
        value("asOf", Words("写 RFC 3339 时间，如 2025-10-31T23:59:59+08:00", "An RFC 3339 time with its offset")) {
            Timestamp(rfc3339: $0)
        }
    }

    /// `true` or `false`; false when not given.
    mutating func flag(_ name: String) -> Bool {
        value(name, Words("写 true 或 false", "true or false")) { ["true": true, "false": false][$0] } ?? false
    }

    /// - Throws: `Problem` with one finding for each fault.
    func check() throws(Problem) {
        if !items.isEmpty { throw Problem(.query, nil, items) }
    }
}

/// Finds what somebody may have meant.
public enum Spelling {
    /// The known word that is nearest, when it is near enough: one letter in three may be wrong.
    public static func nearest(to word: String, in known: [String]) -> String? {
        let ranked = known.map { (word: $0, distance: distance($0.lowercased(), word.lowercased())) }
        guard let best = ranked.min(by: { $0.distance < $1.distance }) else { return nil }
        return best.distance <= (word.count + 2) / 3 ? best.word : nil
    }

    /// Letters to add, drop or change (Levenshtein).
    static func distance(_ left: String, _ right: String) -> Int {
        let right = Array(right.prefix(64))
        var row = Array(0...right.count)
        for (index, letter) in left.prefix(64).enumerated() {
            var diagonal = row[0]
            row[0] = index + 1
            for column in right.indices {
                let changed = diagonal + (right[column] == letter ? 0 : 1)
                diagonal = row[column + 1]
                row[column + 1] = min(changed, row[column] + 1, diagonal + 1)
            }
        }
        return row[right.count]
    }
}
