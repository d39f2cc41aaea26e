/// Writes a value that encodes itself straight as canonical bytes: no tree in between, members sorted where they stand.
///
/// What it has no form for (fractions, containers that outlive their value) it notes in `isForeign`; the caller then asks
/// the slower encoder, which knows all forms. So its bytes either are those of that encoder, or are not used.
final class CanonicalEncoder: Encoder {
    private struct Member {
        let name: String
        let bytes: Range<Int>
        /// True for a name of printable ASCII that is written as it is.
        let isPlain: Bool
    }
    private enum Form { case none, single, array, object }
    private struct Frame {
        var form = Form.none
        let start: Int
        let firstMember: Int
        var count = 0
    }

    /// What has been written.
    private(set) var bytes: [UInt8] = []
    /// True when there was something that this encoder has no form for: the bytes are not to be used.
    private(set) var isForeign = false
    /// True while all that was written keeps to the profile of records (decision 0010).
    private(set) var isWithinProfile = true

    let codingPath: [any CodingKey] = []
    let userInfo: [CodingUserInfoKey: Any] = [:]

    private var members: [Member] = []
    private var frame = Frame(start: 0, firstMember: 0)
    private var spare: [UInt8] = []
    private var depth = 0

    init() { bytes.reserveCapacity(1_024) }

    /// Writes the value of a document.
    func write(_ value: some Encodable) throws { try append(value) }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        if frame.form == .none { frame.form = .object } else if frame.form != .object { isForeign = true }
        return KeyedEncodingContainer(Members<Key>(encoder: self))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer {
        if frame.form == .none { frame.form = .array } else { isForeign = true }
        bytes.append(UInt8(ascii: "["))
        return Elements(encoder: self)
    }

    func singleValueContainer() -> any SingleValueEncodingContainer {
        if frame.form == .none { frame.form = .single } else { isForeign = true }
        return Single(encoder: self)
    }

    // MARK: values

    fileprivate func append(_ value: some Encodable) throws {
        let outer = frame
        frame = Frame(start: bytes.count, firstMember: members.count)
        depth += 1
        if depth > 64 { isWithinProfile = false }
        try value.encode(to: self)
        close()
        depth -= 1
        frame = outer
    }

    private func close() {
        switch frame.form {
        case .none:
            bytes += "{}".utf8
            if depth == 1 { isForeign = true }
        case .single: if bytes.count == frame.start { isForeign = true }
        case .array: bytes.append(UInt8(ascii: "]"))
        case .object: closeObject()
        }
    }

    /// Puts the members, which stand one after another as they were encoded, into the order of their names.
    private func closeObject() {
        let (start, first) = (frame.start, frame.firstMember)
        sortMembers(from: first)
        spare.removeAll(keepingCapacity: true)
        spare.append(contentsOf: bytes[start...])
        bytes.removeLast(bytes.count - start)
        bytes.append(UInt8(ascii: "{"))
        for place in first..<members.count {
            let member = members[place]
            if place > first {
                bytes.append(UInt8(ascii: ","))
                if member.name == members[place - 1].name { isForeign = true }
            }
            if member.isPlain {
                bytes.append(UInt8(ascii: "\""))
                bytes.append(contentsOf: member.name.utf8)
                bytes.append(UInt8(ascii: "\""))
            } else {
                if !member.name.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { isWithinProfile = false }
                append(text: member.name)
            }
            bytes.append(UInt8(ascii: ":"))
            bytes.append(contentsOf: spare[(member.bytes.lowerBound - start)..<(member.bytes.upperBound - start)])
        }
        bytes.append(UInt8(ascii: "}"))
        members.removeLast(members.count - first)
    }

    /// Few members are sorted where they stand, without a copy.
    private func sortMembers(from first: Int) {
        // `String` would compare composed and decomposed letters as the same; such names are put in order of their bytes.
        let arePlain = members[first...].allSatisfy(\.isPlain)
        func precedes(_ one: Member, _ other: Member) -> Bool {
            arePlain ? one.name < other.name : one.name.utf8.lexicographicallyPrecedes(other.name.utf8)
        }
        guard members.count - first <= 32 else {
            members.replaceSubrange(first..., with: members[first...].sorted(by: precedes))
            return
        }
        for place in members.indices.dropFirst(first + 1) where precedes(members[place], members[place - 1]) {
            let member = members[place]
            var hole = place
            repeat {
                members[hole] = members[hole - 1]
                hole -= 1
            } while hole > first && precedes(member, members[hole - 1])
            members[hole] = member
        }
    }

