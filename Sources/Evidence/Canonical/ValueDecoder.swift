/// Decodes a value straight from its tree, without making text of it again, and knows afterwards which members nothing
/// asked for. What it throws names the same places as Foundation's decoder does.
public struct ValueDecoder {
    /// How the names of members are looked up.
    public enum Names: Sendable {
        /// As Swift spells them.
        case exact
        /// As Swift spells them, or in snake case: `validFrom` or `valid_from`.
        case orSnakeCase
    }

    private let value: JSONValue
    private let root: AskedValue?
    private let names: Names

    /// A decoder of one value.
    public init(_ value: JSONValue, names: Names = .exact) {
        self.value = value
        self.names = names
        root = AskedValue(value)
    }

    /// Decodes the value.
    ///
    /// - Throws: `DecodingError` with the path of the member that is missing, empty, or of another type.
    public func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
        try ValueReader(value: value, asked: root, outer: nil, key: nil, names: names).decode(type)
    }

    /// Paths of the members that hold something and that nothing asked for, in the order of the text. Of an empty list
    /// all that was decoded is known, and nothing was overlooked.
    public var strangers: [[String]] { root?.strangers(at: []) ?? [] }
}

/// What was asked for in an object or an array.
private final class AskedValue {
    enum Member {
        case untouched, asked
        case inner(AskedValue)
    }

    let value: JSONValue
    private var members: [Member]

    /// `nil` for a value that has no members.
    init?(_ value: JSONValue) {
        switch value {
        case .array(let elements): members = Array(repeating: .untouched, count: elements.count)
        case .object(let named): members = Array(repeating: .untouched, count: named.count)
        default: return nil
        }
        self.value = value
    }

    /// Notes that a member was asked for.
    ///
    /// - Returns: what is asked for inside of it; `nil` when nothing can be.
    func ask(_ place: Int, _ value: JSONValue) -> AskedValue? {
        if case .inner(let asked) = members[place] { return asked }
        let inner = AskedValue(value)
        members[place] = inner.map(Member.inner) ?? .asked
        return inner
    }

    func strangers(at path: [String]) -> [[String]] {
        switch value {
        case .object(let named):
            named.indices.flatMap { strangers(in: $0, named[$0].value, at: path, named[$0].name) }
        case .array(let elements): elements.indices.flatMap { strangers(in: $0, elements[$0], at: path, String($0)) }
        default: []
        }
    }

    private func strangers(in place: Int, _ value: JSONValue, at path: [String], _ name: String) -> [[String]] {
        switch members[place] {
        case .asked: return []
        case .inner(let asked): return asked.strangers(at: path + [name])
        case .untouched:
            // An absent value may be written as null.
            if case .null = value { return [] }
            return [path + [name]]
        }
    }
}

/// The way from the root to a container; made for containers alone, because most values are read without fault.
private final class Path {
    let outer: Path?
    let key: any CodingKey

    init(_ outer: Path?, _ key: any CodingKey) {
        self.outer = outer
        self.key = key
    }

    var keys: [any CodingKey] { (outer?.keys ?? []) + [key] }
}

/// Reads one value.
private struct ValueReader: Decoder {
    let value: JSONValue
    let asked: AskedValue?
    let outer: Path?
    let key: (any CodingKey)?
    let names: ValueDecoder.Names

    var codingPath: [any CodingKey] { path?.keys ?? [] }
    var userInfo: [CodingUserInfoKey: Any] { [:] }
    var path: Path? { key.map { Path(outer, $0) } ?? outer }

    func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
        guard case .object(let members) = value, let asked else { throw mismatch([String: JSONValue].self) }
        return KeyedDecodingContainer(Members(members: members, asked: asked, path: path, names: names))
    }

    func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
        guard case .array(let elements) = value, let asked else { throw mismatch([JSONValue].self) }
        return Elements(elements: elements, asked: asked, path: path, names: names)
    }

    func singleValueContainer() -> any SingleValueDecodingContainer { self }

    private func mismatch(_ type: Any.Type) -> DecodingError {
        let context = DecodingError.Context(codingPath: codingPath, debugDescription: "\(type) was expected")
        if case .null = value { return .valueNotFound(type, context) }
        return .typeMismatch(type, context)
    }

    private func integer<Value: FixedWidthInteger>(_ type: Value.Type) throws -> Value {
        guard case .integer(let number) = value else { throw mismatch(type) }
        if let exact = Value(exactly: number) { return exact }
        throw DecodingError.dataCorrupted(
            .init(codingPath: codingPath, debugDescription: "\(number) does not fit into \(type)"))
    }
}

