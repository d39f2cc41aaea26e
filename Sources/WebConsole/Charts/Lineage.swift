import Operations
import Rules

/// A batch's family: parcels and batches it came from, batches it went into, left to right in time.
struct Lineage {
    /// The batch in the middle.
    let batch: String
    /// Where it came from.
    let up: Trace
    /// Where it went.
    let down: Trace
    /// Title.
    let title: String
    /// Words.
    let wording: Wording

    private struct Box {
        let key: String
        let title: String
        let note: String
        let look: String
        let address: String?
        let grams: Int64
    }
    private static let most = 9
    private static let (width, height, gap, step) = (164, 40, 8, 226)

    /// The drawing. A column with many boxes shows the greatest, and the rest as one.
    var drawing: Markup {
        let columns = columns
        var places: [String: (x: Int, y: Int)] = [:]
        var boxes: [Markup] = []
        let tallest = columns.map { shown($0).count }.max() ?? 1
        let height = tallest * (Self.height + Self.gap) + 30
        for (at, column) in columns.enumerated() {
            let shown = shown(column)
            var y = 22 + (height - 30 - shown.count * (Self.height + Self.gap)) / 2
            for box in shown {
                places[box.key] = (at * Self.step + 8, y)
                boxes.append(drawn(box, at * Self.step + 8, y))
                y += Self.height + Self.gap
            }
            let hidden = Set(column.map(\.key)).subtracting(shown.map(\.key))
            for key in hidden { places[key] = places[shown.last?.key ?? ""] }
        }
        let width = max(columns.count, 1) * Self.step - (Self.step - Self.width) + 16
        return Chart.svg(
            width: width, height: height, title: title, isFit: false, isLinked: true,
            heads(columns.count) + edges(places) + boxes.joined())
    }

    private func shown(_ column: [Box]) -> [Box] {
        let sorted = column.sorted { $0.grams == $1.grams ? $0.key < $1.key : $0.grams > $1.grams }
        guard sorted.count > Self.most else { return sorted }
        let rest = sorted.dropFirst(Self.most - 1)
        let sum = rest.reduce(Int64(0)) { $0 + $1.grams }
        return Array(sorted.prefix(Self.most - 1)) + [
            Box(
                key: rest.first?.key ?? "", title: wording.text(.andMore, ["\(rest.count)"]), note: mass(sum),
                look: "box", address: nil, grams: sum)
        ]
    }

    private func drawn(_ box: Box, _ x: Int, _ y: Int) -> Markup {
        let inside: Markup = """
            <rect x="\(x)" y="\(y)" width="\(Self.width)" height="\(Self.height)" rx="4" class="box \(box.look)"/>\
            \(Chart.text(x + 8, y + 16, box.title, look: "strong"))\(Chart.text(x + 8, y + 32, box.note, look: "small"))
            """
        return box.address.map { "<a href=\"\($0)\">\(inside)</a>" as Markup } ?? inside
    }

    private func heads(_ count: Int) -> Markup {
        (0..<count).map { at -> Markup in
            let words =
                at == 0
                ? wording.text(.parcels)
                : at == here
                    ? wording.text(.thisBatch)
                    : at < here ? wording.text(.cameFrom) : wording.text(.wentInto)
            return Chart.text(at * Self.step + 8, 12, words, look: "small")
        }.joined()
    }

    private func mass(_ grams: Int64) -> String { "\(wording.tonnes(grams)) \(wording.text(.tonne))" }

    /// Greatest distance from the parcels, so that every arrow goes right.
    private var depths: [String: Int] {
        var depths: [String: Int] = [:]
        let nodes = Set((up.nodes + down.nodes).map(\.batch))
        for node in nodes { depths[node] = 1 }
        for _ in 0..<nodes.count {
            var isChanged = false
            for edge in edgesOfBatches where (depths[edge.to] ?? 1) <= (depths[edge.from] ?? 1) {
                depths[edge.to] = (depths[edge.from] ?? 1) + 1
                isChanged = true
            }
            if !isChanged { break }
        }
        return depths
    }
    private var edgesOfBatches: [Trace.Edge] { Array(Set((up.edges + down.edges).filter { $0.kind == "batch" })) }
    private var here: Int { depths[batch] ?? 1 }

    private var columns: [[Box]] {
        let depths = depths
        let parcels = Dictionary(grouping: up.edges.filter { $0.kind == "parcel" }, by: \.from).map { code, edges in
            let grams = edges.reduce(Int64(0)) { $0 + $1.grams }
            return Box(
                key: "parcel \(code)", title: code, note: mass(grams), look: "box",
                address: Links.address(.parcels, code), grams: grams)
        }
        var columns = [parcels] + Array(repeating: [Box](), count: depths.values.max() ?? 1)
        for node in Dictionary(grouping: up.nodes + down.nodes, by: \.batch).compactMap(\.value.first) {
            columns[depths[node.batch] ?? 1].append(
                Box(
                    key: node.batch, title: node.batch,
                    note:
                        "\(wording.name(of: GrainClass(rawValue: node.grainClass) ?? .pending)) · \(mass(node.intakeGrams))",
                    look: "box-\(node.grainClass)\(node.batch == batch ? " box-here" : "")",
                    address: Links.address(.batches, node.batch), grams: node.batch == batch ? .max : node.intakeGrams))
        }
        return columns
    }

    private func edges(_ places: [String: (x: Int, y: Int)]) -> Markup {
        let reached = Set(up.nodes.map(\.batch))
        let all = Array(Set(up.edges + down.edges.filter { $0.kind == "batch" })).filter {
            $0.kind == "batch" || reached.contains($0.to)
        }
        let greatest = all.map(\.grams).max() ?? 1
        return all.sorted { ($0.from, $0.to) < ($1.from, $1.to) }.map { edge -> Markup in
            let from = places[edge.kind == "parcel" ? "parcel \(edge.from)" : edge.from]
            guard let from, let to = places[edge.to], from.x < to.x else { return .nothing }
            return Chart.flow(
                from.x + Self.width, from.y + Self.height / 2, to.x, to.y + Self.height / 2,
                thickness: max(Chart.length(edge.grams, of: greatest, in: 10), 1), look: "",
                "\(edge.from) → \(edge.to): \(mass(edge.grams))")
        }.joined()
    }

    /// The numbers of the drawing.
    var table: Table {
        let edges = Array(Set(up.edges + down.edges.filter { $0.kind == "batch" }))
        return Table(
            caption: title,
            columns: [
                .init(Markup(text: wording.text(.from))), .init(Markup(text: wording.text(.to))),
                .init("\(wording.text(.mass)) (\(wording.text(.tonne)))", number: true),
            ],
            rows: edges.sorted { ($0.to, $0.from) < ($1.to, $1.from) }.map { edge in
                [
                    Links.link(edge.kind == "parcel" ? .parcels : .batches, edge.from), Links.link(.batches, edge.to),
                    Markup(text: wording.tonnes(edge.grams)),
                ]
            })
    }
}