    fileprivate func member(_ name: String, _ write: (CanonicalEncoder) throws -> Void) rethrows {
        let start = bytes.count
        try write(self)
        let isPlain = name.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F && $0 != 0x22 && $0 != 0x5C }
        members.append(Member(name: name, bytes: start..<bytes.count, isPlain: isPlain))
    }

    fileprivate func element(_ write: (CanonicalEncoder) throws -> Void) rethrows {
        if frame.count > 0 { bytes.append(UInt8(ascii: ",")) }
        frame.count += 1
        try write(self)
    }

    fileprivate var elementCount: Int { frame.count }

    fileprivate func appendNull() { bytes += "null".utf8 }

    fileprivate func append(truth: Bool) { bytes += (truth ? "true" : "false").utf8 }

    fileprivate func append(integer: some FixedWidthInteger) {
        guard let number = Int64(exactly: integer) else {
            isForeign = true
            return
        }
        if number.magnitude > UInt64(JSONValue.largestInteger) { isWithinProfile = false }
        var digits: (UInt64, Int) = (number.magnitude, 1)
        while digits.0 >= 10 { digits = (digits.0 / 10, digits.1 * 10) }
        if number < 0 { bytes.append(UInt8(ascii: "-")) }
        var rest = number.magnitude
        var unit = UInt64(digits.1)
        while unit > 0 {
            bytes.append(UInt8(ascii: "0") + UInt8(rest / unit))
            rest %= unit
            unit /= 10
        }
    }

    fileprivate func append(text: String) {
        bytes.append(UInt8(ascii: "\""))
        // Almost every text holds nothing that is escaped: it is copied as a whole.
        if text.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x22 && $0 != 0x5C }) {
            bytes.append(contentsOf: text.utf8)
        } else {
            for byte in text.utf8 { append(escaping: byte) }
        }
        bytes.append(UInt8(ascii: "\""))
    }

    private func append(escaping byte: UInt8) {
        switch byte {
        case 0x22: bytes += "\\\"".utf8
        case 0x5C: bytes += "\\\\".utf8
        case 0x08: bytes += "\\b".utf8
        case 0x09: bytes += "\\t".utf8
        case 0x0A: bytes += "\\n".utf8
        case 0x0C: bytes += "\\f".utf8
        case 0x0D: bytes += "\\r".utf8
        case ..<0x20: bytes += "\\u00\(byte < 0x10 ? "0" : "")\(String(byte, radix: 16))".utf8
        default: bytes.append(byte)
        }
    }

    fileprivate func noteForeign() { isForeign = true }

    fileprivate func foreignEncoder() -> any Encoder {
        isForeign = true
        return CanonicalEncoder()
    }
}

/// The members of an object.
private struct Members<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let encoder: CanonicalEncoder
    var codingPath: [any CodingKey] { [] }

    func encodeNil(forKey key: Key) { encoder.member(key.stringValue) { $0.appendNull() } }
    func encode(_ value: Bool, forKey key: Key) { encoder.member(key.stringValue) { $0.append(truth: value) } }
    func encode(_ value: String, forKey key: Key) { encoder.member(key.stringValue) { $0.append(text: value) } }
    func encode(_ value: Double, forKey key: Key) { encoder.noteForeign() }
    func encode(_ value: Float, forKey key: Key) { encoder.noteForeign() }
    func encode(_ value: Int, forKey key: Key) { encoder.member(key.stringValue) { $0.append(integer: value) } }
    func encode(_ value: Int8, forKey key: Key) { encoder.member(key.stringValue) { $0.append(integer: value) } }
    func encode(_ value: Int16, forKey key: Key) { encoder.member(key.stringValue) { $0.append(integer: value) } }
    func encode(_ value: Int32, forKey key: Key) { encoder.member(key.stringValue) { $0.append(integer: value) } }
    func encode(_ value: Int64, forKey key: Key) { encoder.member(key.stringValue) { $0.append(integer: value) } }
    func encode(_ value: UInt, forKey key: Key) { encoder.member(key.stringValue) { $0.append(integer: value) } }
    func encode(_ value: UInt8, forKey key: Key) { encoder.member(key.stringValue) { $0.append(integer: value) } }
    func encode(_ value: UInt16, forKey key: Key) { encoder.member(key.stringValue) { $0.append(integer: value) } }
    func encode(_ value: UInt32, forKey key: Key) { encoder.member(key.stringValue) { $0.append(integer: value) } }
    func encode(_ value: UInt64, forKey key: Key) { encoder.member(key.stringValue) { $0.append(integer: value) } }
    func encode<Value: Encodable>(_ value: Value, forKey key: Key) throws {
        try encoder.member(key.stringValue) { try $0.append(value) }
    }
    func nestedContainer<Nested: CodingKey>(
        keyedBy keyType: Nested.Type, forKey key: Key
    ) -> KeyedEncodingContainer<Nested> { encoder.foreignEncoder().container(keyedBy: keyType) }
    func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
        encoder.foreignEncoder().unkeyedContainer()
    }
    func superEncoder() -> any Encoder { encoder.foreignEncoder() }
    func superEncoder(forKey key: Key) -> any Encoder { encoder.foreignEncoder() }
}

