extension Table {
    /// The table to be taken away: a head, its rows, its sums; numbers as programs read them, what a spreadsheet would run made text.
    var csv: [UInt8] {
        let head = columns.map { ListSheet.quoted(ListSheet.plain($0.head)) }
        let lines = ([head] + (rows + (foot.map { [$0] } ?? [])).map(cells)).map { $0.joined(separator: ",") + "\r\n" }
        // The mark at the beginning tells spreadsheets that it is UTF-8.
        return Array("\u{FEFF}".utf8) + Array(lines.joined().utf8)
    }

    private func cells(_ row: [Markup]) -> [String] {
        zip(row, columns).map { cell, column in
            let text = ListSheet.plain(cell)
            return ListSheet.quoted(
                column.isNumber ? text.replacing("\u{202F}", with: "").replacing("−", with: "-") : text)
        }
    }
}
