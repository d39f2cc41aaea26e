import Operations
import Custody
import Rules

/// The bins of a granary side by side: how full each is, and with what class.
struct DepotPlan {
    /// The bins.
    let bins: [Bin]
    /// Title.
    let title: String
    /// Words.
    let wording: Wording

    private static let (width, height, gap, columns) = (128, 120, 14, 8)

    /// The drawing.
    var drawing: Markup {
        let rows = (bins.count + Self.columns - 1) / Self.columns
        let drawn = bins.enumerated().map { at, bin in
            one(
                bin, at % Self.columns * (Self.width + Self.gap) + 6,
                at / Self.columns * (Self.height + Self.gap + 22) + 22)
        }
        let width = min(bins.count, Self.columns) * (Self.width + Self.gap)
        return Chart.svg(
            width: max(width, 200), height: rows * (Self.height + Self.gap + 22) + 6, title: title, isFit: false,
            isLinked: true,
            drawn.joined())
    }

    private func one(_ bin: Bin, _ x: Int, _ y: Int) -> Markup {
        let name = Chart.cut(bin.name, 16)
        let held = bin.content.sorted { $0.key < $1.key }.filter { $0.value > .zero }
        var top = y + Self.height
        var fills: [Markup] = []
        for (grainClass, grams) in held {
            let height = max(Chart.length(grams.value, of: bin.capacityGrams.value, in: Self.height), 4)
            top -= height
            fills.append(Chart.bar(x, top, Self.width, height, look: "k-\(grainClass)"))
        }
        let classes = held.map { wording.name(of: GrainClass(rawValue: $0.key) ?? .pending) }.joined(separator: " ")
        let frame = bin.use == .ordinary ? "box-frame" : "box-frame box-frame-\(bin.use.rawValue)"
        return """
            <a href="\(Links.address(.bins, bin.code.text))">\(Chart.text(x, y - 6, name, look: "strong"))\
            \(Chart.text(x + Self.width, y - 6, wording.word("use", bin.use.rawValue), anchor: "end", look: "small"))\
            \(Chart.bar(x, y, Self.width, Self.height, look: "k-free"))\(fills)\
            <rect x="\(x)" y="\(y)" width="\(Self.width)" height="\(Self.height)" class="\(frame)"/>\
            \(Chart.text(x + Self.width / 2, y + 48, classes.isEmpty ? wording.text(.empty) : classes, anchor: "middle", look: "strong"))\
            \(Chart.text(x + Self.width / 2, y + 68, "\(wording.tonnes(bin.grams.value)) \(wording.text(.tonne))", anchor: "middle"))\
            \(Chart.text(x + Self.width / 2, y + 84, "/ \(wording.tonnes(bin.capacityGrams.value))", anchor: "middle", look: "small"))</a>
            """
    }
}
