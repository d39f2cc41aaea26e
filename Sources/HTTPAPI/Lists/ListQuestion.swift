import Custody
import Foundation
import HTTPTypes
import Hummingbird
import Operations
import Rules

/// A question for a list as it came over HTTP: the query, and the form of the answer.
struct ListQuestion {
    /// What is asked.
    let query: ListQuery
    /// The form of the answer.
    let format: ListFormat
    /// True when a limit was given: a stream then ends there, otherwise it gives everything.
    let isBounded: Bool

    /// Parameters that every list takes.
    static let common = ["limit", "cursor", "sort", "fields", "format", "encoding", "asOf"]
    /// All parameters of a list.
    static func parameters(of resource: Resource) -> [String] { common + resource.fields.flatMap(\.filters) }

    /// Reads a request.
    ///
    /// - Throws: `Problem` with one finding for each parameter that is wrong.
    init(_ request: Request, _ resource: Resource) throws {
        var parameters = Parameters(request, known: Self.parameters(of: resource))
        var query = ListQuery(resource)
        query.limit =
            parameters.value("limit", Words("写 1 到 500 的整数", "A whole number from 1 to 500")) { text in
                Int(text).flatMap { (1...500).contains($0) ? $0 : nil }
            } ?? 50
        query.asOf = parameters.asOf()
        Self.readOrder(&parameters, &query)
        Self.readFields(&parameters, &query)
        for field in resource.fields { Self.readFilters(of: field, &parameters, &query) }
        format = ListFormat(&parameters, accept: request.headers[.accept])
        try parameters.check()
        try format.check(encoding: parameters.text("encoding"))
        if let cursor = parameters.text("cursor") {
            guard let position = Cursor.position(of: cursor, in: query) else { throw Problem(.cursor) }
            query.after = position
        }
        query.isCounted = format.isTable || request.headers[values: .prefer].contains { $0.contains("count=exact") }
        isBounded = parameters.text("limit") != nil
        self.query = query
    }

    private static func readOrder(_ parameters: inout Parameters, _ query: inout ListQuery) {
        let sortable = query.resource.fields.filter(\.isSortable)
        let names = sortable.map(\.name).joined(separator: ", ")
        let expected = Words("可用：\(names)；前面加 - 为降序", "One of \(names); - before it for descending order")
        let order = parameters.value("sort", expected) { text in
            let isDescending = text.hasPrefix("-")
            let name = text.dropFirst(isDescending ? 1 : 0)
            return sortable.first { $0.name == name }.map { (field: $0, isDescending: isDescending) }
        }
        query.sort = order?.field
        query.isDescending = order?.isDescending ?? false
    }

    private static func readFields(_ parameters: inout Parameters, _ query: inout ListQuery) {
        let known = query.resource.fields.filter(\.isMember).map(\.name)
        let expected = Words("可用：\(known.joined(separator: ", "))", "Of \(known.joined(separator: ", "))")
        query.members =
            parameters.value("fields", expected) { text -> [String]? in
                let names = text.split(separator: ",", omittingEmptySubsequences: false).map { String($0) }
                return Set(names).isSubset(of: known) && Set(names).count == names.count ? names : nil
            } ?? []
    }

    private static func readFilters(of field: Field, _ parameters: inout Parameters, _ query: inout ListQuery) {
        let expected = field.expected
        for name in field.filters {
            let isWhole = name == field.name
            guard
                let values = parameters.value(
                    name, expected,
                    { text -> [String]? in
                        let parts = isWhole ? text.split(separator: ",", omittingEmptySubsequences: false) : [text[...]]
                        let values = parts.map { String($0) }
                        return values.allSatisfy(field.accepts) ? values : nil
                    })
            else { continue }
            let comparison: ListQuery.Condition.Comparison =
                isWhole
                ? .isOneOf(values)
                : name.hasSuffix("Min") || name.hasSuffix("From") ? .atLeast(values[0]) : .atMost(values[0])
            query.conditions.append(.init(field, comparison))
        }
    }
}

extension Field {
    /// Whether a value may be asked for.
    func accepts(_ value: String) -> Bool {
        switch form {
        case .text: !value.isEmpty && !value.contains("\0")
        case .region: !value.isEmpty && value.utf8.allSatisfy { (0x30...0x39).contains($0) }
        case .word(let words): words.contains(value)
        case .integer: Int64(value) != nil
        case .time: Timestamp(rfc3339: value) != nil
        case .day: CivilDate(iso: value) != nil
        case .flag: value == "true" || value == "false"
        case .nested: false
        }
    }

    /// What a value looks like.
    var expected: Words {
        switch form {
        case .text: Words("写文字，多个值用逗号隔开", "Text; several values separated by commas")
        case .region: Words("写行政区划代码或其前几位", "A region code, or its first digits")
        case .word(let words):
            Words("可用：\(words.joined(separator: ", "))", "One of \(words.joined(separator: ", "))")
        case .integer: Words("写整数", "A whole number")
        case .time: Words("写 RFC 3339 时间", "An RFC 3339 time")
        case .day: Words("写日期 yyyy-MM-dd", "A day, yyyy-MM-dd")
        case .flag: Words("写 true 或 false", "true or false")
        case .nested: Words("不能筛选", "Cannot be asked for")
        }
    }
}
