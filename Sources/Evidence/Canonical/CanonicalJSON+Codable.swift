import Foundation

extension CanonicalJSON {
    /// The canonical bytes of a value that encodes itself.
    ///
    /// The encoder does not look for what the profile forbids; ask `fault(in:)` of the bytes.
    ///
    /// - Throws: `EncodingError` for a value JSON has no form for (NaN).
    public static func bytes(of value: some Encodable) throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return [UInt8](try encoder.encode(value))
    }
}
