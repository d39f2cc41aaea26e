import Custody
import Operations
import Rules

/// Each trip by its load and by what was received more or less, with what its two scales may differ by.
struct DifferencePlot {
    /// The trips.
    let trips: [DifferenceAnalysis.Trip]
    /// Their mean difference, in grams.
    let mean: Grams
    /// Title.
    let title: String
    /// Words.
    let wording: Wording

    private static let (left, right, top, middle, height) = (90, 880, 20, 150, 300)
    private static let room = 120

    /// The drawing: kilograms of difference up, tonnes of load to the right.
    var drawing: Markup {
        let widest = trips.map { max($0.differenceGrams.value.magnitude, $0.toleranceGrams.value.magnitude) }.max() ?? 1
        let heaviest = trips.map(\.loadedGrams.value).max() ?? 1
        let lightest = min(trips.map(\.loadedGrams.value).min() ?? 0, heaviest - 1)
        func x(_ trip: DifferenceAnalysis.Trip) -> Int {
            Self.left + 20
                + Chart.length(
                    trip.loadedGrams.value - lightest, of: heaviest - lightest, in: Self.right - Self.left - 40)
        }
        func y(_ grams: Int64) -> Int {
            let up = Chart.length(grams, of: Int64(widest), in: Self.room)
            return grams < 0 ? Self.middle + up : Self.middle - up
        }
        let bands = trips.map { trip in
            Chart.line(x(trip), y(trip.toleranceGrams.value), x(trip), y(-trip.toleranceGrams.value), look: "band")
        }
        let points = trips.map { trip -> Markup in
            let words =
                "\(trip.manifest) \(wording.kilograms(trip.differenceGrams.value)) \(wording.text(.kilogram)) (±\(wording.kilograms(trip.toleranceGrams.value)))"
            let place = (x(trip), y(trip.differenceGrams.value))
            // Beyond is a rhombus, within a circle: colour is never alone.
            let mark: Markup =
                trip.isBeyond
                ? "<path d=\"M\(place.0) \(place.1 - 7)l7 7l-7 7l-7-7z\" class=\"dot k-over\"><title>\(words)</title></path>"
                : "<circle cx=\"\(place.0)\" cy=\"\(place.1)\" r=\"5\" class=\"dot k-stock\"><title>\(words)</title></circle>"
            return "<a href=\"\(Links.address(.manifests, trip.manifest.text))\" aria-label=\"\(words)\">\(mark)</a>"
        }
        let scale = [Int64(widest), 0, -Int64(widest)].map { grams in
            Chart.text(
                Self.left - 8, y(grams) + 4, "\(grams > 0 ? "+" : "")\(wording.kilograms(grams))", anchor: "end",
                look: "small")
                + Chart.line(Self.left, y(grams), Self.right, y(grams), look: grams == 0 ? "axis" : "grid")
        }
        let ends = [
            Chart.text(Self.left + 20, Self.height - 6, wording.tonnes(lightest), anchor: "middle", look: "small"),
            Chart.text(Self.right - 20, Self.height - 6, wording.tonnes(heaviest), anchor: "middle", look: "small"),
            Chart.text(
                (Self.left + Self.right) / 2, Self.height - 6,
                "\(wording.text(.loaded)) (\(wording.text(.tonne)))", anchor: "middle", look: "small"),
            Chart.text(4, Self.top - 4, "\(wording.text(.difference)) (\(wording.text(.kilogram)))", look: "small"),
            Chart.line(Self.left, y(mean.value), Self.right, y(mean.value), look: "limit"),
        ]
        return Chart.svg(
            width: 900, height: Self.height, title: title, isLinked: true,
            scale.joined() + bands.joined() + ends.joined() + points.joined())
    }
}
