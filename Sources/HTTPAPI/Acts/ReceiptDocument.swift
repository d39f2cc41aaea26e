import Custody
import Operations

/// The answer to a write: the record's id and its findings, which are always there, if only as an empty list.
struct ReceiptDocument: Encodable {
    /// A finding with its words.
    struct Entry: Encodable {
        let code, kind, pointer, severity, message, zh, en, subject, detail: String

        /// A finding in a language.
        init(_ finding: Finding, _ language: Language) {
            let words = Words(finding.kind.chinese, finding.kind.english)
            code = finding.kind.code
            kind = finding.kind.rawValue
            pointer = "/data"
            severity = finding.kind.severity.rawValue
            message = words.text(in: language)
            zh = words.zh
            en = words.en
            subject = finding.subject
            detail = finding.detail
        }
    }

    let recordId: String
    let kind: String
    let findings: [Entry]
    /// Hash of the record's leaf in the evidence log, and where its proof will be.
    let leaf, proof: String?

    /// The document of a receipt.
    init(_ receipt: Receipt, _ language: Language) {
        recordId = receipt.recordId
        kind = receipt.kind
        findings = receipt.findings.map { Entry($0, language) }
        leaf = receipt.leaf
        proof = receipt.leaf.map { _ in "/v1/records/\(receipt.recordId)/proof" }
    }

    /// The bytes that the encoder would write, put together by hand: most receipts have no finding, and texts in which
    /// nothing has to be escaped. `nil` for all others.
    var plainBytes: [UInt8]? {
        guard findings.isEmpty else { return nil }
        var bytes = [UInt8]("{\"findings\":[]".utf8)
        for (name, text) in [("kind", kind), ("leaf", leaf), ("proof", proof), ("recordId", recordId)] {
            guard let text else { continue }
            guard text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F && $0 != 0x22 && $0 != 0x5C }) else { return nil }
            bytes += ",\"\(name)\":\"\(text)\"".utf8
        }
        bytes.append(UInt8(ascii: "}"))
        return bytes
    }
}
