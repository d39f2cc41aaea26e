public import Custody
import Evidence
import Foundation
public import Rules

/// A season as one stream of entries in time order: one JSON object a line.
public struct SeasonStream: Sendable {
    /// One entry read: the act, when it happened, where it stood, the key under which it is done once.
    public struct Entry: Sendable {
        /// Line number, from 1.
        public let line: Int
        /// The act.
        public let act: Act
        /// Who stood by, by the part played.
        public let persons: Persons
        /// When it happened.
        public let occurredAt: Timestamp
        /// Digest of the entry's own words: the same entry imported again has the same key.
        public let key: String
    }

    /// A line that cannot be read.
    public struct Fault: Error, Sendable, Hashable {
        /// Line number, from 1.
        public let line: Int
        /// Stable code.
        public let code: String
        /// What is wrong, in Chinese.
        public let chinese: String
        /// What is wrong, in English.
        public let english: String
    }

    static let kinds: [String: any SeasonEntry.Type] = [
        "organization_registered": RegisterEntries.OrganizationEntry.self,
        "bin_registered": RegisterEntries.BinEntry.self,
        "scale_registered": RegisterEntries.ScaleEntry.self,
        "parcel_registered": RegisterEntries.ParcelEntry.self,
        "sample_collected": SampleEntries.Collected.self,
        "sample_received": SampleEntries.Received.self,
        "screened": SampleEntries.Screened.self,
        "bulk_sampled": SampleEntries.Drawn.self,
        "run_measured": TestEntries.Measured.self,
        "report_issued": TestEntries.Issued.self,
        "reinspection_applied": TestEntries.Applied.self,
        "reinspection_reported": TestEntries.Reported.self,
        "weighed_in": GrainEntries.WeighedIn.self,
        "batch_moved": GrainEntries.Moved.self,
        "batches_merged": GrainEntries.Merged.self,
        "batch_split": GrainEntries.Split.self,
        "batch_reduced": GrainEntries.Reduced.self,
        "dispatched": TripEntries.Dispatched.self,
        "arrived": TripEntries.Arrived.self,
        "manifest_confirmed": TripEntries.Confirmed.self,
        "manifest_refused": TripEntries.Refused.self,
        "manifest_returned": TripEntries.Returned.self,
        "disposal_planned": DisposalEntries.Planned.self,
        "processed": DisposalEntries.Processed.self,
        "disposal_certified": DisposalEntries.Certified.self,
    ]

    private struct Head: Decodable {
        let type: String
        let occurredAt: String
    }
    private struct Tail<Body: SeasonEntry>: Decodable { let data: Body }

    /// Reads one line, in Unicode's composed form.
    ///
    /// - Throws: `Fault` naming the line and what is wrong with it.
    public static func entry(_ text: String, line: Int) throws(Fault) -> Entry {
        let data = Data(text.inComposedForm.utf8)
        guard let head = try? JSONWords(data: data).read(Head.self) else {
            throw Fault(
                line: line, code: "GL-R-0002", chinese: "这一行不是带 type 和 occurred_at 的 JSON 对象",
                english: "The line is not a JSON object with type and occurred_at")
        }
        return try entry(
            head.type, head.occurredAt, digestOf: data, JSONWords(data: data), line: line)
    }

    /// Reads an entry whose type and time are known.
    static func entry(
        _ type: String, _ time: String, digestOf data: Data, _ source: some WordSource, line: Int
    ) throws(Fault) -> Entry {
        guard let kind = kinds[type] else {
            throw Fault(
                line: line, code: "GL-R-0003", chinese: "不认识的类型 \(type)", english: "Unknown type \(type)")
        }
        do {
            let occurredAt = try Exchange.time("occurred_at", time)
            let (act, persons) = try words(kind, source)
            return Entry(
                line: line, act: act, persons: persons, occurredAt: occurredAt, key: "season-\(digest(data))")
        } catch let fault as StreamFault {
            throw Fault(
                line: line, code: "GL-R-0004", chinese: "\(fault.member) 读不出：\(fault.found)",
                english: "\(fault.member) cannot be read: \(fault.found)")
        } catch {
            throw Fault(
                line: line, code: "GL-R-0005", chinese: "缺少或写错成员：\(words(error))",
                english: "A member is missing or of the wrong type: \(words(error))")
        }
    }

    private static func words<Body: SeasonEntry>(_ kind: Body.Type, _ source: some WordSource) throws -> (Act, Persons)
    {
        let body = try source.read(Tail<Body>.self).data
        return (try body.act(), body.persons)
    }

    private static func words(_ error: any Error) -> String {
        switch error {
        case DecodingError.keyNotFound(let key, _): key.stringValue
        case DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context),
            DecodingError.dataCorrupted(let context):
            context.codingPath.map(\.stringValue).joined(separator: "/")
        default: "data"
        }
    }
}

/// Where the words of an entry are read from.
protocol WordSource {
    /// Reads them; throws `DecodingError` with the member that is missing or of another type.
    func read<Value: Decodable>(_ type: Value.Type) throws -> Value
}

/// Words in JSON.
private struct JSONWords: WordSource {
    let data: Data

    func read<Value: Decodable>(_ type: Value.Type) throws -> Value {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        return try decoder.decode(type, from: data)
    }
}

extension ValueDecoder: WordSource {
    func read<Value: Decodable>(_ type: Value.Type) throws -> Value { try decode(type) }
}
