import Custody
import Evidence
import Postgres

/// A record's bytes, and what the evidence log hashes for them.
struct RecordLeaf {
    /// Canonical bytes: what is stored.
    let record: [UInt8]
    /// The leaf entry.
    let entry: LeafEntry
    /// The leaf's hash.
    var hash: Hash256 { .leaf(entry.bytes) }

    /// The leaf of a record at its places in streams.
    ///
    /// - Throws: `decoding` for a record that no verifier would read: outside the profile of canonical JSON (decision 0010).
    init(of body: RecordBody, places: [StreamPlace]) throws(PostgresError) {
        let fault: CanonicalFault?
        do {
            (record, fault) = try CanonicalJSON.examinedBytes(of: body)
        } catch {
            throw PostgresError(.decoding, "record \(body.fact.id): \(error)")
        }
        if let fault {
            throw PostgresError(.decoding, "record \(body.fact.id): \(fault.kind.rawValue) @\(fault.offset)")
        }
        do throws(EntryFault) {
            entry = try LeafEntry(digest: Hash256(of: record), kind: body.fact.act.name, places: places)
        } catch {
            throw PostgresError(.decoding, "record \(body.fact.id): leaf entry, \(error.place)")
        }
    }
}
