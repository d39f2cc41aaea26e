import Operations
import Rules

/// The notes of some days hour by hour: who looks over the audit sees the night in which somebody was at work.
struct AuditStrip {
    /// Hours with notes.
    let hours: [AuditHour]
    /// First and last day.
    let days: ClosedRange<Int>
    /// Words.
    let wording: Wording

    /// Most notes of an hour in each darkness; the darkest has no bound.
    private static let bounds = [0, 5, 20, 100]
    private static let (left, top, width, height) = (92, 18, 26, 15)

    /// The figure.
    var markup: Markup {
        let first = CivilDate(daysSinceEpoch: days.lowerBound), last = CivilDate(daysSinceEpoch: days.upperBound)
        let title = wording.text(.auditHours, [first.description, last.description])
        let found = Dictionary(hours.map { (Place($0.day.daysSinceEpoch, $0.hour), $0) }) { first, _ in first }
        let rows = days.reversed().enumerated().map { line, day -> Markup in
            let y = Self.top + line * (Self.height + 2)
            let cells = (0..<24).map { hour in
                cell(found[Place(day, hour)], Self.left + hour * (Self.width + 1), y)
            }
            let name = CivilDate(daysSinceEpoch: day).description
            return Chart.text(Self.left - 8, y + Self.height - 3, name, anchor: "end", look: "small") + cells.joined()
        }
        let heads = stride(from: 0, to: 24, by: 3).map { hour in
            Chart.text(Self.left + hour * (Self.width + 1), 12, "\(hour)", look: "small")
        }
        let drawing = Chart.svg(
            width: Self.left + 24 * (Self.width + 1), height: Self.top + days.count * (Self.height + 2), title: title,
            isFit: false, heads.joined() + rows.joined())
        return Figure(caption: title, drawing: drawing, table: table(title), showData: wording.text(.showData)).markup
    }

    private struct Place: Hashable {
        let day: Int
        let hour: Int
        init(_ day: Int, _ hour: Int) { (self.day, self.hour) = (day, hour) }
    }

    private func cell(_ hour: AuditHour?, _ x: Int, _ y: Int) -> Markup {
        let notes = hour?.notes ?? 0, refused = hour?.refused ?? 0
        let step = Self.bounds.firstIndex { notes <= $0 } ?? Self.bounds.count
        let line = refused > 0 ? Chart.bar(x, y + Self.height - 3, Self.width, 3, look: "k-C") : .nothing
        return Chart.bar(x, y, Self.width, Self.height, look: "share-\(step)") + line
    }

    private func table(_ title: String) -> Table {
        Table(
            caption: title,
            columns: [
                .init(Markup(text: wording.text(.auditHour))),
                .init(Markup(text: wording.text(.noteCount)), number: true),
                .init(Markup(text: wording.text(.refusedCount)), number: true),
            ],
            rows: hours.map { ["\($0.day.description) \($0.hour):00", "\($0.notes)", "\($0.refused)"] },
            empty: wording.text(.nothingAudited))
    }
}
