/// The files of a dossier by name; how they are packed is another's matter.
///
/// | name | content |
/// | --- | --- |
/// | `manifest.json` | SHA-256 of every other file, and the streams (`DossierManifest`) |
/// | `checkpoint`, `policy` | the log's cosigned checkpoint; which keys to trust (C2SP tlog-checkpoint, tlog-policy) |
/// | `records/<id>.json` | the record's canonical bytes |
/// | `entries/<id>.json`, `proofs/<id>.tlog-proof` | its leaf entry, and the proof that this is in the log |
/// | `disclosures/<id>.<n>.json` | a disclosure of the record, n from 1 |
/// | anything else | pages for people, such as how to check the dossier without us |
public typealias DossierFiles = [String: [UInt8]]

/// What the name of a file in a dossier says.
enum DossierName: Hashable {
    case manifest, checkpoint, policy
    case record(String)
    case entry(String)
    case proof(String)
    case disclosure(String, Int)
    case page

    /// The meaning of a name; `nil` for one that no file of a dossier may have: outside `A–Z a–z 0–9 . _ - /`, with an
    /// empty, `.` or `..` part, or in a known folder without its form.
    init?(_ name: String) {
        let parts = name.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).map(Array.init)
        let isPlain = parts.allSatisfy { part in
            !part.isEmpty && part != Array(".".utf8) && part != Array("..".utf8)
                && part.allSatisfy { Self.isWord($0) || $0 == UInt8(ascii: ".") }
        }
        guard isPlain else { return nil }
        switch (name, parts.count) {
        case ("manifest.json", _): self = .manifest
        case ("checkpoint", _): self = .checkpoint
        case ("policy", _): self = .policy
        case (_, 2): self.init(folder: String(decoding: parts[0], as: UTF8.self), file: parts[1])
        default: self = .page
        }
    }

    private init?(folder: String, file: [UInt8]) {
        let words = file.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        let id = String(decoding: words[0], as: UTF8.self)
        let ending = words.dropFirst().map { String(decoding: $0, as: UTF8.self) }
        switch (folder, ending) {
        case ("records", ["json"]) where !id.isEmpty: self = .record(id)
        case ("entries", ["json"]) where !id.isEmpty: self = .entry(id)
        case ("proofs", ["tlog-proof"]) where !id.isEmpty: self = .proof(id)
        case ("disclosures", _):
            guard !id.isEmpty, ending.count == 2, ending[1] == "json", let number = words[1].plainDecimal, number > 0
            else { return nil }
            self = .disclosure(id, number)
        case ("records", _), ("entries", _), ("proofs", _): return nil
        default: self = .page
        }
    }

    /// The record the file belongs to.
    var record: String? {
        switch self {
        case .record(let id), .entry(let id), .proof(let id), .disclosure(let id, _): id
        case .manifest, .checkpoint, .policy, .page: nil
        }
    }

    /// The name of the file.
    var text: String {
        switch self {
        case .manifest: "manifest.json"
        case .checkpoint: "checkpoint"
        case .policy: "policy"
        case .record(let id): "records/\(id).json"
        case .entry(let id): "entries/\(id).json"
        case .proof(let id): "proofs/\(id).tlog-proof"
        case .disclosure(let id, let number): "disclosures/\(id).\(number).json"
        case .page: ""
        }
    }

    private static func isWord(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
            true
        default: false
        }
    }
}
