/// Reads a code from a plain string; the fault becomes the sentence of a decoding error.
private func decoded<Code>(
    _ decoder: any Decoder, _ make: (String) throws(CodeFault) -> Code
) throws -> Code {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    do throws(CodeFault) {
        return try make(text)
    } catch {
        throw DecodingError.dataCorruptedError(in: container, debugDescription: error.text)
    }
}

/// Writes a code as a plain string.
private func write(_ text: String, to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
}

extension CreditCode: Codable {
    /// Reads the code, checked.
    public init(from decoder: any Decoder) throws {
        self = try decoded(decoder) { text throws(CodeFault) in try CreditCode(checking: text) }
    }

    /// Writes the code as a plain string.
    public func encode(to encoder: any Encoder) throws { try write(text, to: encoder) }
}

extension RegionCode: Codable {
    /// Reads the code, checked.
    public init(from decoder: any Decoder) throws {
        self = try decoded(decoder) { text throws(CodeFault) in try RegionCode(checking: text) }
    }

    /// Writes the code as a plain string.
    public func encode(to encoder: any Encoder) throws { try write(text, to: encoder) }
}

extension TownshipCode: Codable {
    /// Reads the code, checked.
    public init(from decoder: any Decoder) throws {
        self = try decoded(decoder) { text throws(CodeFault) in try TownshipCode(checking: text) }
    }

    /// Writes the code as a plain string.
    public func encode(to encoder: any Encoder) throws { try write(text, to: encoder) }
}

extension ParcelCode: Codable {
    /// Reads the code, checked.
    public init(from decoder: any Decoder) throws {
        self = try decoded(decoder) { text throws(CodeFault) in try ParcelCode(checking: text) }
    }

    /// Writes the code as a plain string.
    public func encode(to encoder: any Encoder) throws { try write(text, to: encoder) }
}

extension BinCode: Codable {
    /// Reads the code, checked.
    public init(from decoder: any Decoder) throws {
        self = try decoded(decoder) { text throws(CodeFault) in try BinCode(checking: text) }
    }

    /// Writes the code as a plain string.
    public func encode(to encoder: any Encoder) throws { try write(text, to: encoder) }
}

extension ManifestNumber: Codable {
    /// Reads the code, checked.
    public init(from decoder: any Decoder) throws {
        self = try decoded(decoder) { text throws(CodeFault) in try ManifestNumber(checking: text) }
    }

    /// Writes the code as a plain string.
    public func encode(to encoder: any Encoder) throws { try write(text, to: encoder) }
}

extension CheckedCode: Codable {
    /// Reads the code, checked.
    public init(from decoder: any Decoder) throws {
        self = try decoded(decoder) { text throws(CodeFault) in try CheckedCode(typed: text) }
    }

    /// Writes the code as a plain string.
    public func encode(to encoder: any Encoder) throws { try write(text, to: encoder) }
}
