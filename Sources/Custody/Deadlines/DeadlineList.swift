public import Rules

/// What is due 督办: each line says what, until when, since when, and whose act is next (domain.md §9).
public struct DeadlineList: Hashable, Sendable, Codable {
    /// Why a line stands here.
    public enum Matter: String, Hashable, Sendable, Codable, CaseIterable {
        /// A hand-over not confirmed; due 5 working days after arrival, or after departure when no arrival was told.
        case handover
        /// Refused goods that have not come back; due at once.
        case returning
        /// Grain in a bin whose use forbids its class: a verdict turned it there, and it has to move at once.
        case liesWrong
        /// A disposal plan that is open; due by the last day of its period. A plan without one is found when it is made.
        case disposal
        /// A difference beyond tolerance nobody has explained: the grain is frozen; due at once.
        case unexplained
        /// A field or bulk sample that is not at a laboratory; due 48 hours after the seal.
        case sample
        /// A re-inspection not reported; due 7 working days after it was taken on.
        case reinspection
    }
    /// One line.
    public struct Line: Hashable, Sendable, Codable {
        /// Why.
        public let matter: Matter
        /// Manifest, bin, plan, stocktake, sample or re-inspection.
        public let subject: String
        /// Batch; empty for a sample from a field.
        public let batch: String
        /// County that has to act on it.
        public let county: String
        /// Grams concerned.
        public let grams: Int64
        /// Since when.
        public let since: Timestamp
        /// The instant from which it is overdue.
        public let dueAt: Timestamp
        /// True from that instant on.
        public let isOverdue: Bool
        /// Working days over the limit, 0 while it is not overdue; counted from `since` where it is due at once.
        public let workingDays: Int
        /// Organisation whose act is next, and that answers for it; empty where nobody's is known.
        public let next: String
    }
    /// As of when.
    public let asOf: Timestamp
    /// Lines in order of their due time.
    public let lines: [Line]

    /// Everything that is due or overdue in a book at a time.
    public init(of book: Book, asOf: Timestamp) {
        self.asOf = asOf
        let trips = book.manifests.values.compactMap { Self.line(of: $0, asOf) }
        let grain = book.batches.values.flatMap { Self.lines(of: $0, in: book, asOf) }
        let plans = book.disposals.values.compactMap { Self.line(of: $0, in: book, asOf) }
        let frozen = book.batches.values.flatMap { Self.frozen($0, in: book, asOf) }
        let samples = book.samples.values.compactMap { Self.line(of: $0, asOf) }
        let disputes = book.reinspections.values.compactMap { Self.line(of: $0, in: book, asOf) }
        lines = (trips + grain + plans + frozen + samples + disputes).sorted {
            ($0.dueAt, $0.matter.rawValue, $0.subject, $0.batch) < ($1.dueAt, $1.matter.rawValue, $1.subject, $1.batch)
        }
    }
}

extension DeadlineList.Line {
    /// The line as a laboratory may know it, which knows samples by its own names for them alone (domain.md §6): without the batch.
    public var blind: Self {
        .init(
            matter: matter, subject: subject, batch: "", county: county, grams: grams, since: since, dueAt: dueAt,
            isOverdue: isOverdue, workingDays: workingDays, next: next)
    }

    /// How much hangs on the line, so that the heaviest comes first: kilograms × working days over the limit × a factor of the
    /// class, 1 for A, 2 for B and pending, 3 for C, 4 for D. Zero while it is not overdue.
    public func weight(of grainClass: GrainClass) -> Int64 {
        guard isOverdue else { return 0 }
        let factor: Int64 =
            switch grainClass {
            case .a: 1
            case .b, .pending: 2
            case .c: 3
            case .d: 4
            }
        return grams / 1_000 * Int64(max(workingDays, 1)) * factor
    }

    /// A line that is due after working days: overdue from the working day on that follows them.
    fileprivate init(
        _ matter: DeadlineList.Matter, _ subject: String, batch: BatchCode?, county: String, _ grams: Grams,
        since: Timestamp, within days: Int, _ asOf: Timestamp, next: OrganizationCode?
    ) {
        let calendar = WorkingCalendar.china
        let passed = calendar.workingDays(from: since.chinaDate, to: asOf.chinaDate)
        self.init(
            matter: matter, subject: subject, batch: batch?.text ?? "", county: county, grams: grams.value,
            since: since,
            dueAt: Timestamp(startOf: calendar.adding(workingDays: days + 1, to: since.chinaDate)),
            isOverdue: passed > days, workingDays: max(passed - days, 0), next: next?.text ?? "")
    }

