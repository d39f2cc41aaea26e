import Custody
import Operations
import Rules

/// Where the grain of a batch grew, lay, rolled and ended, place by place (experience.md §2.2, S12): a sketch in which the width of a
/// band is its mass, and no length a distance.
struct JourneyFlow {
    /// The batch and its movements.
    let dossier: Dossier
    /// The parcels it grew on.
    let sources: [Trace.Source]
    /// Names.
    let names: Names
    /// Words.
    let wording: Wording

    private enum Column: Int { case field, batch, bin, road, yard, end }
    private typealias Sums = [Sankey.Node: [Sankey.Node: Int64]]

    private var look: String { "k-\(dossier.batch.grainClass.rawValue)" }
    private var batch: Sankey.Node {
        .init(column: Column.batch.rawValue, label: wording.text(.thisBatch), look: look)
    }

    /// The drawing with its figures; nothing before anything has moved.
    var figure: Markup {
        let flows = flows
        guard !flows.isEmpty else { return .nothing }
        let title = wording.text(.journeyTitle, [dossier.batch.code.text])
        let sankey = Sankey(flows: flows, title: title, wording: wording)
        return Figure(
            caption: title, drawing: sankey.drawing, table: sankey.table, showData: wording.text(.showData)
        ).markup
    }

    /// What went from where to where, in grams.
    var flows: [Sankey.Flow] {
        var sums: Sums = [:]
        for (township, grams) in townships { sums[township, default: [:]][batch, default: 0] += grams }
        var seen: Set<String> = []
        for record in dossier.movements.map(\.record) where seen.insert(record).inserted { move(record, &sums) }
        return sums.flatMap { from, ends in
            ends.filter { $0.value > 0 }.map { Sankey.Flow(from: from, to: $0.key, grams: $0.value) }
        }.sorted { ($0.from.column, $0.from.label, $0.to.label) < ($1.from.column, $1.from.label, $1.to.label) }
    }

    /// Where it grew, by township; what came from other batches or from outside the book is one.
    private var townships: [Sankey.Node: Int64] {
        Dictionary(
            sources.map { source in
                let label = source.parcel.map { wording.region(String($0.prefix(9))) } ?? wording.text(.fromElsewhere)
                return (Sankey.Node(column: Column.field.rawValue, label: label, look: "k-in"), source.grams)
            }, uniquingKeysWith: +)
    }

    /// One record: what some places lost, others gained.
    private func move(_ record: String, _ sums: inout Sums) {
        let legs = dossier.movements.filter { $0.record == record }.map { (Place(rawValue: $0.place), $0.grams) }
        var gains = legs.filter { $0.1 > 0 }
        for (place, grams) in legs where grams < 0 {
            var left = -grams
            while left > 0, let (taker, room) = gains.first {
                let part = min(left, room)
                add(place, taker, part, &sums)
                left -= part
                if part == room { gains.removeFirst() } else { gains[0].1 -= part }
            }
        }
    }

    private func add(_ from: Place, _ to: Place, _ grams: Int64, _ sums: inout Sums) {
        // A correction gives back to the field what had not come from it.
        if to.isOrigin { return sums[batch, default: [:]][node(from), default: 0] -= grams }
        var target = node(to)
        let source =
            from.isOrigin
            ? batch
            : from.isStock ? node(from) : .init(column: max(target.column - 1, 0), label: label(from), look: "k-loss")
        // What goes back, or from bin to bin, is drawn further to the right: time runs that way.
        if target.column <= source.column {
            target = .init(column: source.column + 1, label: target.label, look: target.look)
        }
        sums[source, default: [:]][target, default: 0] += grams
    }

    private func node(_ place: Place) -> Sankey.Node {
        .init(column: column(of: place).rawValue, label: label(place), look: look(of: place))
    }

    private func column(of place: Place) -> Column {
        switch place.kind {
        case "bin": .bin
        case "transit": .road
        case "facility", "sold", "into": .yard
        default: .end
        }
    }

    private func look(of place: Place) -> String {
        switch place.kind {
        case "bin", "transit", "facility", "sold", "into": look
        case "product": "k-stock"
        case "residue", "sample": "k-out"
        default: "k-loss"
        }
    }

    /// What a place is called here, short: the column says what kind it is. Trips to one receiver are one: a batch may take forty.
    func label(_ place: Place) -> String {
        switch place.kind {
        case "bin": return names.shortBin(place.code)
        case "facility", "sold": return names.organization(place.code)
        case "transit":
            guard let receiver = dossier.manifests.first(where: { $0.code.text == place.code })?.consignee else {
                return names.place(place, wording)
            }
            let rolled = Set(dossier.movements.map(\.place))
            let trips = dossier.manifests.count {
                $0.consignee == receiver && rolled.contains(Place.transit($0.code).rawValue)
            }
            return "\(wording.text(.manifest)) ×\(trips) → \(names.organization(receiver.text))"
        default: return names.place(place, wording)
        }
    }
}

extension Place {
    /// Whether grain comes into a batch from it.
    fileprivate var isOrigin: Bool { kind == "paddy" || kind == "from" }
}
