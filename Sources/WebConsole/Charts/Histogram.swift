import Rules

/// Cadmium of a file beside cadmium of the book: a file in another unit stands far to the right.
struct Histogram {
    /// Values of the file, in ng/kg.
    let file: [Int64]
    /// Values of the book.
    let book: [Int64]
    /// What those are called.
    let bookName: String
    /// Words.
    let wording: Wording

    /// Upper ends of the bars, in ng/kg; the last bar has none.
    private static let ends: [Int64] = [
        10_000, 20_000, 50_000, 100_000, 200_000, 400_000, 1_000_000, 2_000_000, 5_000_000, 20_000_000, 100_000_000,
        500_000_000,
    ]
    private static let (left, width, height, limit) = (40, 56, 150, 5)

    /// The middle value; `nil` without values.
    static func median(_ values: [Int64]) -> Int64? {
        values.isEmpty ? nil : values.sorted()[values.count / 2]
    }
    /// Whether the file's middle is so far above the book's that a unit must have been mistaken: µg/kg read as mg/kg is
    /// a thousand, and no season is two hundred times worse than another.
    var looksLikeMicrograms: Bool {
        guard let here = Self.median(file), let there = Self.median(book), there > 0 else { return false }
        return here / there >= 200
    }

    private func counts(_ values: [Int64]) -> [Int] {
        values.reduce(into: Array(repeating: 0, count: Self.ends.count + 1)) { counts, value in
            counts[Self.ends.firstIndex { value <= $0 } ?? Self.ends.count] += 1
        }
    }
    private static func label(_ at: Int) -> String {
        at == ends.count
            ? "> \(NanogramsPerKilogram(ends[at - 1]).milligramsText)"
            : "≤ \(NanogramsPerKilogram(ends[at]).milligramsText)"
    }

    /// The figure.
    var markup: Markup {
        let title = wording.text(.cadmiumOfFile)
        let (here, there) = (counts(file), counts(book))
        let bars = here.indices.map { at -> Markup in
            let x = Self.left + at * Self.width
            let heights = [(there[at], book.count, "k-out"), (here[at], file.count, "k-in")].map { count, all, look in
                (count == 0 ? 0 : max(count * Self.height / max(all, 1), 2), look)
            }
            let drawn = heights.enumerated().map { side, bar in
                Chart.bar(x + side * 22 + 6, 20 + Self.height - bar.0, 20, bar.0, look: bar.1)
            }
            return drawn.joined()
                + Chart.text(x + Self.width / 2, 38 + Self.height, Self.label(at), anchor: "middle", look: "small")
        }
        let x = Self.left + Self.limit * Self.width
        let frame =
            Chart.line(Self.left, 20 + Self.height, Self.left + here.count * Self.width, 20 + Self.height, look: "axis")
            + Chart.line(x, 8, x, 20 + Self.height, look: "limit")
            + Chart.text(x + 5, 16, wording.text(.limit), look: "small")
        let table = Table(
            caption: title,
            columns: [
                .init("Cd (mg/kg)"), .init(Markup(text: wording.text(.thisFile)), number: true),
                .init(Markup(text: bookName), number: true),
            ],
            rows: here.indices.map { [Markup(text: Self.label($0)), "\(here[$0])", "\(there[$0])"] })
        let drawing = Chart.svg(
            width: Self.left * 2 + here.count * Self.width, height: Self.height + 50, title: title,
            bars.joined() + frame)
        let key: Markup =
            "<ul class=\"key\"><li><span class=\"swatch k-bg-in\"></span> \(wording.text(.thisFile))</li><li><span class=\"swatch k-bg-out\"></span> \(bookName)</li></ul>"
        return Figure(caption: title, drawing: drawing, table: table, showData: wording.text(.showData)).markup + key
    }
}
