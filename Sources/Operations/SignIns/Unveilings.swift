public import Custody
import Identity

/// What somebody asks of a name that was left out of a record.
public struct Unveiling: Hashable, Sendable {
    /// Id of the record.
    public let record: String
    /// The part the person played: `driver`, `sampler`.
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
    /// Name and salt are gone, and a record says so.
    case done
    /// There is no name of this part, or it was erased before.
    case nothingThere
    /// Nothing was erased: the purpose, which stays in the record for good, names the person.
    case purposeNamesPerson
}

/// Names that stay out of records and reads: told one by one, for a purpose, and noted; or erased for good.
public struct Unveilings: Sendable {
    /// The name; `nil` when there is none of this part, or it was erased. Noted before it is told.
    public var reveal: @Sendable (Unveiling, Caller) async throws(LedgerFault) -> String?
    /// Removes name and salt, and writes a record of it; the record they belong to and every proof stay.
    public var erase: @Sendable (Unveiling, Caller) async throws(LedgerFault) -> Erasure

    /// Unveilings of closures.
    public init(
        reveal: @escaping @Sendable (Unveiling, Caller) async throws(LedgerFault) -> String?,
        erase: @escaping @Sendable (Unveiling, Caller) async throws(LedgerFault) -> Erasure
    ) {
        self.reveal = reveal
        self.erase = erase
    }
}

extension Caller {
    /// Whether he may be told names in records that he sees: who oversees, and who answers for an organisation's acts.
    public var mayUnveil: Bool {
        let roles: [Role] = [.countyOfficer, .cityOfficer, .auditor, .granaryManager, .facilityOperator, .approver]
        return roles.contains { $0.rawValue == role }
    }

    /// Whether he may erase names in records of his region: an administrator, in person and by a fresh factor.
    public var mayErase: Bool {
        role == Role.administrator.rawValue && authority.participant?.presence == .freshFactor
    }

    /// As whom it is looked whether a record lies in his region: who erases a name need not be able to read its record.
    public var eraser: Actor {
        Actor(name: actor.name, organization: actor.organization, role: .officer, region: actor.region)
    }
}
