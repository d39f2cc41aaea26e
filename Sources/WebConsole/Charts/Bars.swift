import Rules

/// Masses by place, each bar parted by class.
struct Bars {
    /// One bar.
    struct Row {
        /// Label.
        let label: String
        /// Grams by class.
        let grams: [GrainClass: Int64]
        /// All of it.
        var sum: Int64 { grams.values.reduce(0, +) }
    }
    /// The bars.
    let rows: [Row]
    /// Title.
    let title: String
    /// Words.
    let wording: Wording

    private static let (label, room, row) = (110, 560, 30)

    /// The drawing.
    var drawing: Markup {
        let most = rows.map(\.sum).max() ?? 1
        let bars = rows.enumerated().map { at, row -> Markup in
            let y = at * Self.row + 4
            var x = Self.label
            var parts: [Markup] = []
            for grainClass in GrainClass.allCases {
                let grams = row.grams[grainClass] ?? 0
                guard grams > 0 else { continue }
                let width = max(Chart.length(grams, of: most, in: Self.room), 2)
                parts.append(Chart.bar(x, y, width, 20, look: "k-\(grainClass.rawValue)"))
                if width > 22 {
                    parts.append(
                        Chart.text(
                            x + width / 2, y + 14, grainClass == .pending ? "○" : grainClass.rawValue, anchor: "middle")
                    )
                }
                x += width
            }
            return Chart.text(Self.label - 8, y + 14, row.label, anchor: "end") + parts.joined()
                + Chart.text(x + 8, y + 14, "\(wording.tonnes(row.sum)) \(wording.text(.tonne))", look: "small")
        }
        return Chart.svg(width: 800, height: rows.count * Self.row + 8, title: title, bars.joined())
    }

    /// The numbers.
    var table: Table {
        Table(
            caption: title,
            columns: [.init(Markup(text: wording.text(.place)))]
                + GrainClass.allCases.map { .init("\(wording.name(of: $0)) (\(wording.text(.tonne)))", number: true) },
            rows: rows.map { row in
                [Markup(text: row.label)] + GrainClass.allCases.map { Markup(text: wording.tonnes(row.grams[$0] ?? 0)) }
            })
    }
}

/// A value on a line with its limit, so that one sees how far it is.
struct Ruler {
    /// The value.
    let value: NanogramsPerKilogram
    /// The limit.
    let limit: NanogramsPerKilogram
    /// Title.
    let title: String

    /// The drawing; the line is twice the limit long, and a greater value stands at its end.
    var drawing: Markup {
        let end = limit.value * 2
        let x = 10 + Chart.length(min(value.value, end), of: end, in: 180)
        let limit = Chart.line(100, 4, 100, 26, look: "limit")
        let look = value > self.limit ? "k-over" : "k-stock"
        return Chart.svg(
            width: 200, height: 30, title: title, isFit: false,
            Chart.line(10, 20, 190, 20, look: "axis") + limit
                + "<circle cx=\"\(x)\" cy=\"20\" r=\"6\" class=\"\(look)\"/>")
    }
}
