import Custody
import Operations
import Rules

/// 质控图: recoveries of a laboratory's runs one after another, within 80–120 % or not (domain.md §4).
struct ControlChart {
    /// One run's worst recovery of an item.
    struct Point {
        /// The run.
        let run: TestRun
        /// Its recovery.
        let recovery: TestRun.Recovery
    }
    /// The runs, oldest first.
    let points: [Point]
    /// The run that is looked at.
    let shown: TestRunNumber
    /// Title.
    let title: String
    /// Words.
    let wording: Wording

    private static let (left, right, top, bottom) = (70, 880, 24, 224)
    /// Tenths of a percent at the lower and the upper edge.
    private static let (least, most): (Int64, Int64) = (600, 1_400)

    private func y(_ perMille: Int64) -> Int {
        let within = min(max(perMille, Self.least), Self.most) - Self.least
        return Self.bottom - Chart.length(within, of: Self.most - Self.least, in: Self.bottom - Self.top)
    }
    private func x(_ at: Int) -> Int {
        Self.left + 25 + at * (Self.right - Self.left - 50) / max(points.count - 1, 1)
    }
    private static func percent(_ perMille: Int64) -> String { "\(perMille / 10).\(perMille % 10) %" }

    /// The figure: the drawing, and its numbers beneath.
    var markup: Markup {
        Figure(caption: title, drawing: drawing, table: table, showData: wording.text(.showData)).markup
    }

    private var drawing: Markup {
        let lines = [(Int64(1_200), "limit"), (1_000, "axis"), (800, "limit")].map { level, look in
            Chart.line(Self.left, y(level), Self.right, y(level), look: look)
                + Chart.text(Self.left - 8, y(level) + 4, "\(level / 10) %", anchor: "end", look: "small")
        }
        let path = points.indices.dropFirst().map { at in
            Chart.line(
                x(at - 1), y(points[at - 1].recovery.perMille), x(at), y(points[at].recovery.perMille), look: "grid")
        }
        return Chart.svg(
            width: 900, height: Self.bottom + 36, title: title, isLinked: true,
            lines.joined() + path.joined() + points.indices.map(mark).joined())
    }

    /// A run that counts is a circle, a void one a rhombus: colour is never alone. The one looked at is named.
    private func mark(_ at: Int) -> Markup {
        let point = points[at]
        let place = (x(at), y(point.recovery.perMille))
        let words = "\(point.run.code) \(Self.percent(point.recovery.perMille))"
        let isShown = point.run.code == shown
        let shape: Markup =
            point.run.isVoid
            ? "<path d=\"M\(place.0) \(place.1 - 8)l8 8l-8 8l-8-8z\" class=\"dot k-over\"><title>\(words)</title></path>"
            : "<circle cx=\"\(place.0)\" cy=\"\(place.1)\" r=\"\(isShown ? 8 : 5)\" class=\"dot k-stock\"><title>\(words)</title></circle>"
        let name =
            isShown
            ? Chart.line(place.0, place.1 + 10, place.0, Self.bottom + 10, look: "grid")
                + Chart.text(place.0, Self.bottom + 26, point.run.code.text, anchor: "middle", look: "small strong")
            : .nothing
        return
            "\(name)<a href=\"\(Links.address(.testRuns, point.run.code.text))\" aria-label=\"\(words)\">\(shape)</a>"
    }

    private var table: Table {
        Table(
            caption: title,
            columns: [
                .init(Markup(text: wording.word("field", "run"))),
                .init(Markup(text: wording.word("field", "measuredAt"))),
                .init(Markup(text: wording.text(.recovery)), number: true), .init(Markup(text: wording.text(.state))),
            ],
            rows: points.map { point in
                [
                    Links.link(.testRuns, point.run.code.text), wording.time(point.run.measuredAt),
                    Markup(text: Self.percent(point.recovery.perMille)),
                    point.run.isVoid
                        ? wording.tag("bad", wording.text(.runIsVoid)) : wording.tag("good", wording.text(.runCounts)),
                ]
            })
    }
}
