/// One row of an instrument export.
private struct RunRow {
    let name, type: String
    let number: Int64?
    let readings: [String: [String]]
    let certified: String
    let run, lab, at: String
}

/// What a run file says of the whole run, in its title line or in columns.
private struct RunHead: Hashable {
    var run: String
    var lab: String
    var at: String
}

extension TableReading {
    /// Reads one instrument export: long (one row per reading), wide (one column per element), block (Cd_1, Cd_2, ...).
    /// A run is read whole or not at all: without one of its rows a mean or its quality control would say something else.
    mutating func readRun() {
        let elements = ElementColumn.all(in: table.heads)
        let title = RunTitle(table.titles.map { $0.cells.joined(separator: " ") }.joined(separator: "  "))
        let rows = parsed { $0.runRow(elements, title) }
        guard let unit = unit(of: elements, title) else {
            return rejectAll(.unitUnfit, "各元素列的单位缺失或不一致", "The units of the element columns are missing or differ")
        }
        if rows.contains(where: { $0.value == nil }) { return rejectGroup(table.rows, named: table.file) }
        let good = rows.compactMap(\.value)
        guard let first = good.first else { return }
        let head = RunHead(run: first.run, lab: first.lab, at: first.at)
        guard good.allSatisfy({ RunHead(run: $0.run, lab: $0.lab, at: $0.at) == head }) else {
            return rejectAll(
                .rowsContradict, "文件里有不止一个上机批号、机构或时间", "The file holds more than one run, laboratory or time")
        }
        add(
            StreamEvent(
                type: "run_measured", occurredAt: head.at,
                data: [
                    "run": .string(head.run), "file": .string(table.file), "lab": .string(head.lab),
                    "unit": .string(unit.rawValue), "rows": .array(Self.values(good, elements)),
                ], origin: RowOrigin(file: table.file, row: table.rows[0].number)))
    }

    private mutating func rejectAll(_ code: FindingCode, _ zh: String, _ en: String) {
        for row in table.rows where !isRejected(row) { note(row, code, .reject, zh, en, hint: "请重新导出这一批") }
    }

    /// One unit for all element columns; the title's when no head names one.
    private func unit(of elements: [ElementColumn], _ title: RunTitle) -> ConcentrationUnit? {
        let units = Set(elements.map { $0.unit ?? title.unit }.map { $0.flatMap { ConcentrationUnit($0) } })
        return units.count == 1 ? units.first ?? nil : nil
    }

    /// The rows of the event. Readings of a long export that follow each other belong to one measurement.
    private static func values(_ rows: [RunRow], _ elements: [ElementColumn]) -> [JSONValue] {
        var measurements: [RunRow] = []
        for row in rows {
            guard let number = row.number, number > 1, let last = measurements.last, last.name == row.name,
                last.type == row.type
            else {
                measurements.append(row)
                continue
            }
            measurements[measurements.count - 1] = RunRow(
                name: last.name, type: last.type, number: number,
                readings: last.readings.merging(row.readings) { $0 + $1 }, certified: last.certified, run: last.run,
                lab: last.lab, at: last.at)
        }
        return measurements.map { row in
            var members: [String: JSONValue] = ["name": .string(row.name), "type": .string(row.type)]
            for (item, readings) in row.readings {
                // Speciation gives one figure per sample, and the season stream writes it bare.
                members[item] = item == "iAs" ? .string(readings[0]) : .array(readings.map(JSONValue.string))
            }
            if !row.certified.isEmpty { members["certified"] = .string(row.certified) }
            return .object(members)
        }
    }
}

extension CellReader {
    fileprivate mutating func runRow(_ elements: [ElementColumn], _ title: RunTitle) -> RunRow {
        let type = text("type")
        var name = text("name")
        if ["样品", "平行样"].contains(type), !name.isEmpty { name = checkedCode(name, "name") }
        var readings: [String: [String]] = [:]
        for element in elements { readings[element.item, default: []].append(reading(in: element)) }
        return RunRow(
            name: name, type: type, number: raw("reading").isEmpty ? nil : integer("reading"), readings: readings,
            certified: raw("certified"), run: table.places["run"] == nil ? head("run", title.run) : code("run"),
            lab: table.places["lab"] == nil ? title.lab ?? "" : code("lab"),
            at: table.places["at"] == nil ? time(title.at) : moment("at"))
    }

    private mutating func reading(in element: ElementColumn) -> String {
        let typed = element.place < row.cells.count ? Self.plain(row.cells[element.place]) : ""
        if let reading = Concentration.reading(typed) { return reading }
        let title = table.heads[element.place].title
        reject(
            .notAReading, "", "「\(title)」的「\(typed)」不是检测结果", "\(typed) in \(title) is not a measured value",
            hint: "请填数字、<检出限、未检出 或 N.D.")
        return ""
    }

    private mutating func head(_ key: String, _ value: String?) -> String {
        if let value { return value }
        reject(.emptyCell, key, "标题行和列里都没有", "neither the title line nor a column says it", hint: "请用仪器原样导出的文件")
        return ""
    }

    private mutating func time(_ typed: String?) -> String {
        let typed = head("at", typed)
        guard !typed.isEmpty else { return "" }
        if let time = CivilTime(typed) { return time.text }
        reject(.notATime, "at", "标题行的「\(typed)」不是日期时间", "\(typed) is not a time", hint: "请写成 2025-10-13 13:00")
        return ""
    }
}
