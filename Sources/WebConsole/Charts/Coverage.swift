/// How far a plan has come, place by place: one bar each, as long as the plan, filled from the left.
struct Coverage {
    /// One part of a bar.
    struct Part {
        /// How many.
        let count: Int
        /// Class of its look.
        let look: String
        /// Shape, where there is room for one: colour is never alone.
        let shape: String
    }
    /// One place.
    struct Row {
        /// Place.
        let label: String
        /// Where it leads.
        let address: String
        /// What was planned.
        let planned: Int
        /// Its parts, from the left; what they leave of the plan stays empty.
        let parts: [Part]
    }
    /// The bars.
    let rows: [Row]
    /// Title.
    let title: String
    /// Words.
    let wording: Wording

    private static let (label, room, row) = (150, 520, 30)

    /// The drawing.
    var drawing: Markup {
        let most = Int64(rows.map(\.planned).max() ?? 1)
        let bars = rows.enumerated().map { at, row -> Markup in
            let y = at * Self.row + 4
            let whole = Chart.length(Int64(row.planned), of: most, in: Self.room)
            var x = Self.label
            var parts: [Markup] = []
            for part in row.parts where part.count > 0 {
                let width = max(Chart.length(Int64(part.count), of: most, in: Self.room), 2)
                parts.append(Chart.bar(x, y, width, 20, look: part.look))
                if width > 22 { parts.append(Chart.text(x + width / 2, y + 14, part.shape, anchor: "middle")) }
                x += width
            }
            let done = row.parts.reduce(0) { $0 + $1.count }
            let name = Chart.text(Self.label - 8, y + 14, Chart.cut(row.label, 18), anchor: "end")
            return "<a href=\"\(row.address)\">\(name)</a>"
                + Chart.bar(Self.label, y, whole, 20, look: "k-free") + parts.joined()
                + Chart.text(
                    Self.label + max(whole, x - Self.label) + 8, y + 14,
                    "\(wording.count(done)) / \(wording.count(row.planned))", look: "small")
        }
        return Chart.svg(width: 800, height: rows.count * Self.row + 8, title: title, isLinked: true, bars.joined())
    }
}
