/// Why a code cannot be what it is said to be.
public enum CodeFault: Error, Hashable, Sendable {
    /// It has another number of places than it has to have.
    case length(expected: Int, found: Int)
    /// The character at a place, counted from 1, cannot stand there.
    case character(place: Int)
    /// A check character does not fit the rest: something was mistyped.
    case check
    /// The region or township, in digits, is not in the table.
    case unknownRegion(String)

    /// Stable name of the fault, for findings and problem answers.
    public var name: String {
        switch self {
        case .length: "length"
        case .character: "character"
        case .check: "check"
        case .unknownRegion: "unknown-region"
        }
    }

    /// One English sentence.
    public var text: String {
        switch self {
        case .length(let expected, let found): "The code has \(found) places, not \(expected)."
        case .character(let place): "The character at place \(place) cannot stand there."
        case .check: "The check character does not fit: please compare the code once more."
        case .unknownRegion(let digits): "There is no region \(digits) in the table."
        }
    }

    /// One Chinese sentence.
    public var zh: String {
        switch self {
        case .length(let expected, let found): "代码应为 \(expected) 位，现为 \(found) 位"
        case .character(let place): "第 \(place) 位字符不对"
        case .check: "校验位不符，请再核对一遍"
        case .unknownRegion(let digits): "没有区划代码 \(digits)"
        }
    }
}

/// Takes a code of so many ASCII places apart into bytes.
func places(_ count: Int, of text: String) throws(CodeFault) -> [UInt8] {
    let scalars = text.unicodeScalars
    guard scalars.count == count else { throw .length(expected: count, found: scalars.count) }
    var bytes: [UInt8] = []
    for scalar in scalars {
        // A digit in full width is one place too many for the eye and none for the code: name it, not the length.
        guard scalar.isASCII else { throw .character(place: bytes.count + 1) }
        bytes.append(UInt8(scalar.value))
    }
    return bytes
}

/// Makes sure that a range of places, counted from 0, holds digits; says which one does not.
func requireDigits(_ bytes: [UInt8], _ range: Range<Int>) throws(CodeFault) {
    for place in range where bytes[place] < 0x30 || bytes[place] > 0x39 { throw .character(place: place + 1) }
}

/// The text of a range of places.
func text(_ bytes: [UInt8], _ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
