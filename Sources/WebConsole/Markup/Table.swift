/// A table with its caption: heads with scope, numbers to the right, scrolling inside itself on a narrow screen.
struct Table {
    /// One column.
    struct Column {
        /// Head.
        let head: Markup
        /// Whether it holds numbers.
        let isNumber: Bool

        /// A column.
        init(_ head: Markup, number: Bool = false) {
            self.head = head
            isNumber = number
        }
    }
    /// What the table shows.
    let caption: String
    /// Its columns.
    let columns: [Column]
    /// Rows of cells.
    let rows: [[Markup]]
    /// What is said when there is no row.
    var empty: String = "—"
    /// Whether the caption is for readers of the screen only.
    var isCaptionHidden = false
    /// A last row with sums.
    var foot: [Markup]?

    /// The table.
    var markup: Markup {
        guard !rows.isEmpty else { return "<p class=\"empty\">\(empty)</p>" }
        let head = columns.map { column -> Markup in
            "<th scope=\"col\"\(column.isNumber ? Self.number : .nothing)>\(column.head)</th>"
        }
        return """
            <div class="scroll" tabindex="0" role="group" aria-label="\(caption)"><table>\
            <caption\(isCaptionHidden ? Self.hidden : .nothing)>\(caption)</caption>\
            <thead><tr>\(head)</tr></thead><tbody>\(rows.map { row($0) })</tbody>\
            \(foot.map { "<tfoot>\(row($0))</tfoot>" as Markup })</table></div>
            """
    }

    private static let number: Markup = " class=\"num\""
    private static let hidden: Markup = " class=\"unseen\""

    private func row(_ cells: [Markup]) -> Markup {
        let cells = zip(cells, columns).enumerated().map { at, pair -> Markup in
            let (cell, column) = pair
            return at == 0
                ? "<th scope=\"row\">\(cell)</th>"
                : "<td\(column.isNumber ? Self.number : .nothing)>\(cell)</td>"
        }
        return "<tr>\(cells)</tr>"
    }
}

/// Names and values, one beside the other.
struct Facts {
    /// What is said.
    let pairs: [(String, Markup)]

    /// The list.
    var markup: Markup {
        "<dl class=\"facts\">\(pairs.map { "<div><dt>\($0.0)</dt><dd>\($0.1)</dd></div>" as Markup })</dl>"
    }
}

/// A part of a page under a heading.
struct Panel {
    /// Heading.
    let title: String
    /// What stands in it.
    let content: Markup
    /// Place on the page, to link to.
    var anchor: String = ""
    /// More words for its class.
    var look: String = ""

    /// The part.
    var markup: Markup {
        let mark: Markup = anchor.isEmpty ? .nothing : " id=\"\(anchor)\""
        return "<section class=\"panel \(look)\"\(mark)><h2>\(title)</h2>\(content)</section>"
    }
}

/// A drawing with its caption, and its numbers in a table beneath.
struct Figure {
    /// What it shows.
    let caption: String
    /// The drawing, an SVG.
    let drawing: Markup
    /// Its numbers.
    let table: Table
    /// Words of the fold that opens the numbers.
    let showData: String

    /// The figure.
    var markup: Markup {
        """
        <figure><div class="scroll drawing" tabindex="0" role="group" aria-label="\(caption)">\(drawing)</div>\
        <figcaption>\(caption)</figcaption><details class="data"><summary>\(showData)</summary>\(table.markup)</details></figure>
        """
    }
}
