public import Custody
import Foundation
public import Identity

/// What came of asking for what tells a person.
public enum Unveiled<Value: Sendable>: Sendable {
    /// It is told or done, and noted.
    case told(Value)
    /// The purpose is none.
    case unfit(PurposeFault)
    /// He may not; noted, too.
    case denied([AccessFault])
    /// There is nothing of the kind, or nothing within his reach.
    case unknown
}

extension Unveiled {
    /// What stands in the way, as an answer to another question; `nil` where nothing does.
    fileprivate func hindrance<Other: Sendable>() -> Unveiled<Other>? {
        switch self {
        case .told: nil
        case .unfit(let fault): .unfit(fault)
        case .denied(let faults): .denied(faults)
        case .unknown: .unknown
        }
    }
}

/// A person's name and telephone number.
public struct PersonDetail: Hashable, Sendable, Encodable {
    /// The human name, and the telephone number; absent when erased or never given.
    public let name, phone: String?

    /// A name without what tells the person: its first character stays.
    public static func covered(_ name: String) -> String {
        name.prefix(1) + String(repeating: "*", count: min(2, max(1, name.count - 1)))
    }

    /// A detail.
    public init(name: String?, phone: String?) {
        self.name = name
        self.phone = phone
    }
}

/// A picture that the field record of a sample names.
public struct SamplePicture: Hashable, Sendable, Encodable {
    /// What it shows.
    public let kind: FieldRecord.Attachment.Kind
    /// SHA-256 of its bytes, 64 hexadecimal digits.
    public let digest: String
    /// Whether it is erased: its digest stays, its bytes are gone.
    public let isErased: Bool

    /// A picture.
    public init(_ attachment: FieldRecord.Attachment, isErased: Bool) {
        kind = attachment.kind
        digest = attachment.digest
        self.isErased = isErased
    }
}

/// Where what tells a person is asked for: names that records left out, pictures of signatures, persons of the register. All of it
/// is covered everywhere else; here it is told for a purpose, or erased, to whoever may, and noted, also when it is refused
/// (PIPL art. 6, 47, 51, 2021-11-01).
public struct UnveilingDesk: Sendable {
    private let ledger: Ledger
    private let doors: Doors

    /// A desk over the ledger.
    public init(ledger: Ledger, doors: Doors) {
        self.ledger = ledger
        self.doors = doors
    }

    /// The parts of a record whose names are kept, to whoever may be told them or may erase them; no name is told by it.
    public func parts(of record: String, for caller: Caller) async throws(LedgerFault) -> Unveiled<[String]> {
        let asked = Unveiling(record: record, part: "", purpose: "").tidy
        guard let actor = caller.searcher else { return try await refused(asked, caller, [.notPermitted]) }
        guard let found = try await ledger.find(.records, asked.record, actor, nil) else {
            return try await refused(asked, caller)
        }
        return .told(try await doors.unveilings.parts(found.code))
    }

    /// The pictures that the field record of a sample names, and which of them are erased, to whoever sees the sample or may
    /// erase them.
    public func pictures(of sample: SampleCode, for caller: Caller) async throws(LedgerFault) -> [SamplePicture]? {
        guard let found = try await fieldRecord(of: sample, as: caller.mayErase ? caller.eraser : caller.actor) else {
            return nil
        }
        let attachments = found.sample.fieldRecord?.attachments ?? []
        guard let record = found.record, !attachments.isEmpty else { return [] }
        let erased = try await doors.unveilings.erasedPictures(record, attachments)
        return attachments.map { SamplePicture($0, isErased: erased.contains($0.digest)) }
    }

    /// Tells a name that a record which he sees left out.
    public func reveal(_ asked: Unveiling, to caller: Caller) async throws(LedgerFault) -> Unveiled<String> {
        let asked = asked.tidy
        let admission = try await admit(asked, caller, against: caller.againstUnveiling)
        if let hindrance: Unveiled<String> = admission.hindrance() { return hindrance }
        guard try await ledger.find(.records, asked.record, caller.actor, nil) != nil else {
            return try await refused(asked, caller)
        }
        // Whether there was a name is noted with the question.
        return try await doors.unveilings.reveal(asked, caller).map { .told($0) } ?? .unknown
    }

    /// Erases a name that a record of his region left out.
    public func erase(_ asked: Unveiling, by caller: Caller) async throws(LedgerFault) -> Unveiled<Void> {
        let asked = asked.tidy
        let admission = try await admit(asked, caller, against: caller.againstErasing)
        guard case .told = admission else { return admission }
        guard try await ledger.find(.records, asked.record, caller.eraser, nil) != nil else {
            return try await refused(asked, caller)
        }
        return Self.told(try await doors.unveilings.erase(asked, caller))
    }

