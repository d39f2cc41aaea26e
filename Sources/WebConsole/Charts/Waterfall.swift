/// Where every kilogram of a mass is: what came in, step by step what left, what is still there.
struct Waterfall {
    /// One step.
    struct Step {
        /// What it is.
        let label: String
        /// Grams; below zero for what came on top.
        let grams: Int64
        /// `in`, `out`, `loss`, `stock`.
        let look: String
    }
    /// What came in, in grams.
    let whole: Int64
    /// Name of what came in.
    let wholeName: String
    /// What left or is still there, in order; together they are the whole.
    let steps: [Step]
    /// Title.
    let title: String
    /// Words.
    let wording: Wording

    private static let label = 230
    private static let room = 500
    private static let row = 30

    /// The drawing: one line a step, so that labels have room.
    var drawing: Markup {
        var parts = [bar(0, wholeName, whole, from: 0, look: "k-in")]
        var left = whole
        for (at, step) in steps.enumerated() {
            let start = min(left, left - step.grams)
            parts.append(bar(at + 1, step.label, step.grams, from: start, look: "k-\(step.look)"))
            let x = Self.label + Chart.length(left, of: whole, in: Self.room)
            parts.append(Chart.line(x, (at + 1) * Self.row + 2, x, (at + 2) * Self.row - 6, look: "link-line"))
            left -= step.grams
        }
        let height = (steps.count + 1) * Self.row + 10
        return Chart.svg(width: 900, height: height, title: title, parts.joined())
    }

    private func bar(_ at: Int, _ label: String, _ grams: Int64, from start: Int64, look: String) -> Markup {
        let y = at * Self.row + 6
        let x = Self.label + Chart.length(start, of: whole, in: Self.room)
        let width = max(Chart.length(grams, of: whole, in: Self.room), 1)
        return Chart.text(Self.label - 10, y + 14, Chart.cut(label, 36), anchor: "end")
            + Chart.bar(x, y, width, 20, look: look)
            + Chart.text(
                Self.label + Self.room + 20, y + 14, "\(wording.tonnes(grams)) \(wording.text(.tonne))", look: "strong")
    }
}
