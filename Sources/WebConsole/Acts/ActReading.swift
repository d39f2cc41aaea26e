import Custody
import Foundation
import Rules

/// An act read from a form: the act itself, or everything that is wrong with it at once.
struct ActReading {
    /// Something wrong with one field, or with the whole.
    struct Fault: Equatable {
        /// Field; empty for the whole.
        let field: String
        /// Stable code.
        let code: String
        /// What to do.
        let words: String
    }
    /// The act.
    private(set) var act: Act?
    /// Persons named in the form.
    private(set) var persons: Persons = [:]
    /// When it happened.
    private(set) var occurredAt: Timestamp
    /// What is wrong.
    private(set) var faults: [Fault] = []

    /// Reads a form.
    init(_ form: ActForm, _ fields: Parameters, _ wording: Wording, now: Timestamp) {
        let reading = FieldReading(form.fields, fields, wording)
        occurredAt = now
        persons = reading.persons
        faults = reading.faults
        if let text = fields["occurredAt"] {
            if let time = Self.moment(text) {
                occurredAt = time
            } else {
                faults.append(Fault(field: "occurredAt", code: "GL-Q-0002", words: wording.text(.faultMoment)))
            }
        }
        guard faults.isEmpty else { return }
        act = Self.decoded(form.kind, ActCompletion(reading.members, of: form).tree.json)
        if act == nil { faults.append(Fault(field: "", code: "GL-R-0001", words: wording.text(.faultForm))) }
        checkCertificates(wording)
    }

    /// A certified value that nobody can read would make the run void for good: it is said before anything is booked.
    private mutating func checkCertificates(_ wording: Wording) {
        guard let run = act?.body as? RecordTestRun,
            let row = run.rows.firstIndex(where: { $0.certified.map { CertifiedValue($0) == nil } ?? false })
        else { return }
        act = nil
        let place = wording.text(.faultInRow, ["\(row + 1)", wording.word("field", "certified")])
        faults.append(Fault(field: "rows", code: "GL-Q-0003", words: place + wording.text(.faultCertified)))
    }

    private static func decoded<Body: ActBody>(_ kind: Body.Type, _ json: String) -> Act? {
        (try? JSONDecoder().decode(kind, from: Data(json.utf8))).map { Act($0) }
    }

    /// Full-width digits and signs made narrow, thousands signs and spaces around taken out: `２，５００` is `2500`.
    static func narrowed(_ text: String) -> String {
        let trimmed = halfWidth(text)
        let isNumber = trimmed.allSatisfy { $0.isNumber || ".,-\u{202F} ".contains($0) } && trimmed.contains(",")
        return isNumber ? trimmed.filter { $0 != "," && $0 != " " && $0 != "\u{202F}" } : trimmed
    }

    /// Full-width digits and signs made narrow, spaces around taken out.
    static func halfWidth(_ text: String) -> String {
        var out = ""
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0xFF01...0xFF5E: out.unicodeScalars.append(Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar)
            case 0x3000: out += " "
            default: out.unicodeScalars.append(scalar)
            }
        }
        return out.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// A moment as a browser sends it, China time: `2025-11-26T10:37`.
    static func moment(_ text: String) -> Timestamp? {
        Timestamp(rfc3339: text) ?? Timestamp(rfc3339: "\(text.replacing(" ", with: "T")):00+08:00")
            ?? Timestamp(rfc3339: "\(text)+08:00")
    }
}

extension JSONTree {
    /// As JSON.
    var json: String {
        switch self {
        case .null: "null"
        case .flag(let flag): flag ? "true" : "false"
        case .number(let digits): digits
        case .text(let text): Self.quoted(text)
        case .list(let values): "[\(values.map(\.json).joined(separator: ","))]"
        case .object(let members):
            "{\(members.sorted { $0.key < $1.key }.map { "\(Self.quoted($0.key)):\($0.value.json)" }.joined(separator: ","))}"
        }
    }
    private static func quoted(_ text: String) -> String {
        var out = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": out += "\\\""
            case "\\": out += "\\\\"
            case _ where scalar.value < 0x20:
                let digits = String(scalar.value, radix: 16)
                out += "\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits
            default: out.unicodeScalars.append(scalar)
            }
        }
        return out + "\""
    }
}
