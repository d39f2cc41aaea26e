import Custody
import Evidence
import Foundation
import Hummingbird
import NIOCore
import Operations
import Rules

/// Reads acts as they are sent: when it happened, and its words.
enum ActWire {
    private struct Wire<Body: ActBody>: Codable {
        let occurredAt: Timestamp
        let data: Body
        /// Names by the part played; they stay out of the record.
        let persons: Persons?
    }

    /// Members of a register's entry that the book writes: whoever sends some of his own is refused (reliability.md §8, 13).
    private static let serverOwned = [
        "organization": ["record"], "scale": ["record"],
        "parcel": ["samples", "batches", "classes", "judged", "record"],
    ]

    /// An act from the bytes of its body.
    ///
    /// - Parameter others: members of the body besides the act's own.
    /// - Throws: `Problem`, naming the member that is missing, wrong, or not the client's to write.
    static func read(
        _ kind: any ActBody.Type, _ bytes: [UInt8], at pointer: String = "", besides others: Set<String> = []
    )
        throws -> (Act, Persons, Timestamp)
    {
        try decode(kind, bytes, at: pointer, besides: others)
    }

    private static func decode<Body: ActBody>(
        _ kind: Body.Type, _ bytes: [UInt8], at pointer: String, besides others: Set<String>
    ) throws -> (Act, Persons, Timestamp) {
        let (wire, given) = try StrictJSON.read(Wire<Body>.self, bytes, at: pointer, besides: others)
        for (entry, names) in serverOwned {
            for name in names where given["data"]?[entry]?[name].map(StrictJSON.isEmpty) == false {
                throw Problem(
                    member: "\(pointer)/data/\(entry)/\(name)",
                    Words("这个成员由系统写入，不能由外部给出", "The book writes this member itself"))
            }
        }
        return (Act(wire.data), wire.persons ?? [:], wire.occurredAt)
    }

    /// The words of an act as plain JSON, to find the member that a refusal is about.
    static func data(of bytes: [UInt8]) -> [String: Any] {
        let object = (try? JSONSerialization.jsonObject(with: Data(bytes))) as? [String: Any]
        return object?["data"] as? [String: Any] ?? [:]
    }
}
