package import Custody
import Evidence
import Foundation

extension Book {
    /// Canonical JSON of an aggregate, as its projection stores it; `nil` when the book has none.
    package func document(for key: AggregateKey) throws -> [UInt8]? {
        switch key.kind {
        case .organization: try organizations[OrganizationCode(key.code)].map { try CanonicalJSON.bytes(of: $0) }
        case .bin: try bins[BinNumber(key.code)].map { try CanonicalJSON.bytes(of: $0) }
        case .scale: try scales[ScaleNumber(key.code)].map { try CanonicalJSON.bytes(of: $0) }
        case .parcel: try parcels[ParcelNumber(key.code)].map { try CanonicalJSON.bytes(of: $0) }
        case .sample: try samples[SampleCode(key.code)].map { try CanonicalJSON.bytes(of: $0) }
        case .testRun: try testRuns[TestRunNumber(key.code)].map { try CanonicalJSON.bytes(of: $0) }
        case .report: try reports[ReportNumber(key.code)].map { try CanonicalJSON.bytes(of: $0) }
        case .reinspection: try reinspections[ReinspectionNumber(key.code)].map { try CanonicalJSON.bytes(of: $0) }
        case .batch: try batches[BatchCode(key.code)].map { try CanonicalJSON.bytes(of: $0) }
        case .manifest: try manifests[ManifestCode(key.code)].map { try CanonicalJSON.bytes(of: $0) }
        case .disposal: try disposals[DisposalNumber(key.code)].map { try CanonicalJSON.bytes(of: $0) }
        case .bureauReport: try bureauReports[BureauReportNumber(key.code)].map { try CanonicalJSON.bytes(of: $0) }
        }
    }

    /// Puts a stored aggregate into the book.
    package mutating func load(_ json: [UInt8], for key: AggregateKey) throws {
        let decoder = JSONDecoder()
        let data = Data(json)
        switch key.kind {
        case .organization:
            organizations[OrganizationCode(key.code)] = try decoder.decode(Organization.self, from: data)
        case .bin: bins[BinNumber(key.code)] = try decoder.decode(Bin.self, from: data)
        case .scale: scales[ScaleNumber(key.code)] = try decoder.decode(Scale.self, from: data)
        case .parcel: parcels[ParcelNumber(key.code)] = try decoder.decode(Parcel.self, from: data)
        case .sample: samples[SampleCode(key.code)] = try decoder.decode(Sample.self, from: data)
        case .testRun: testRuns[TestRunNumber(key.code)] = try decoder.decode(TestRun.self, from: data)
        case .report: reports[ReportNumber(key.code)] = try decoder.decode(TestReport.self, from: data)
        case .reinspection:
            reinspections[ReinspectionNumber(key.code)] = try decoder.decode(Reinspection.self, from: data)
        case .batch: batches[BatchCode(key.code)] = try decoder.decode(Batch.self, from: data)
        case .manifest: manifests[ManifestCode(key.code)] = try decoder.decode(Manifest.self, from: data)
        case .disposal: disposals[DisposalNumber(key.code)] = try decoder.decode(Disposal.self, from: data)
        case .bureauReport:
            bureauReports[BureauReportNumber(key.code)] = try decoder.decode(IssuedReport.self, from: data)
        }
    }

    /// Every aggregate in the book.
    package var keys: [AggregateKey] {
        var keys: [AggregateKey] = []
        keys += organizations.keys.map { .organization($0) }
        keys += bins.keys.map { .bin($0) }
        keys += scales.keys.map { .scale($0) }
        keys += parcels.keys.map { .parcel($0) }
        keys += samples.keys.map { .sample($0) }
        keys += testRuns.keys.map { .testRun($0) }
        keys += reports.keys.map { .report($0) }
        keys += reinspections.keys.map { .reinspection($0) }
        keys += batches.keys.map { .batch($0) }
        keys += manifests.keys.map { .manifest($0) }
        keys += disposals.keys.map { .disposal($0) }
        keys += bureauReports.keys.map { .bureauReport($0) }
        return keys.sorted()
    }
}