extension ValueReader: SingleValueDecodingContainer {
    func decodeNil() -> Bool { if case .null = value { true } else { false } }
    func decode(_ type: Bool.Type) throws -> Bool {
        guard case .boolean(let truth) = value else { throw mismatch(type) }
        return truth
    }
    func decode(_ type: String.Type) throws -> String {
        guard case .string(let text) = value else { throw mismatch(type) }
        return text
    }
    func decode(_ type: Double.Type) throws -> Double { throw mismatch(type) }
    func decode(_ type: Float.Type) throws -> Float { throw mismatch(type) }
    func decode(_ type: Int.Type) throws -> Int { try integer(type) }
    func decode(_ type: Int8.Type) throws -> Int8 { try integer(type) }
    func decode(_ type: Int16.Type) throws -> Int16 { try integer(type) }
    func decode(_ type: Int32.Type) throws -> Int32 { try integer(type) }
    func decode(_ type: Int64.Type) throws -> Int64 { try integer(type) }
    func decode(_ type: UInt.Type) throws -> UInt { try integer(type) }
    func decode(_ type: UInt8.Type) throws -> UInt8 { try integer(type) }
    func decode(_ type: UInt16.Type) throws -> UInt16 { try integer(type) }
    func decode(_ type: UInt32.Type) throws -> UInt32 { try integer(type) }
    func decode(_ type: UInt64.Type) throws -> UInt64 { try integer(type) }
    func decode<Value: Decodable>(_ type: Value.Type) throws -> Value { try Value(from: self) }
}

/// The members of an object.
private struct Members<Key: CodingKey>: KeyedDecodingContainerProtocol {
    let members: [JSONMember]
    let asked: AskedValue
    let path: Path?
    let names: ValueDecoder.Names

    var codingPath: [any CodingKey] { path?.keys ?? [] }
    var allKeys: [Key] { members.compactMap { Key(stringValue: $0.name) } }

    func contains(_ key: Key) -> Bool { place(of: key) != nil }
    func decodeNil(forKey key: Key) throws -> Bool { try member(key).decodeNil() }
    func decode(_ type: Bool.Type, forKey key: Key) throws -> Bool { try member(key).decode(type) }
    func decode(_ type: String.Type, forKey key: Key) throws -> String { try member(key).decode(type) }
    func decode(_ type: Double.Type, forKey key: Key) throws -> Double { try member(key).decode(type) }
    func decode(_ type: Float.Type, forKey key: Key) throws -> Float { try member(key).decode(type) }
    func decode(_ type: Int.Type, forKey key: Key) throws -> Int { try member(key).decode(type) }
    func decode(_ type: Int8.Type, forKey key: Key) throws -> Int8 { try member(key).decode(type) }
    func decode(_ type: Int16.Type, forKey key: Key) throws -> Int16 { try member(key).decode(type) }
    func decode(_ type: Int32.Type, forKey key: Key) throws -> Int32 { try member(key).decode(type) }
    func decode(_ type: Int64.Type, forKey key: Key) throws -> Int64 { try member(key).decode(type) }
    func decode(_ type: UInt.Type, forKey key: Key) throws -> UInt { try member(key).decode(type) }
    func decode(_ type: UInt8.Type, forKey key: Key) throws -> UInt8 { try member(key).decode(type) }
    func decode(_ type: UInt16.Type, forKey key: Key) throws -> UInt16 { try member(key).decode(type) }
    func decode(_ type: UInt32.Type, forKey key: Key) throws -> UInt32 { try member(key).decode(type) }
    func decode(_ type: UInt64.Type, forKey key: Key) throws -> UInt64 { try member(key).decode(type) }
    func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value { try member(key).decode(type) }
    func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type, forKey key: Key
    ) throws -> KeyedDecodingContainer<Nested> { try member(key).container(keyedBy: type) }
    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
        try member(key).unkeyedContainer()
    }
    func superDecoder() -> any Decoder {
        ValueReader(value: .object(members), asked: asked, outer: path, key: nil, names: names)
    }
    func superDecoder(forKey key: Key) throws -> any Decoder { try member(key) }

    private func place(of key: Key) -> Int? {
        let name = key.stringValue
        if let place = members.firstIndex(where: { $0.name == name }) { return place }
        guard names == .orSnakeCase else { return nil }
        let other = snakeCase(name)
        return members.firstIndex { $0.name == other }
    }

    private func member(_ key: Key) throws -> ValueReader {
        guard let place = place(of: key) else {
            throw DecodingError.keyNotFound(
                key, .init(codingPath: codingPath, debugDescription: "\(key.stringValue) is missing"))
        }
        let value = members[place].value
        return ValueReader(value: value, asked: asked.ask(place, value), outer: path, key: key, names: names)
    }
}