    /// Shows a picture of a sample that he sees: a photograph at once, a signature for a purpose.
    public func picture(_ digest: String, of sample: SampleCode, for purpose: String, to caller: Caller)
        async throws(LedgerFault) -> Unveiled<Void>
    {
        var asked = Unveiling(record: digest, part: "picture", purpose: purpose).tidy
        guard let found = try await attachment(digest, of: sample, as: caller.actor) else {
            return try await refused(asked, caller)
        }
        guard try await doors.unveilings.erasedPictures(found.record, [found.attachment]).isEmpty else {
            return .unknown
        }
        // A signature stays one, whatever another sample's record calls the same picture.
        let isSignature = try await doors.unveilings.isSignature(digest)
        let isPhoto = found.attachment.kind == .photo && !isSignature
        guard !isPhoto else { return .told(()) }
        asked = Unveiling(record: digest, part: found.attachment.kind.rawValue, purpose: purpose).tidy
        let admission = try await admit(asked, caller, against: caller.againstUnveiling)
        guard case .told = admission else { return admission }
        try await doors.audits.note(
            AuditNote(caller, "signature-revealed", digest, purpose: asked.purpose, detail: asked.part))
        return .told(())
    }

    /// Erases a picture of a sample of his region.
    public func erasePicture(_ digest: String, of sample: SampleCode, for purpose: String, by caller: Caller)
        async throws(LedgerFault) -> Unveiled<Void>
    {
        var asked = Unveiling(record: digest, part: "picture", purpose: purpose).tidy
        let admission = try await admit(asked, caller, against: caller.againstErasing)
        guard case .told = admission else { return admission }
        guard let found = try await attachment(digest, of: sample, as: caller.eraser) else {
            return try await refused(asked, caller)
        }
        asked = Unveiling(record: found.record, part: found.attachment.kind.rawValue, purpose: asked.purpose)
        return Self.told(try await doors.unveilings.erasePicture(asked, digest, caller))
    }

    /// Tells name and telephone number of a person within reach.
    public func person(_ code: String, for purpose: String, to caller: Caller)
        async throws(LedgerFault) -> Unveiled<PersonDetail>
    {
        let asked = Unveiling(record: code, part: "person", purpose: purpose).tidy
        let faults = caller.mayReadPeople ? caller.mayAdminister ? [] : caller.againstUnveiling : [.notPermitted]
        let admission = try await admit(asked, caller, against: faults)
        if let hindrance: Unveiled<PersonDetail> = admission.hindrance() { return hindrance }
        guard let detail = try await doors.administration.detail(asked.record, asked.purpose, caller) else {
            return try await refused(asked, caller)
        }
        return .told(detail)
    }

    /// A picture that the field record of a sample names, with the record that holds it.
    private func attachment(_ digest: String, of sample: SampleCode, as actor: Actor)
        async throws(LedgerFault) -> (attachment: FieldRecord.Attachment, record: String)?
    {
        guard let found = try await fieldRecord(of: sample, as: actor), let record = found.record,
            let attachment = found.sample.fieldRecord?.attachments.first(where: { $0.digest == digest })
        else { return nil }
        return (attachment, record)
    }

    /// A sample, with the record that holds its field record.
    private func fieldRecord(of sample: SampleCode, as actor: Actor)
        async throws(LedgerFault) -> (sample: Sample, record: String?)?
    {
        guard let found = try await ledger.find(.samples, sample.text, actor, nil),
            let sample = try? JSONDecoder().decode(Sample.self, from: Data(found.json))
        else { return nil }
        return (sample, sample.record)
    }

    /// What stands against a question before it is looked whether there is an answer; a refusal is noted.
    private func admit(_ asked: Unveiling, _ caller: Caller, against faults: [AccessFault])
        async throws(LedgerFault) -> Unveiled<Void>
    {
        guard PurposeFault.lengths.contains(asked.purpose.count) else { return .unfit(.form) }
        guard faults.isEmpty else { return try await refused(asked, caller, faults) }
        return .told(())
    }

    /// Notes a question that gets no answer: what he may not ask, and what is not there or not within his reach. Of what was asked
    /// for only what has the form of a number is noted, and nothing else that was typed.
    private func refused<Value: Sendable>(_ asked: Unveiling, _ caller: Caller, _ faults: [AccessFault] = [])
        async throws(LedgerFault) -> Unveiled<Value>
    {
        let isNumber = asked.record.utf8.allSatisfy { ($0 | 0x20).isHexadecimal || $0 == 0x2D }
        try await doors.audits.note(
            AuditNote(
                caller, "name-asked", isNumber ? String(asked.record.prefix(64)) : "", purpose: asked.purpose,
                outcome: .refused, detail: faults.map(\.notice.code).joined(separator: " ")))
        return faults.isEmpty ? .unknown : .denied(faults)
    }

    private static func told(_ erasure: Erasure) -> Unveiled<Void> {
        switch erasure {
        case .done: .told(())
        case .nothingThere: .unknown
        case .purposeNamesPerson: .unfit(.namesPerson)
        }
    }
}

extension Unveiling {
    /// Without white space around, the number in small letters.
    fileprivate var tidy: Unveiling {
        Unveiling(
            record: record.trimmingCharacters(in: .whitespaces).lowercased(), part: part,
            purpose: purpose.trimmingCharacters(in: .whitespacesAndNewlines))
    }
}

extension UInt8 {
    /// A hexadecimal digit in small letters.
    fileprivate var isHexadecimal: Bool { (0x30...0x39).contains(self) || (0x61...0x66).contains(self) }
}
