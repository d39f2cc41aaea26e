import Custody
import Rules

/// A line of the deadlines with a code of its own, the granary whose batch it is, its weight, its urges, and whom it concerns.
struct DeadlineDocument: Encodable {
    /// That somebody was urged.
    struct Urge {
        let act: UrgeDeadline
        let at: Timestamp
    }

    private enum Key: String, CodingKey {
        case code, granary, grainClass, weight, urgedTimes, urgedAt, urgedUntil, isEscalated
    }
    let line: DeadlineList.Line
    let granary: String?
    let grainClass: GrainClass
    /// Everybody with a part in it: whose act is next, whose grain it is, who carries it, who is to receive it.
    let parties: [String]
    /// Counties of the grain and of where it goes.
    let counties: [String]

    /// Urges since the line came to be, oldest first.
    let urges: [Urge]
    /// True when it was urged, the day asked for is over, and it is overdue still.
    let isEscalated: Bool

    /// - Parameter isBlind: for a laboratory: it learns neither whose grain it tests, nor of which class that grain is.
    init(_ line: DeadlineList.Line, in book: Book, _ urges: [Urge], on now: Timestamp, isBlind: Bool) {
        self.urges = urges.filter { $0.act.concerns(line) && $0.at >= line.since }
        isEscalated = line.isOverdue && self.urges.last.map { $0.act.until < now.chinaDate } ?? false
        let line = isBlind ? line.blind : line
        self.line = line
        let batch = book.batches[BatchCode(line.batch)]
        granary = batch?.granary.text
        grainClass = batch?.grainClass ?? .pending
        let trip = book.manifests[ManifestCode(line.subject)]
        let facility = book.disposals[DisposalNumber(line.subject)]?.facility
        let named = [trip?.consignor, trip?.carrier, trip?.consignee, facility].compactMap { $0 }
        parties = Set(([line.next, granary ?? ""] + named.map(\.text)).filter { !$0.isEmpty }).sorted()
        let destination = (trip?.consignee ?? facility).flatMap { book.organizations[$0]?.county }
        counties = Set([line.county, destination ?? line.county]).sorted()
    }

    func encode(to encoder: any Encoder) throws {
        try line.encode(to: encoder)
        var container = encoder.container(keyedBy: Key.self)
        try container.encode("\(line.matter.rawValue):\(line.subject):\(line.batch)", forKey: .code)
        try container.encodeIfPresent(granary, forKey: .granary)
        try container.encode(grainClass.rawValue, forKey: .grainClass)
        try container.encode(line.weight(of: grainClass), forKey: .weight)
        try container.encode(urges.count, forKey: .urgedTimes)
        try container.encodeIfPresent(urges.last?.at, forKey: .urgedAt)
        try container.encodeIfPresent(urges.last?.act.until, forKey: .urgedUntil)
        try container.encode(isEscalated, forKey: .isEscalated)
    }
}