/// The elements of an array.
private struct Elements: UnkeyedEncodingContainer {
    let encoder: CanonicalEncoder
    var codingPath: [any CodingKey] { [] }
    var count: Int { encoder.elementCount }

    func encodeNil() { encoder.element { $0.appendNull() } }
    func encode(_ value: Bool) { encoder.element { $0.append(truth: value) } }
    func encode(_ value: String) { encoder.element { $0.append(text: value) } }
    func encode(_ value: Double) { encoder.noteForeign() }
    func encode(_ value: Float) { encoder.noteForeign() }
    func encode(_ value: Int) { encoder.element { $0.append(integer: value) } }
    func encode(_ value: Int8) { encoder.element { $0.append(integer: value) } }
    func encode(_ value: Int16) { encoder.element { $0.append(integer: value) } }
    func encode(_ value: Int32) { encoder.element { $0.append(integer: value) } }
    func encode(_ value: Int64) { encoder.element { $0.append(integer: value) } }
    func encode(_ value: UInt) { encoder.element { $0.append(integer: value) } }
    func encode(_ value: UInt8) { encoder.element { $0.append(integer: value) } }
    func encode(_ value: UInt16) { encoder.element { $0.append(integer: value) } }
    func encode(_ value: UInt32) { encoder.element { $0.append(integer: value) } }
    func encode(_ value: UInt64) { encoder.element { $0.append(integer: value) } }
    func encode(_ value: some Encodable) throws { try encoder.element { try $0.append(value) } }
    func nestedContainer<Nested: CodingKey>(keyedBy keyType: Nested.Type) -> KeyedEncodingContainer<Nested> {
        encoder.foreignEncoder().container(keyedBy: keyType)
    }
    func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer { encoder.foreignEncoder().unkeyedContainer() }
    func superEncoder() -> any Encoder { encoder.foreignEncoder() }
}

/// A value that is neither object nor array.
private struct Single: SingleValueEncodingContainer {
    let encoder: CanonicalEncoder
    var codingPath: [any CodingKey] { [] }

    func encodeNil() { encoder.appendNull() }
    func encode(_ value: Bool) { encoder.append(truth: value) }
    func encode(_ value: String) { encoder.append(text: value) }
    func encode(_ value: Double) { encoder.noteForeign() }
    func encode(_ value: Float) { encoder.noteForeign() }
    func encode(_ value: Int) { encoder.append(integer: value) }
    func encode(_ value: Int8) { encoder.append(integer: value) }
    func encode(_ value: Int16) { encoder.append(integer: value) }
    func encode(_ value: Int32) { encoder.append(integer: value) }
    func encode(_ value: Int64) { encoder.append(integer: value) }
    func encode(_ value: UInt) { encoder.append(integer: value) }
    func encode(_ value: UInt8) { encoder.append(integer: value) }
    func encode(_ value: UInt16) { encoder.append(integer: value) }
    func encode(_ value: UInt32) { encoder.append(integer: value) }
    func encode(_ value: UInt64) { encoder.append(integer: value) }
    func encode(_ value: some Encodable) throws { try encoder.append(value) }
}