    /// A line that is due at once.
    fileprivate init(
        _ matter: DeadlineList.Matter, _ subject: String, batch: BatchCode, county: String, _ grams: Grams,
        since: Timestamp, _ asOf: Timestamp, next: OrganizationCode
    ) {
        self.init(
            matter: matter, subject: subject, batch: batch.text, county: county, grams: grams.value, since: since,
            dueAt: since, isOverdue: true,
            workingDays: WorkingCalendar.china.workingDays(from: since.chinaDate, to: asOf.chinaDate), next: next.text)
    }
}

extension DeadlineList {
    private static func line(of trip: Manifest, _ asOf: Timestamp) -> Line? {
        let since = trip.arrivedAt ?? trip.departedAt
        switch trip.state {
        case .departed, .arrived:
            return Line(
                .handover, trip.code.text, batch: trip.batch, county: trip.county, trip.loadedGrams, since: since,
                within: Deadline.manifestWorkingDays, asOf, next: trip.consignee)
        case .refused:
            return Line(
                .returning, trip.code.text, batch: trip.batch, county: trip.county, trip.loadedGrams, since: since,
                asOf, next: trip.carrier)
        case .accepted, .returned, .voided: return nil
        }
    }

    private static func line(of plan: Disposal, in book: Book, _ asOf: Timestamp) -> Line? {
        guard let until = plan.until, plan.isOpen else { return nil }
        let isAtFacility = plan.receivedGrams >= plan.plannedGrams
        return Line(
            matter: .disposal, subject: plan.code.text, batch: plan.batch.text, county: plan.county,
            grams: max(plan.plannedGrams - plan.processedGrams, .zero).value, since: plan.approvedAt,
            dueAt: Timestamp(startOf: until.adding(days: 1)), isOverdue: until < asOf.chinaDate,
            workingDays: until < asOf.chinaDate
                ? WorkingCalendar.china.workingDays(from: until, to: asOf.chinaDate) : 0,
            next: isAtFacility ? plan.facility.text : book.batches[plan.batch]?.granary.text ?? "")
    }

    private static func frozen(_ batch: Batch, in book: Book, _ asOf: Timestamp) -> [Line] {
        batch.frozenBy.map { subject in
            let trip = book.manifests[ManifestCode(subject)]
            let difference = trip?.differenceGrams ?? batch.stock
            return Line(
                .unexplained, subject, batch: batch.code, county: batch.county, max(difference, -difference),
                since: trip?.closedAt ?? batch.createdAt, asOf, next: batch.granary)
        }
    }

    private static func lines(of batch: Batch, in book: Book, _ asOf: Timestamp) -> [Line] {
        batch.ledger.filter { $0.key.kind == "bin" && $0.value > .zero }.compactMap { place, grams in
            guard let bin = book.bins[BinNumber(place.code)], bin.use.forbids(batch.grainClass) else { return nil }
            return Line(
                .liesWrong, bin.code.text, batch: batch.code, county: batch.county, grams,
                since: batch.history.last?.at ?? batch.createdAt, asOf, next: batch.granary)
        }
    }

    private static func line(of sample: Sample, _ asOf: Timestamp) -> Line? {
        guard sample.state == .collected else { return nil }
        let due = Deadline.laboratoryReceipt(ofSampleSealedAt: sample.collectedAt)
        let days = WorkingCalendar.china.workingDays(from: due.chinaDate, to: asOf.chinaDate)
        return Line(
            matter: .sample, subject: sample.code.text, batch: sample.batch?.text ?? "", county: sample.county,
            grams: sample.grams.value, since: sample.collectedAt, dueAt: due, isOverdue: asOf > due,
            workingDays: asOf > due ? days : 0, next: sample.collectedBy?.text ?? "")
    }

    private static func line(of dispute: Reinspection, in book: Book, _ asOf: Timestamp) -> Line? {
        guard dispute.accepted, dispute.outcome == nil, let sample = book.samples[dispute.sample] else { return nil }
        return Line(
            .reinspection, dispute.code.text, batch: sample.batch, county: sample.county, sample.grams,
            since: dispute.appliedAt, within: Deadline.reinspectionReportWorkingDays, asOf, next: dispute.laboratory)
    }
}

extension Sample {
    /// The batch it was drawn from; `nil` for a sample from a field.
    var batch: BatchCode? { if case .batch(let batch, _, _) = subject { batch } else { nil } }
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
