public import Rules

/// A sample, from a parcel or from a batch; the laboratory knows it by its blind code only.
public struct Sample: Hashable, Sendable, Codable {
    /// Where it stands in its custody chain (domain.md §8).
    public enum State: String, Sendable, Codable { case collected, received, refused, tested }
    /// What it was drawn from.
    public enum Subject: Hashable, Sendable, Codable {
        /// A field, in a season.
        case parcel(ParcelNumber)
        /// A batch in store, with the grams it represented when it was drawn.
        case batch(BatchCode, represents: Grams, ofWhole: Bool)

        private struct OfParcel: Encodable { let _0: ParcelNumber }
        private struct OfBatch: Encodable {
            let _0: BatchCode
            let represents: Grams
            let ofWhole: Bool
        }

        /// Writes what the compiler would, member by member, so that canonical bytes can be written at once.
        public func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            switch self {
            case .parcel(let parcel): try container.encode(OfParcel(_0: parcel), forKey: .parcel)
            case .batch(let batch, let represents, let ofWhole):
                try container.encode(
                    OfBatch(_0: batch, represents: represents, ofWhole: ofWhole), forKey: .batch)
            }
        }
    }
    /// When it has to be at the laboratory: two days after it was sealed (domain.md §6).
    public var dueAtLaboratory: Timestamp { collectedAt.adding(hours: 48) }
    /// True for a sample from a parcel, false for one drawn from a batch.
    public var isOfField: Bool { if case .parcel = subject { true } else { false } }
    /// Sample code.
    public let code: SampleCode
    /// What it was drawn from.
    public let subject: Subject
    /// County, six digits.
    public let county: String
    /// Season: `2025-late`.
    public let season: String
    /// Collected and sealed at.
    public let collectedAt: Timestamp
    /// Grams of the sample.
    public let grams: Grams
    /// State.
    public var state: State = .collected
    /// Laboratory that received it.
    public var laboratory: OrganizationCode?
    /// Blind code.
    public var blindCode: String?
    /// Received at.
    public var receivedAt: Timestamp?
    /// Screening readings, in order.
    public var screenings: [Screening] = []
    /// Reports in order of issue.
    public var reports: [ReportNumber] = []
    /// Verdict; pending until a report settles it.
    public var verdict: SampleVerdict = .pending
    /// The report or re-inspection that set the verdict.
    public var verdictBy: String?
    /// Values settled by re-inspection, by item: they stand in place of what the reports say (domain.md §8).
    public var finalLines: [IssueReport.Line] = []
    /// Batches that had been made of the batch before the sample was drawn: it stands for none of their grain. Absent
    /// when there was none.
    public var without: [BatchCode]?
    /// USCC of the organisation that collected it; absent for a bulk sample, and where nobody's organisation was told.
    public var collectedBy: OrganizationCode?
    /// Id of the record that made it or last corrected it.
    public var record: String?
    /// Open re-inspections, in order of application; absent when there is none.
    public var disputes: [ReinspectionNumber]?
    /// The field record, when a phone kept one.
    public var fieldRecord: FieldRecord?
    /// An open re-inspection; the sample may not be disposed of while it is open.
    public var disputed = false

    /// One rapid screening; never a verdict (domain.md §3.8).
    public struct Screening: Hashable, Sendable, Codable {
        /// Value as read, mg/kg.
        public let value: String
        /// `clear`, `grey` or `over`.
        public let outcome: String
        /// When.
        public let at: Timestamp
        /// Instrument.
        public let instrument: String
    }
}

/// An instrument run with its quality control.
public struct TestRun: Hashable, Sendable, Codable {
    /// Number.
    public let code: TestRunNumber
    /// Laboratory.
    public let laboratory: OrganizationCode
    /// Measured at.
    public let measuredAt: Timestamp
    /// Unit of the readings.
    public let unit: String
    /// Rows as measured.
    public let rows: [RecordTestRun.Row]
    /// Why the run is void; empty when quality control passed.
    public let faults: [String]
    /// Number of the person who recorded it: he compiles what reports say of it, and neither reviews nor approves them.
    /// Absent where the import office brought it in.
    public var measuredBy: String?
    /// True when its results do not count (domain.md §4).
    public var isVoid: Bool { !faults.isEmpty }
}

/// A test report.
public struct TestReport: Hashable, Sendable, Codable {
    /// Number.
    public let code: ReportNumber
    /// Sample.
    public let sample: SampleCode
    /// Lines as printed.
    public let lines: [IssueReport.Line]
    /// Issued at.
    public let issuedAt: Timestamp
    /// Limit edition the verdict was judged by.
    public let edition: String
    /// Verdict.
    public let verdict: SampleVerdict
    /// The report that this one replaces.
    public let supersedes: ReportNumber?
    /// The report that replaced this one.
    public var supersededBy: ReportNumber?
    /// Id of its record.
    public var record: String = ""
}

/// A re-inspection of a result.
public struct Reinspection: Hashable, Sendable, Codable {
    /// Number.
    public let code: ReinspectionNumber
    /// Sample.
    public let sample: SampleCode
    /// Report in dispute.
    public let report: ReportNumber
    /// Applied at.
    public let appliedAt: Timestamp
    /// False when it came too late.
    public let accepted: Bool
    /// Laboratory, never the first one.
    public let laboratory: OrganizationCode?
    /// Report of the outcome.
    public var outcome: String?
    /// When it was reported.
    public var reportedAt: Timestamp?
    /// The verdict it came to.
    public var verdict: SampleVerdict?
}
