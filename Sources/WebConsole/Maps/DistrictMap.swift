import Operations
import Rules

/// Parcels where they lie, and what rolls between counties: a sketch without borders, north up.
struct DistrictMap {
    /// A place on the globe in millionths of a degree.
    struct Position: Hashable {
        /// East.
        let longitude: Int
        /// North.
        let latitude: Int

        /// A place of two texts in degrees, `112.228108`; `nil` for anything else.
        init?(longitude: String, latitude: String) {
            guard let east = Self.millionths(longitude), let north = Self.millionths(latitude) else { return nil }
            self.init(longitude: east, latitude: north)
        }

        /// A place.
        init(longitude: Int, latitude: Int) {
            self.longitude = longitude
            self.latitude = latitude
        }

        private static func millionths(_ text: String) -> Int? {
            let parts = text.split(separator: ".", omittingEmptySubsequences: false)
            guard (1...2).contains(parts.count), let whole = Int(parts[0]), abs(whole) <= 180 else { return nil }
            let digits = parts.count == 2 ? parts[1].prefix(6) : ""
            guard digits.allSatisfy(\.isASCII), let fraction = digits.isEmpty ? 0 : Int(digits), fraction >= 0 else {
                return nil
            }
            let scaled = (digits.count..<6).reduce(fraction) { value, _ in value * 10 }
            return whole * 1_000_000 + (whole < 0 ? -scaled : scaled)
        }
    }
    /// A parcel.
    struct Point {
        /// Where.
        let position: Position
        /// Its class of the season.
        let grainClass: GrainClass
        /// Code, for its page.
        let code: String
        /// County, six digits.
        let county: String
        /// Township, nine digits.
        let township: String
    }
    /// What rolled from one county to another.
    struct Flow {
        /// From, six digits.
        let from: String
        /// To, six digits.
        let to: String
        /// Grams.
        let grams: Int64
    }
    /// The parcels.
    let points: [Point]
    /// Where all parcels lie, sampled or not: what the map shows does not change with what was sampled.
    let around: [Position]
    /// The flows.
    let flows: [Flow]
    /// How many granaries and facilities a county has.
    let sites: [String: (granaries: Int, facilities: Int)]
    /// Title.
    let title: String
    /// Words.
    let wording: Wording

    private static let (width, height, edge) = (900, 560, 48)

    /// The drawing.
    var drawing: Markup {
        let frame = Frame(around, width: Self.width, height: Self.height, edge: Self.edge)
        let dots = points.sorted { $0.grainClass < $1.grainClass }.map { point -> Markup in
            let (x, y) = frame.place(point.position)
            let words = "\(point.code) \(wording.name(of: point.grainClass))"
            return """
                <a href="\(Links.address(.parcels, point.code))" aria-label="\(words)"><circle cx="\(x)" cy="\(y)" \
                r="\(point.grainClass.isOverLimit ? 6 : 4)" class="dot k-\(point.grainClass.rawValue)"><title>\(words)</title></circle></a>
                """
        }
        return Chart.svg(
            width: Self.width, height: Self.height, title: title, isLinked: true,
            tints(frame).drawing(width: Self.width, height: Self.height) + roads(frame).joined() + dots.joined()
                + names(frame).joined())
    }

    /// What the darkness of the ground means.
    var key: Markup { tints(Frame(around, width: Self.width, height: Self.height, edge: Self.edge)).key }

    private func tints(_ frame: Frame) -> TownshipTints {
        let townships = Dictionary(grouping: points, by: \.township).sorted { $0.key < $1.key }.map { code, points in
            TownshipTints.Township(
                code: code, judged: points.count { $0.grainClass != .pending },
                over: points.count { $0.grainClass.isOverLimit }, seats: points.map { frame.place($0.position) })
        }
        return TownshipTints(townships: townships, wording: wording)
    }

    /// The middle of each county's parcels.
    private var middles: [String: Position] {
        Dictionary(grouping: points, by: \.county).mapValues { points in
            Position(
                longitude: points.reduce(0) { $0 + $1.position.longitude } / points.count,
                latitude: points.reduce(0) { $0 + $1.position.latitude } / points.count)
        }
    }

    private func names(_ frame: Frame) -> [Markup] {
        middles.sorted { $0.key < $1.key }.map { county, middle in
            let (x, y) = frame.place(middle)
            let name = Chart.text(x, y - 14, wording.region(county), anchor: "middle", look: "strong halo")
            guard let here = sites[county] else { return name }
            let words = [("■", here.granaries), ("▲", here.facilities)].filter { $0.1 > 0 }.map { "\($0)\($1)" }
                .joined(separator: " ")
            return name + Chart.text(x, y + 2, words, anchor: "middle", look: "small halo")
        }
    }

    private func roads(_ frame: Frame) -> [Markup] {
        let middles = middles
        let most = flows.map(\.grams).max() ?? 1
        return flows.sorted { ($0.from, $0.to) < ($1.from, $1.to) }.compactMap { flow in
            guard flow.from != flow.to, let start = middles[flow.from], let end = middles[flow.to] else { return nil }
            let ((x1, y1), (x2, y2)) = (frame.place(start), frame.place(end))
            let words =
                "\(wording.region(flow.from)) → \(wording.region(flow.to)) \(wording.tonnes(flow.grams)) \(wording.text(.tonne))"
            // Bent to the right of the way, so that there and back are two lines.
            let (bentX, bentY) = ((x1 + x2) / 2 - (y2 - y1) / 5, (y1 + y2) / 2 + (x2 - x1) / 5)
            return """
                <path d="M\(x1) \(y1)Q\(bentX) \(bentY) \(x2) \(y2)" class="flow" \
                stroke-width="\(max(Chart.length(flow.grams, of: most, in: 14), 2))"><title>\(words)</title></path>
                """
        }
    }
}

/// What part of the globe a map shows: equal scale both ways at the latitude in its middle.
private struct Frame {
    private let west: Int
    private let north: Int
    private let left: Int
    private let top: Int
    /// Millionths of a degree of latitude in a thousand pixels.
    private let perThousand: Int

    /// Cosine of Yiyang's latitude (28.6° N) in thousandths: a degree of longitude is so much shorter.
    private static let cosine = 878

    init(_ positions: [DistrictMap.Position], width: Int, height: Int, edge: Int) {
        let (easts, norths) = (positions.map(\.longitude), positions.map(\.latitude))
        west = easts.min() ?? 0
        north = norths.max() ?? 0
        let wide = max(((easts.max() ?? 0) - west) * Self.cosine / 1_000, 1)
        let tall = max(north - (norths.min() ?? 0), 1)
        let room = (width - 2 * edge, height - 2 * edge)
        perThousand = max(wide * 1_000 / room.0, tall * 1_000 / room.1, 1)
        left = edge + (room.0 - wide * 1_000 / perThousand) / 2
        top = edge + (room.1 - tall * 1_000 / perThousand) / 2
    }

    func place(_ position: DistrictMap.Position) -> (Int, Int) {
        (
            left + (position.longitude - west) * Self.cosine / perThousand,
            top + (north - position.latitude) * 1_000 / perThousand
        )
    }
}