/// The elements of an array.
private struct Elements: UnkeyedDecodingContainer {
    let elements: [JSONValue]
    let asked: AskedValue
    let path: Path?
    let names: ValueDecoder.Names
    var currentIndex = 0

    init(elements: [JSONValue], asked: AskedValue, path: Path?, names: ValueDecoder.Names) {
        self.elements = elements
        self.asked = asked
        self.path = path
        self.names = names
    }

    var codingPath: [any CodingKey] { path?.keys ?? [] }
    var count: Int? { elements.count }
    var isAtEnd: Bool { currentIndex >= elements.count }

    mutating func decodeNil() throws -> Bool {
        guard try element().decodeNil() else { return false }
        currentIndex += 1
        return true
    }
    mutating func decode(_ type: Bool.Type) throws -> Bool { try next { try $0.decode(type) } }
    mutating func decode(_ type: String.Type) throws -> String { try next { try $0.decode(type) } }
    mutating func decode(_ type: Double.Type) throws -> Double { try next { try $0.decode(type) } }
    mutating func decode(_ type: Float.Type) throws -> Float { try next { try $0.decode(type) } }
    mutating func decode(_ type: Int.Type) throws -> Int { try next { try $0.decode(type) } }
    mutating func decode(_ type: Int8.Type) throws -> Int8 { try next { try $0.decode(type) } }
    mutating func decode(_ type: Int16.Type) throws -> Int16 { try next { try $0.decode(type) } }
    mutating func decode(_ type: Int32.Type) throws -> Int32 { try next { try $0.decode(type) } }
    mutating func decode(_ type: Int64.Type) throws -> Int64 { try next { try $0.decode(type) } }
    mutating func decode(_ type: UInt.Type) throws -> UInt { try next { try $0.decode(type) } }
    mutating func decode(_ type: UInt8.Type) throws -> UInt8 { try next { try $0.decode(type) } }
    mutating func decode(_ type: UInt16.Type) throws -> UInt16 { try next { try $0.decode(type) } }
    mutating func decode(_ type: UInt32.Type) throws -> UInt32 { try next { try $0.decode(type) } }
    mutating func decode(_ type: UInt64.Type) throws -> UInt64 { try next { try $0.decode(type) } }
    mutating func decode<Value: Decodable>(_ type: Value.Type) throws -> Value { try next { try $0.decode(type) } }
    mutating func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type
    ) throws -> KeyedDecodingContainer<Nested> { try next { try $0.container(keyedBy: type) } }
    mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
        try next { try $0.unkeyedContainer() }
    }
    mutating func superDecoder() throws -> any Decoder { try next { $0 } }

    private mutating func next<Value>(_ read: (ValueReader) throws -> Value) throws -> Value {
        let value = try read(element())
        currentIndex += 1
        return value
    }

    private func element() throws -> ValueReader {
        let key = ElementKey(place: currentIndex)
        guard !isAtEnd else {
            throw DecodingError.valueNotFound(
                JSONValue.self, .init(codingPath: codingPath + [key], debugDescription: "the list has ended"))
        }
        let value = elements[currentIndex]
        return ValueReader(value: value, asked: asked.ask(currentIndex, value), outer: path, key: key, names: names)
    }
}

/// The place of an element, as Foundation names it in what it throws.
private struct ElementKey: CodingKey {
    let place: Int
    init(place: Int) { self.place = place }
    init?(intValue: Int) { place = intValue }
    init?(stringValue: String) { nil }
    var intValue: Int? { place }
    var stringValue: String { "Index \(place)" }
}

/// `validFrom` as the season stream writes it, `valid_from`.
private func snakeCase(_ name: String) -> String {
    var words: [UInt8] = []
    for byte in name.utf8 {
        let isCapital = (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
        if isCapital { words.append(UInt8(ascii: "_")) }
        words.append(isCapital ? byte | 0x20 : byte)
    }
    return String(decoding: words, as: UTF8.self)
}
