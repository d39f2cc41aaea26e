import Operations
import Rules

/// The ground of a map coloured by the share over the limit (experience.md §2.2, S18): each square belongs to the township whose
/// parcels lie nearest, and none is drawn where no parcel is near. There are no borders in it, and it claims none.
struct TownshipTints {
    /// The parcels of a township that were judged in a season.
    struct Township {
        /// Nine digits.
        let code: String
        /// Parcels judged.
        let judged: Int
        /// Of these, over the limit.
        let over: Int
        /// Where all its parcels are drawn, in pixels.
        let seats: [(x: Int, y: Int)]

        /// Share over the limit in tenths of a per cent, rounded.
        var tenths: Int { judged == 0 ? 0 : (over * 2_000 + judged) / (2 * judged) }
        /// Darkness, 0 to 4.
        var step: Int { TownshipTints.bounds.firstIndex { tenths <= $0 } ?? TownshipTints.bounds.count }
    }
    /// The townships.
    let townships: [Township]
    /// Words.
    let wording: Wording

    /// Greatest shares of the steps, in tenths of a per cent; the last step has none.
    static let bounds = [0, 100, 250, 500]
    private static let (side, reach) = (18, 40)

    /// Squares of a picture.
    func drawing(width: Int, height: Int) -> Markup {
        // Parcels beside each other count once.
        var seats: [(x: Int, y: Int, at: Int)] = []
        var taken: Set<[Int]> = []
        for (at, township) in townships.enumerated() {
            for seat in township.seats where taken.insert([seat.x / 9, seat.y / 9, at]).inserted {
                seats.append((seat.x, seat.y, at))
            }
        }
        return stride(from: 0, to: height, by: Self.side).flatMap { y in
            runs(of: stride(from: 0, to: width, by: Self.side).map { x in nearest(x, y, seats) }).map { run in
                """
                <rect x="\(run.first * Self.side)" y="\(y)" width="\(run.count * Self.side)" height="\(Self.side)" \
                class="share-\(townships[run.at].step)"><title>\(words(townships[run.at]))</title></rect>
                """
            }
        }.joined()
    }

    /// What the darkness means.
    var key: Markup {
        let steps = (0...Self.bounds.count).map { step -> Markup in
            let words =
                step == 0
                ? "0 %"
                : step == Self.bounds.count ? "> \(Self.bounds[step - 1] / 10) %" : "≤ \(Self.bounds[step] / 10) %"
            return "<li><span class=\"swatch share-bg-\(step)\"></span> \(words)</li>"
        }
        return
            "<ul class=\"key\" aria-label=\"\(wording.text(.shareKey))\"><li>\(wording.text(.shareKey))</li>\(steps)</ul>"
    }

    private func words(_ township: Township) -> String {
        let share = "\(township.tenths / 10).\(township.tenths % 10)"
        return wording.text(.shareOver, [wording.region(township.code), "\(township.judged)", share])
    }

    /// The township whose parcel is nearest to the middle of a square; `nil` where none is near.
    private func nearest(_ x: Int, _ y: Int, _ seats: [(x: Int, y: Int, at: Int)]) -> Int? {
        let (middleX, middleY) = (x + Self.side / 2, y + Self.side / 2)
        var (best, least) = (Int?.none, Self.reach * Self.reach)
        for seat in seats {
            let (acrossX, acrossY) = (seat.x - middleX, seat.y - middleY)
            let distance = acrossX * acrossX + acrossY * acrossY
            if distance < least { (best, least) = (seat.at, distance) }
        }
        return best.flatMap { townships[$0].judged > 0 ? $0 : nil }
    }

    /// Squares beside each other that belong to one township, as one.
    private func runs(of row: [Int?]) -> [(first: Int, count: Int, at: Int)] {
        var runs: [(first: Int, count: Int, at: Int)] = []
        for (place, at) in row.enumerated() {
            guard let at else { continue }
            if let last = runs.last, last.at == at, last.first + last.count == place {
                runs[runs.count - 1].count += 1
            } else {
                runs.append((place, 1, at))
            }
        }
        return runs
    }
}
