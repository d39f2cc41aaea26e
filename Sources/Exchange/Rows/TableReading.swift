/// The reading of one table: events, findings, and the rows left out.
struct TableReading: Sendable {
    /// The table.
    let table: SeasonTable
    /// What the rows say, in their order.
    private(set) var events: [StreamEvent] = []
    /// What was found.
    private(set) var findings: [RowFinding] = []
    private var reasons: [Int: String] = [:]

    /// Reads all rows of a table.
    init(_ table: SeasonTable) {
        self.table = table
        readRows()
    }

    /// The rows left out, for the error file; nil when there are none.
    var rejected: RejectedRows? {
        guard !reasons.isEmpty else { return nil }
        return RejectedRows(
            file: table.file, titles: table.titles.map(\.cells), header: table.header.cells,
            rows: table.rows.compactMap { row in
                reasons[row.number].map { RejectedRow(row: row, reason: $0) }
            })
    }

    private mutating func readRows() {
        switch table.kind {
        case .organizations: eachRow { $0.organization() }
        case .scales: eachRow { $0.scale() }
        case .bins: eachRow { $0.bin() }
        case .parcels: eachRow { $0.parcel() }
        case .samples: eachRow { $0.sample() }
        case .screenings: eachRow { $0.screening() }
        case .reinspections: eachRow { $0.reinspection() }
        case .intake: eachRow { $0.intake() }
        case .bulkSamples: eachRow { $0.bulkSample() }
        case .manifests: eachRow { $0.manifest() }
        case .reports: readReports()
        case .operations: readOperations()
        case .disposals: readDisposals()
        case .instrumentRun: readRun()
        }
    }

    /// Reads row by row; a row with a bad cell yields nothing.
    mutating func eachRow(_ events: (inout CellReader) -> [StreamEvent]) {
        self.events += parsed(events).flatMap { $0.value ?? [] }
    }

    /// What each row says; nil for a row that was left out.
    mutating func parsed<Value>(_ read: (inout CellReader) -> Value) -> [(row: TableRow, value: Value?)] {
        let slack = table.slack
        return unrepeatedRows().map { row in
            var cells = CellReader(row, of: table)
            cells.checkShape(slack: slack)
            // In a row that is cut wrongly, what the cells say is chance.
            let value = cells.isGood ? read(&cells) : nil
            findings += cells.findings
            if !cells.isGood { reasons[row.number] = cells.reasons }
            return (row, cells.isGood ? value : nil)
        }
    }

    /// The rows without those that say the very same a second time. In an instrument export equal rows may be two
    /// measurements (two blanks below the LOD), so there all count.
    private mutating func unrepeatedRows() -> [TableRow] {
        if table.kind == .instrumentRun { return table.rows }
        var seen: [[String]: Int] = [:]
        return table.rows.filter { row in
            guard let first = seen.updateValue(seen[row.cells] ?? row.number, forKey: row.cells) else { return true }
            note(
                row, .rowRepeated, .warn, "与第 \(first) 行完全相同，只读一次", "Equal to row \(first); read once",
                hint: "若确有两次，请补上能区分的编号或时间")
            return false
        }
    }

    /// Adds an event.
    mutating func add(_ event: StreamEvent) { events.append(event) }

    /// Puts other events in the place of those read.
    mutating func replaceEvents(_ events: [StreamEvent]) { self.events = events }

    /// Adds a finding of a row; a rejecting one leaves the row out.
    mutating func note(
        _ row: TableRow, _ code: FindingCode, _ severity: FindingSeverity, _ zh: String, _ en: String, hint: String
    ) {
        findings.append(
            RowFinding(
                file: table.file, row: row.number, column: "", code: code, severity: severity, zh: zh, en: en,
                hint: hint))
        guard severity == .reject else { return }
        reasons[row.number] = [reasons[row.number], zh].compactMap { $0 }.joined(separator: "；")
    }

    /// Leaves the good rows of a group out because another of its rows is bad.
    mutating func rejectGroup(_ rows: [TableRow], named name: String) {
        for row in rows where reasons[row.number] == nil {
            note(
                row, .groupIncomplete, .reject, "\(name) 的另一行有错，整组没有读",
                "Another row of \(name) is bad; the whole group was left out",
                hint: "改好有错的那一行后，整组一起重新导入")
        }
    }

    /// Leaves out what the book refused: the row, and the rows that are read together with it or not at all.
    mutating func refuse(_ number: Int, because reason: String) {
        guard let refused = table.rows.first(where: { $0.number == number }) else { return }
        for row in table.rows where isReadTogether(row, refused) {
            reasons[row.number] = [reasons[row.number], reason].compactMap { $0 }.joined(separator: "；")
        }
    }

    private func isReadTogether(_ one: TableRow, _ other: TableRow) -> Bool {
        let key: String? =
            switch table.kind {
            case .reports: "report"
            case .operations: "op"
            case .disposals: "plan"
            case .instrumentRun: nil
            default: ""
            }
        guard let key else { return true }
        guard let place = table.places[key] else { return one.number == other.number }
        return one.cells.count > place && other.cells.count > place && one.cells[place] == other.cells[place]
    }

    /// True when the row was left out.
    func isRejected(_ row: TableRow) -> Bool { reasons[row.number] != nil }
}

extension CellReader {
    /// A row with an open quotation mark or more cells than the header cannot be told apart into columns.
    mutating func checkShape(slack: Int) {
        if let column = row.strayQuote {
            reject(
                .strayQuote, "", "第 \(column) 格的引号没有成对", "the quotation marks of cell \(column) are not paired",
                hint: "单元格里的引号要写成两个，并把整格用引号括起来")
        }
        let width = table.header.cells.count
        let beyond = row.cells.dropFirst(width)
        if beyond.count > slack || beyond.contains(where: { !TextFolding.trimmed($0).isEmpty }) {
            reject(
                .rowTooLong, "", "这一行有 \(row.cells.count) 格，表头只有 \(table.header.cells.count) 格",
                "the row has \(row.cells.count) cells, the header \(table.header.cells.count)", hint: "含逗号的单元格要用引号括起来")
        }
    }

    /// An event of this row.
    func event(_ type: String, at time: String, _ data: JSONValue) -> StreamEvent {
        StreamEvent(type: type, occurredAt: time, data: data, origin: origin)
    }
}
