import Foundation

extension CanonicalJSON {
    /// The canonical bytes of a value that encodes itself.
    ///
    /// The encoder does not look for what the profile forbids; ask `fault(in:)` of the bytes.
    ///
    /// - Throws: `EncodingError` for a value JSON has no form for (NaN).
    public static func bytes(of value: some Encodable) throws -> [UInt8] {
        let encoder = CanonicalEncoder()
        try encoder.write(value)
        return encoder.isForeign ? try foundationBytes(of: value) : encoder.bytes
    }

    /// The canonical bytes of a value that encodes itself, and what the profile of records forbids in them.
    ///
    /// - Throws: `EncodingError` for a value JSON has no form for (NaN).
    public static func examinedBytes(of value: some Encodable) throws -> (bytes: [UInt8], fault: CanonicalFault?) {
        let encoder = CanonicalEncoder()
        try encoder.write(value)
        let bytes = encoder.isForeign ? try foundationBytes(of: value) : encoder.bytes
        // Bytes written member by member are canonical by how they were made; others are read again.
        return (bytes, encoder.isForeign || !encoder.isWithinProfile ? fault(in: bytes) : nil)
    }

    /// The same bytes by Foundation's encoder, which knows every form a value may take, and is five times as slow.
    package static func foundationBytes(of value: some Encodable) throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return [UInt8](try encoder.encode(value))
    }
}
