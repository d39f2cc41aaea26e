import Custody
import Evidence
import Foundation

/// One aggregate of the book, of whatever kind.
enum Aggregate: Sendable {
    case organization(Organization)
    case bin(Bin)
    case scale(Scale)
    case parcel(Parcel)
    case sample(Sample)
    case testRun(TestRun)
    case report(TestReport)
    case reinspection(Reinspection)
    case batch(Batch)
    case manifest(Manifest)
    case disposal(Disposal)
    case bureauReport(IssuedReport)

    /// An aggregate from its stored document.
    init(_ kind: AggregateKey.Kind, json: [UInt8]) throws {
        let decoder = JSONDecoder()
        let data = Data(json)
        self =
            switch kind {
            case .organization: .organization(try decoder.decode(Organization.self, from: data))
            case .bin: .bin(try decoder.decode(Bin.self, from: data))
            case .scale: .scale(try decoder.decode(Scale.self, from: data))
            case .parcel: .parcel(try decoder.decode(Parcel.self, from: data))
            case .sample: .sample(try decoder.decode(Sample.self, from: data))
            case .testRun: .testRun(try decoder.decode(TestRun.self, from: data))
            case .report: .report(try decoder.decode(TestReport.self, from: data))
            case .reinspection: .reinspection(try decoder.decode(Reinspection.self, from: data))
            case .batch: .batch(try decoder.decode(Batch.self, from: data))
            case .manifest: .manifest(try decoder.decode(Manifest.self, from: data))
            case .disposal: .disposal(try decoder.decode(Disposal.self, from: data))
            case .bureauReport: .bureauReport(try decoder.decode(IssuedReport.self, from: data))
            }
    }

    /// Canonical JSON, as the projection stores it.
    func document() throws -> [UInt8] {
        switch self {
        case .organization(let value): try CanonicalJSON.bytes(of: value)
        case .bin(let value): try CanonicalJSON.bytes(of: value)
        case .scale(let value): try CanonicalJSON.bytes(of: value)
        case .parcel(let value): try CanonicalJSON.bytes(of: value)
        case .sample(let value): try CanonicalJSON.bytes(of: value)
        case .testRun(let value): try CanonicalJSON.bytes(of: value)
        case .report(let value): try CanonicalJSON.bytes(of: value)
        case .reinspection(let value): try CanonicalJSON.bytes(of: value)
        case .batch(let value): try CanonicalJSON.bytes(of: value)
        case .manifest(let value): try CanonicalJSON.bytes(of: value)
        case .disposal(let value): try CanonicalJSON.bytes(of: value)
        case .bureauReport(let value): try CanonicalJSON.bytes(of: value)
        }
    }
}

extension Book {
    /// An aggregate of the book; `nil` when the book has none.
    func aggregate(_ key: AggregateKey) -> Aggregate? {
        switch key.kind {
        case .organization: organizations[OrganizationCode(key.code)].map { .organization($0) }
        case .bin: bins[BinNumber(key.code)].map { .bin($0) }
        case .scale: scales[ScaleNumber(key.code)].map { .scale($0) }
        case .parcel: parcels[ParcelNumber(key.code)].map { .parcel($0) }
        case .sample: samples[SampleCode(key.code)].map { .sample($0) }
        case .testRun: testRuns[TestRunNumber(key.code)].map { .testRun($0) }
        case .report: reports[ReportNumber(key.code)].map { .report($0) }
        case .reinspection: reinspections[ReinspectionNumber(key.code)].map { .reinspection($0) }
        case .batch: batches[BatchCode(key.code)].map { .batch($0) }
        case .manifest: manifests[ManifestCode(key.code)].map { .manifest($0) }
        case .disposal: disposals[DisposalNumber(key.code)].map { .disposal($0) }
        case .bureauReport: bureauReports[BureauReportNumber(key.code)].map { .bureauReport($0) }
        }
    }

    /// Puts an aggregate into the book, or takes it out.
    mutating func set(_ key: AggregateKey, _ aggregate: Aggregate?) {
        switch key.kind {
        case .organization:
            organizations[OrganizationCode(key.code)] = if case .organization(let one)? = aggregate { one } else { nil }
        case .bin: bins[BinNumber(key.code)] = if case .bin(let one)? = aggregate { one } else { nil }
        case .scale: scales[ScaleNumber(key.code)] = if case .scale(let one)? = aggregate { one } else { nil }
        case .parcel: parcels[ParcelNumber(key.code)] = if case .parcel(let one)? = aggregate { one } else { nil }
        case .sample: samples[SampleCode(key.code)] = if case .sample(let one)? = aggregate { one } else { nil }
        case .testRun: testRuns[TestRunNumber(key.code)] = if case .testRun(let one)? = aggregate { one } else { nil }
        case .report: reports[ReportNumber(key.code)] = if case .report(let one)? = aggregate { one } else { nil }
        case .reinspection:
            reinspections[ReinspectionNumber(key.code)] =
                if case .reinspection(let one)? = aggregate { one } else { nil }
        case .batch: batches[BatchCode(key.code)] = if case .batch(let one)? = aggregate { one } else { nil }
        case .manifest: manifests[ManifestCode(key.code)] = if case .manifest(let one)? = aggregate { one } else { nil }
        case .disposal:
            disposals[DisposalNumber(key.code)] = if case .disposal(let one)? = aggregate { one } else { nil }
        case .bureauReport:
            bureauReports[BureauReportNumber(key.code)] =
                if case .bureauReport(let one)? = aggregate { one } else { nil }
        }
    }
}
