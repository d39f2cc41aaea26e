public import Custody
public import Rules

extension PrintKind {
    /// Papers that carry a seal, and can be held against the book by it.
    public static let sealed: [PrintKind] = [.dossier, .manifest, .undertaking, .report]
}

/// A document with a seal.
protocol Sealable {
    /// Its seal.
    var seal: Seal { get }
}

extension PrintDesk {
    /// The seal that a paper would have if this actor printed it, now or as the book was known at a time; `nil` for missing and foreign
    /// alike, and for papers without one.
    ///
    /// - Throws: `LedgerFault` when the database is away, `PrintFault` for data that cannot be laid out.
    public func seal(of paper: PrintKind, _ code: String, _ actor: Actor, asOf: Timestamp? = nil) async throws -> Seal?
    {
        (try await document(paper, code, actor, asOf: asOf) as? any Sealable)?.seal
    }
}
