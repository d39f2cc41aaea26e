public import Custody
public import Identity

/// What somebody asks of a name that was left out of a record.
public struct Unveiling: Hashable, Sendable {
    /// Id of the record.
    public let record: String
    /// The part the person played, `driver`, `sampler`; of a picture what it shows, `growerSignature`.
    public let part: String
    /// What for.
    public let purpose: String

    /// A question.
    public init(record: String, part: String, purpose: String) {
        self.record = record
        self.part = part
        self.purpose = purpose
    }
}

/// What came of an erasure.
public enum Erasure: Hashable, Sendable {
    /// What told the person is gone, and a record says so.
    case done
    /// There is nothing of this kind, or it was erased before.
    case nothingThere
    /// Nothing was erased: the purpose, which stays in the record for good, names the person.
    case purposeNamesPerson
}

/// Names and pictures that stay out of records and reads: told one by one, for a purpose, and noted; or erased for good. Who may
/// ask is decided before (`UnveilingDesk`).
public struct Unveilings: Sendable {
    /// The parts of a record whose names are kept, in order.
    public var parts: @Sendable (_ record: String) async throws(LedgerFault) -> [String]
    /// Digests of those of a record's pictures that are erased.
    public var erasedPictures:
        @Sendable (_ record: String, [FieldRecord.Attachment]) async throws(LedgerFault) -> Set<String>
    /// Whether any sample's record says that a digest is that of a signature.
    public var isSignature: @Sendable (_ digest: String) async throws(LedgerFault) -> Bool
    /// The name; `nil` when there is none of this part, or it was erased. Noted before it is told.
    public var reveal: @Sendable (Unveiling, Caller) async throws(LedgerFault) -> String?
    /// Removes name and salt, and writes a record of it; the record they belong to and every proof stay.
    public var erase: @Sendable (Unveiling, Caller) async throws(LedgerFault) -> Erasure
    /// Writes the record that a picture is erased, and removes its bytes; the record that names its digest stays.
    public var erasePicture: @Sendable (Unveiling, _ digest: String, Caller) async throws(LedgerFault) -> Erasure

    /// Unveilings of closures.
    public init(
        parts: @escaping @Sendable (String) async throws(LedgerFault) -> [String],
        erasedPictures: @escaping @Sendable (String, [FieldRecord.Attachment]) async throws(LedgerFault) -> Set<String>,
        isSignature: @escaping @Sendable (String) async throws(LedgerFault) -> Bool,
        reveal: @escaping @Sendable (Unveiling, Caller) async throws(LedgerFault) -> String?,
        erase: @escaping @Sendable (Unveiling, Caller) async throws(LedgerFault) -> Erasure,
        erasePicture: @escaping @Sendable (Unveiling, String, Caller) async throws(LedgerFault) -> Erasure
    ) {
        self.parts = parts
        self.erasedPictures = erasedPictures
        self.isSignature = isSignature
        self.reveal = reveal
        self.erase = erase
        self.erasePicture = erasePicture
    }
}

extension Caller {
    /// Whether he may be told names in records that he sees: who oversees, and who answers for an organisation's acts.
    public var mayUnveil: Bool {
        let roles: [Role] = [.countyOfficer, .cityOfficer, .auditor, .granaryManager, .facilityOperator, .approver]
        return roles.contains { $0.rawValue == role }
    }

    /// What speaks against telling him names and signatures: another role, or a token that may not read.
    public var againstUnveiling: [AccessFault] {
        guard mayUnveil else { return [.notPermitted] }
        return scopes.coverReading ? [] : [.outOfScope]
    }

    /// Whether he may erase names and pictures of his region, once he has shown a factor.
    public var mayErase: Bool { role == Role.administrator.rawValue }

    /// What speaks against his erasing names in records of his region: an administrator does, in person and by a fresh factor.
    public var againstErasing: [AccessFault] {
        guard mayErase, let presence = authority.participant?.presence, presence != .program
        else { return [.notPermitted] }
        return presence == .freshFactor ? [] : [.factorNotFresh]
    }

    /// As whom it is looked whether a record lies in his region: who erases a name need not be able to read its record.
    public var eraser: Actor {
        Actor(name: actor.name, organization: actor.organization, role: .officer, region: actor.region)
    }

    /// As whom it is looked for a record whose names he may be told or may erase; `nil` where he may neither.
    public var searcher: Actor? { mayErase ? eraser : mayUnveil ? actor : nil }
}
