/// A table that runs over pages: its head is repeated, no row is split.
struct FlowTable {
    /// A column.
    struct Column {
        var head: String
        /// Share of the width.
        var share: Int
        var alignment = TextStyle.Alignment.left
        var face = TextStyle.Face.sans
        var isStrong = false
    }
    /// Columns under one head; an empty head is a column of its own.
    struct Group {
        var head: String
        var columns: Int
    }
    /// A row; `ink` and `ground` mark one that has to be seen.
    struct Row {
        var cells: [String]
        var isBold = false
        var ground: Ink?
    }

    var columns: [Column]
    var groups: [Group] = []
    var rows: [Row]
    /// Size of type, tenths of a point.
    var size = 80
    /// Said in place of rows when there are none.
    var emptyWords = "无 None"

    init(_ columns: [Column], groups: [Group] = [], rows: [[String]], size: Int = 80) {
        self.columns = columns
        self.groups = groups
        self.rows = rows.map { Row(cells: $0) }
        self.size = size
    }

    /// Left edge and width of each column in so much width; the widths sum to it.
    func widths(in width: Int) -> [Int] {
        let total = columns.reduce(0) { $0 + $1.share }
        var used = 0
        var shares = 0
        return columns.map { column in
            shares += column.share
            let right = width * shares / total
            defer { used = right }
            return right - used
        }
    }
}
