public import Rules

/// What phones in the field need besides the book: its time, and a place for pictures.
public struct FieldDesk: Sendable {
    /// What became of a picture.
    public enum Keeping: Sendable {
        /// It is kept, and on disk.
        case kept
        /// It was kept before.
        case known
        /// Its bytes are not those the digest names.
        case otherBytes
        /// This installation keeps no pictures.
        case noPlace
    }

    /// What time it is for the book.
    public var now: @Sendable () -> Timestamp
    /// Keeps a picture under the SHA-256 of its bytes.
    public var keep: @Sendable (_ digest: String, _ bytes: [UInt8]) async throws(LedgerFault) -> Keeping
    /// A picture's bytes; `nil` when there is none.
    public var picture: @Sendable (_ digest: String) async throws(LedgerFault) -> [UInt8]?

    /// A desk of closures.
    public init(
        now: @escaping @Sendable () -> Timestamp,
        keep: @escaping @Sendable (String, [UInt8]) async throws(LedgerFault) -> Keeping,
        picture: @escaping @Sendable (String) async throws(LedgerFault) -> [UInt8]?
    ) {
        self.now = now
        self.keep = keep
        self.picture = picture
    }
}
