public import Rules

/// What is open too long, or lies where it may not: each line says what, since when, and whose it is.
public struct OverdueList: Hashable, Sendable, Codable {
    /// Why a line stands here.
    public enum Matter: String, Hashable, Sendable, Codable {
        /// A hand-over not confirmed 5 working days after arrival, or after departure when no arrival was told.
        case handover
        /// Refused goods that have not come back.
        case returning
        /// Grain in a bin whose use forbids its class: a verdict turned it there, and it has to move.
        case liesWrong
        /// A disposal plan past the last day of its period and not certified.
        case disposal
        /// A difference beyond tolerance nobody has explained: the grain is frozen.
        case unexplained
    }
    /// One line.
    public struct Line: Hashable, Sendable, Codable {
        /// Why.
        public let matter: Matter
        /// Manifest or bin.
        public let subject: String
        /// Batch.
        public let batch: String
        /// County that has to act on it.
        public let county: String
        /// Grams concerned.
        public let grams: Int64
        /// Since when.
        public let since: Timestamp
        /// Working days over the limit; counted from `since` where there is no limit.
        public let workingDays: Int
        /// Organisation whose act is next.
        public let next: String
    }
    /// As of when.
    public let asOf: Timestamp
    /// Lines, heaviest first: grams × days.
    public let lines: [Line]

    /// What is overdue in a book at a time.
    public init(of book: Book, asOf: Timestamp) {
        self.asOf = asOf
        let trips = book.manifests.values.compactMap { Self.line(of: $0, asOf) }
        let grain = book.batches.values.flatMap { Self.lines(of: $0, in: book, asOf) }
        let plans = book.disposals.values.compactMap { Self.line(of: $0, in: book, asOf) }
        let frozen = book.batches.values.flatMap { Self.frozen($0, in: book, asOf) }
        lines = (trips + grain + plans + frozen).sorted {
            let (left, right) = ($0.grams * Int64($0.workingDays + 1), $1.grams * Int64($1.workingDays + 1))
            return left == right ? $0.subject < $1.subject : left > right
        }
    }

    private static func line(of trip: Manifest, _ asOf: Timestamp) -> Line? {
        let since = trip.arrivedAt ?? trip.departedAt
        let days = WorkingCalendar.china.workingDays(from: since.chinaDate, to: asOf.chinaDate)
        let over = days - Deadline.manifestWorkingDays
        switch trip.state {
        case .departed, .arrived:
            guard over > 0 else { return nil }
            return Line(
                matter: .handover, subject: trip.code.text, batch: trip.batch.text, county: trip.county,
                grams: trip.loadedGrams.value, since: since, workingDays: over, next: trip.consignee.text)
        case .refused:
            return Line(
                matter: .returning, subject: trip.code.text, batch: trip.batch.text, county: trip.county,
                grams: trip.loadedGrams.value, since: since, workingDays: days, next: trip.carrier.text)
        case .accepted, .returned, .voided: return nil
        }
    }

    private static func line(of plan: Disposal, in book: Book, _ asOf: Timestamp) -> Line? {
        guard let until = plan.until, plan.isOverdue(on: asOf.chinaDate) else { return nil }
        let left = plan.plannedGrams - plan.processedGrams
        return Line(
            matter: .disposal, subject: plan.code.text, batch: plan.batch.text, county: plan.county,
            grams: max(left, .zero).value, since: plan.approvedAt,
            workingDays: WorkingCalendar.china.workingDays(from: until, to: asOf.chinaDate),
            next: plan.receivedGrams < plan.plannedGrams
                ? book.batches[plan.batch]?.granary.text ?? "" : plan.facility.text)
    }

    private static func frozen(_ batch: Batch, in book: Book, _ asOf: Timestamp) -> [Line] {
        batch.frozenBy.map { subject in
            let trip = book.manifests[ManifestCode(subject)]
            let since = trip?.closedAt ?? batch.createdAt
            return Line(
                matter: .unexplained, subject: subject, batch: batch.code.text, county: batch.county,
                grams: abs((trip?.differenceGrams ?? batch.stock).value), since: since,
                workingDays: WorkingCalendar.china.workingDays(from: since.chinaDate, to: asOf.chinaDate),
                next: batch.granary.text)
        }
    }

    private static func lines(of batch: Batch, in book: Book, _ asOf: Timestamp) -> [Line] {
        batch.ledger.filter { $0.key.kind == "bin" && $0.value > .zero }.compactMap { place, grams in
            guard let bin = book.bins[BinNumber(place.code)], bin.use.forbids(batch.grainClass) else { return nil }
            let since = batch.history.last?.at ?? batch.createdAt
            return Line(
                matter: .liesWrong, subject: bin.code.text, batch: batch.code.text, county: batch.county,
                grams: grams.value, since: since,
                workingDays: WorkingCalendar.china.workingDays(from: since.chinaDate, to: asOf.chinaDate),
                next: batch.granary.text)
        }
    }
}

extension Bin.Use {
    /// True where grain of a class may not lie for long: over-limit or pending grain among ordinary, compliant or
    /// pending grain in a segregated bin. Compliant grain may stay in quarantine until it is moved.
    func forbids(_ grainClass: GrainClass) -> Bool {
        switch self {
        case .ordinary: grainClass != .a
        case .segregated: !grainClass.isOverLimit
        case .quarantine: false
        }
    }
}
