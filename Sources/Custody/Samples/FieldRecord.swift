public import Rules

/// The field record of a sample 采样记录, as a phone kept it at the edge of the paddy (experience.md §2.4).
///
/// Photographs and signatures stay out of the record: it names them by their digests, so that a picture can be erased
/// and nobody can put another in its place.
public struct FieldRecord: Hashable, Sendable, Codable {
    /// The phone's own name, made once on it.
    public let device: String
    /// Place of the record in the phone's sequence, from 1: a gap is a record that never came.
    public let number: Int64
    /// Edition of the form it was filled in.
    public let form: Int64
    /// Digest of the rules the phone judged by, SHA-256 in hexadecimal; empty when it had none.
    public let rules: String
    /// What the phone's own clock showed; `occurredAt` is put right by the service's clock.
    public let deviceTime: Timestamp
    /// Where the points of the sample lie, in their order.
    public let points: [Point]
    /// Photographs and signatures.
    public let attachments: [Attachment]
    /// Why the grower did not sign; absent when he did.
    public let signatureRefused: String?
    /// Why the parcel was chosen by hand, or what else was odd; absent without a word.
    public let remark: String?

    /// One point.
    public struct Point: Hashable, Sendable, Codable {
        /// Longitude and latitude in millionths of a degree, WGS-84 as the browser says.
        public let longitudeMicro, latitudeMicro: Int64
        /// Accuracy in metres, as the browser says.
        public let accuracyMetres: Int64
        /// When.
        public let at: Timestamp
    }

    /// A picture that goes with the record.
    public struct Attachment: Hashable, Sendable, Codable {
        /// What it shows.
        public enum Kind: String, Sendable, Codable { case photo, growerSignature, samplerSignature }
        /// What it shows.
        public let kind: Kind
        /// SHA-256 of its bytes, 64 hexadecimal digits.
        public let digest: String

        /// Reads an attachment.
        ///
        /// - Throws: `DecodingError` for a digest that is none.
        public init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            kind = try container.decode(Kind.self, forKey: .kind)
            digest = try container.decode(String.self, forKey: .digest)
            guard digest.utf8.count == 64,
                digest.utf8.allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x66).contains($0) })
            else {
                throw DecodingError.dataCorruptedError(
                    forKey: .digest, in: container, debugDescription: "64 hexadecimal digits in small letters")
            }
        }
    }
}
