import Rules

/// The weeks of a season that a map can look back to, drawn as a slider (experience.md §2.2, S18). A button goes with it where there is no
/// script; the last week is the present.
struct TimeSlider {
    /// The season, `2025-late`.
    let season: String
    /// The time shown; `nil` for now.
    let asOf: Timestamp?
    /// Now.
    let now: Timestamp
    /// Words.
    let wording: Wording

    /// A season's last sample is long judged by then.
    private static let mostWeeks = 30

    /// The days to look back to: a week after a week from the season's first, and today.
    var days: [CivilDate] {
        guard let first = Self.firstDay(of: season) else { return [] }
        let today = now.chinaDate
        let past = (0..<Self.mostWeeks).map { first.adding(days: 7 * $0) }.filter { $0 < today }
        return past.isEmpty ? [] : past + [today]
    }

    /// The day of a week by its number; `nil` when the season has none of it.
    func day(_ week: String) -> CivilDate? {
        guard let number = Int(week), days.indices.contains(number) else { return nil }
        return days[number]
    }

    /// The slider.
    var markup: Markup {
        let days = days
        guard !days.isEmpty else { return .nothing }
        let shown = asOf?.chinaDate ?? now.chinaDate
        let place = days.lastIndex { $0 <= shown } ?? 0
        return """
            <form class="slider no-print" action="/map" method="get"><input type="hidden" name="season" value="\(season)">\
            <label for="week">\(wording.text(.lookBack)) <output for="week">\(shown.description)</output></label>\
            <input id="week" type="range" name="week" min="0" max="\(days.count - 1)" value="\(place)" \
            data-days="\(days.map(\.description).joined(separator: " "))"><button>\(wording.text(.lookBackShow))</button></form>
            """
    }

    /// When farmland of a season begins to be sampled: early rice in June, late rice in September.
    private static func firstDay(of season: String) -> CivilDate? {
        let parts = season.split(separator: "-")
        guard parts.count == 2, let year = Int(parts[0]), let month = ["early": 6, "late": 9][parts[1]] else {
            return nil
        }
        return CivilDate(year: year, month: month, day: 1)
    }
}
