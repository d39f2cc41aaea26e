/// One row of a report: an item, and what all rows of the report share.
private struct ReportRow {
    let report: String
    let line: JSONValue
    let item: String
    let issuedAt: String
    /// The members of the event other than its lines.
    let head: [String: JSONValue]
}

extension TableReading {
    /// Reads reports, one row per item. A report is read whole or not at all: without one of its items it would say
    /// something else.
    mutating func readReports() {
        let rows = parsed { cells in
            let report = cells.code("report")
            let item = cells.word("item")
            return ReportRow(
                report: report,
                line: [
                    "item": .string(item), "value": .string(cells.reading("value")),
                    "method": .string(cells.text("method")), "lod": .string(cells.reading("lod")),
                    "loq": .string(cells.reading("loq")), "run": .string(cells.optionalCode("run") ?? ""),
                ], item: item, issuedAt: cells.moment("issued_at"),
                head: [
                    "report": .string(report), "sample": .string(cells.code("sample")),
                    "compiler": .string(cells.text("compiler")), "reviewer": .string(cells.text("reviewer")),
                    "approver": .string(cells.text("approver")),
                    "supersedes": .optional(cells.optionalCode("supersedes")),
                ])
        }
        for group in groups(of: rows, by: "report") {
            let values = group.rows.compactMap(\.value)
            guard let first = values.first, values.count == group.rows.count else {
                rejectGroup(group.rows.map(\.row), named: group.name)
                continue
            }
            let agrees = values.allSatisfy { $0.head == first.head && $0.issuedAt == first.issuedAt }
            let items = Set(values.map(\.item))
            guard agrees, items.count == values.count else {
                contradict(group.rows.map(\.row), named: group.name, agrees ? "同一项目出现两次" : "样品、签发人或签发时间不一致")
                continue
            }
            var data = first.head
            data["lines"] = .array(values.map(\.line))
            add(
                StreamEvent(
                    type: "report_issued", occurredAt: first.issuedAt, data: .object(data),
                    origin: RowOrigin(file: table.file, row: group.rows[0].row.number)))
        }
    }

    /// Rows with the same code in a column, bad rows included, in the order of first sight. A row without the code
    /// is bad by itself and in no group.
    func groups<Value>(
        of rows: [(row: TableRow, value: Value?)], by key: String
    ) -> [(name: String, rows: [(row: TableRow, value: Value?)])] {
        var order: [String] = []
        var byName: [String: [(row: TableRow, value: Value?)]] = [:]
        for row in rows {
            let name = TextFolding.folded(CellReader(row.row, of: table).raw(key))
            guard !name.isEmpty else { continue }
            if byName[name] == nil { order.append(name) }
            byName[name, default: []].append(row)
        }
        return order.map { ($0, byName[$0] ?? []) }
    }

    /// Leaves a group out whose rows contradict each other.
    mutating func contradict(_ rows: [TableRow], named name: String, _ what: String) {
        for row in rows {
            note(
                row, .rowsContradict, .reject, "\(name) 各行矛盾：\(what)", "The rows of \(name) contradict each other",
                hint: "请核对后整组一起重新导入")
        }
    }
}
