extension Flow {
    /// Room around the text of a cell; small type stands closer.
    private func padding(_ table: FlowTable) -> (across: Int, down: Int) {
        table.size < 72 ? (1_000, 450) : (1_400, 900)
    }

    /// A table; nothing of it is cut that a page can hold.
    mutating func table(_ table: FlowTable) {
        let widths = table.widths(in: width)
        let head = headHeight(table, widths)
        keep(head + 12.mm)
        drawHead(table, widths)
        if table.rows.isEmpty { return drawEmpty(table) }
        for row in table.rows {
            let height = min(rowHeight(row, table, widths), bodyHeightAfter(head))
            if y + height > bottom {
                turn()
                drawHead(table, widths)
            }
            draw(row, table, widths, height)
        }
    }

    private func bodyHeightAfter(_ head: Int) -> Int { bottom - margins.top - head }

    private func style(_ column: FlowTable.Column, _ table: FlowTable, isBold: Bool) -> TextStyle {
        TextStyle(
            face: column.face, size: table.size, isBold: isBold || column.isStrong, alignment: column.alignment)
    }

    private func rowHeight(_ row: FlowTable.Row, _ table: FlowTable, _ widths: [Int]) -> Int {
        let heights = zip(zip(row.cells, table.columns), widths).map { pair, width in
            setter.extent(
                of: pair.0, style(pair.1, table, isBold: row.isBold), width: width - 2 * padding(table).across
            ).height
        }
        return (heights.max() ?? 0) + 2 * padding(table).down
    }

    private mutating func draw(_ row: FlowTable.Row, _ table: FlowTable, _ widths: [Int], _ height: Int) {
        var x = left
        if let ground = row.ground { add(.fill(Frame(left, y, width, height), ground)) }
        for (index, column) in table.columns.enumerated() {
            let cell = Frame(x, y, widths[index], height)
            let text = index < row.cells.count ? row.cells[index] : ""
            let inner = cell.inset(padding(table).across, padding(table).down)
            let style = style(column, table, isBold: row.isBold)
            let isTooTall = setter.extent(of: text, style, width: inner.width).height > inner.height
            add(.text(text, inner, isTooTall ? style.fitted(.block) : style.middled), .border(cell, .rule, 150))
            x += widths[index]
        }
        y += height
    }

    private mutating func drawEmpty(_ table: FlowTable) {
        let cell = Frame(left, y, width, 7.mm)
        let style = TextStyle(size: table.size, ink: .grey, alignment: .centre)
        add(.border(cell, .rule, 150), .text(table.emptyWords, cell.inset(1.mm, 500), style.fitted(.line).middled))
        y += cell.height
    }

    private func headStyle(_ table: FlowTable) -> TextStyle {
        TextStyle(size: table.size, isBold: true, alignment: .centre).middled
    }

    private func headHeights(_ table: FlowTable, _ widths: [Int]) -> (upper: Int, lower: Int) {
        func height(_ text: String, _ width: Int) -> Int {
            setter.extent(of: text, headStyle(table), width: width - 2 * padding(table).across).height
                + 2 * padding(table).down
        }
        let lower = zip(table.columns, widths).map { height($0.head, $1) }.max() ?? 0
        guard table.groups.contains(where: { !$0.head.isEmpty }) else { return (0, lower) }
        var index = 0
        let upper = table.groups.map { group -> Int in
            let span = widths[index..<(index + group.columns)].reduce(0, +)
            index += group.columns
            return group.head.isEmpty ? 0 : height(group.head, span)
        }
        return (upper.max() ?? 0, lower)
    }

    private func headHeight(_ table: FlowTable, _ widths: [Int]) -> Int {
        let (upper, lower) = headHeights(table, widths)
        return upper + lower
    }

    private mutating func drawHead(_ table: FlowTable, _ widths: [Int]) {
        let (upper, lower) = headHeights(table, widths)
        add(.fill(Frame(left, y, width, upper + lower), .pale))
        var x = left
        var index = 0
        let groups = upper > 0 ? table.groups : [.init(head: "", columns: table.columns.count)]
        for group in groups {
            let span = widths[index..<(index + group.columns)].reduce(0, +)
            if !group.head.isEmpty { headCell(group.head, Frame(x, y, span, upper), table) }
            for column in index..<(index + group.columns) {
                let top = group.head.isEmpty ? y : y + upper
                let height = group.head.isEmpty ? upper + lower : lower
                headCell(table.columns[column].head, Frame(x, top, widths[column], height), table)
                x += widths[column]
            }
            index += group.columns
        }
        y += upper + lower
    }

    private mutating func headCell(_ text: String, _ cell: Frame, _ table: FlowTable) {
        add(
            .text(text, cell.inset(padding(table).across, padding(table).down), headStyle(table)),
            .border(cell, .rule, 150))
    }
}
