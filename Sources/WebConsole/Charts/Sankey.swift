/// Masses that flow between places, from left to right.
struct Sankey {
    /// A place a mass flows through.
    struct Node: Hashable {
        /// Column from the left, from 0.
        let column: Int
        /// Label, unique in its column.
        let label: String
        /// Class of its filling: `k-B`.
        let look: String
    }
    /// A flow.
    struct Flow {
        /// From.
        let from: Node
        /// To.
        let to: Node
        /// Grams.
        let grams: Int64
    }
    /// The flows.
    let flows: [Flow]
    /// Title.
    let title: String
    /// Words.
    let wording: Wording

    private static let width = 980
    private static let least = 420
    private static let gap = 14
    private static let thick = 14

    private var columns: [[Node]] {
        var seen: [Node] = []
        for flow in flows { for node in [flow.from, flow.to] where !seen.contains(node) { seen.append(node) } }
        let last = seen.map(\.column).max() ?? 0
        return (0...last).map { column in
            seen.filter { $0.column == column }.sorted { mass($0) > mass($1) }
        }
    }
    private func mass(_ node: Node) -> Int64 {
        let into = flows.filter { $0.to == node }.reduce(Int64(0)) { $0 + $1.grams }
        let out = flows.filter { $0.from == node }.reduce(Int64(0)) { $0 + $1.grams }
        return max(into, out)
    }

    /// The drawing.
    var drawing: Markup {
        let columns = columns
        let whole = columns.map { $0.reduce(Int64(0)) { $0 + mass($1) } }.max() ?? 0
        let rows = columns.map(\.count).max() ?? 1
        // With many places in a column it grows, so that thin bands stay to be told apart.
        let room = max(Self.least - rows * (Self.gap + 8), Self.least / 2)
        var places: [Node: (x: Int, y: Int, height: Int)] = [:]
        for (at, nodes) in columns.enumerated() {
            let x = columns.count < 2 ? 0 : at * (Self.width - 240) / (columns.count - 1) + 10
            var y = 24
            for node in nodes {
                let height = max(Chart.length(mass(node), of: whole, in: room), 3)
                places[node] = (x, y, height)
                y += max(height, 12) + Self.gap
            }
        }
        let height = (places.values.map { $0.y + $0.height }.max() ?? 100) + 24
        return Chart.svg(
            width: Self.width, height: height, title: title,
            bands(columns, places, whole, room) + nodes(columns, places))
    }

    /// Its figures.
    var table: Table {
        Table(
            caption: title,
            columns: [
                .init(Markup(text: wording.text(.from))), .init(Markup(text: wording.text(.to))),
                .init("\(wording.text(.mass)) (\(wording.text(.tonne)))", number: true),
            ],
            rows: flows.map {
                [Markup(text: $0.from.label), Markup(text: $0.to.label), Markup(text: wording.tonnes($0.grams))]
            })
    }

    private func bands(
        _ columns: [[Node]], _ places: [Node: (x: Int, y: Int, height: Int)], _ whole: Int64, _ room: Int
    ) -> Markup {
        var used: [Node: (out: Int, into: Int)] = [:]
        let order = columns.flatMap(\.self)
        let sorted = flows.sorted { left, right in
            let (a, b) = (order.firstIndex(of: left.from) ?? 0, order.firstIndex(of: right.from) ?? 0)
            return a == b ? (order.firstIndex(of: left.to) ?? 0) < (order.firstIndex(of: right.to) ?? 0) : a < b
        }
        return sorted.map { flow -> Markup in
            guard let from = places[flow.from], let to = places[flow.to] else { return .nothing }
            let thickness = max(Chart.length(flow.grams, of: whole, in: room), 1)
            let y1 = from.y + (used[flow.from]?.out ?? 0) + thickness / 2
            let y2 = to.y + (used[flow.to]?.into ?? 0) + thickness / 2
            used[flow.from, default: (0, 0)].out += thickness
            used[flow.to, default: (0, 0)].into += thickness
            let words = "\(flow.from.label) → \(flow.to.label) \(wording.tonnes(flow.grams)) \(wording.text(.tonne))"
            let look = flow.from.look.replacing("k-", with: "flow-")
            return Chart.flow(from.x + Self.thick, y1, to.x, y2, thickness: thickness, look: look, words)
        }.joined()
    }

    /// Columns of letters that a label has room for before the next column begins; the whole name stands in the table.
    private func letters(_ columns: Int) -> Int {
        columns < 2 ? 26 : min(26, ((Self.width - 240) / (columns - 1) - Self.thick - 8) / 7)
    }

    private func nodes(_ columns: [[Node]], _ places: [Node: (x: Int, y: Int, height: Int)]) -> Markup {
        columns.flatMap(\.self).map { node -> Markup in
            guard let place = places[node] else { return .nothing }
            return Chart.bar(place.x, place.y, Self.thick, place.height, look: node.look)
                + Chart.text(
                    place.x + Self.thick + 5, place.y + 11, Chart.cut(node.label, letters(columns.count)),
                    look: "strong")
                + (place.height > 22
                    ? Chart.text(
                        place.x + Self.thick + 5, place.y + 25, "\(wording.tonnes(mass(node))) \(wording.text(.tonne))",
                        look: "small")
                    : .nothing)
        }.joined()
    }
}
