/// Counts the leaves of one stream, to prove that none of a batch's records is left out: an inclusion proof says "this
/// is in", never "this is all" (evidence.md §4.7).
public struct StreamCount: Hashable, Sendable {
    /// The stream.
    public let tag: StreamTag
    /// How often each number was met.
    private var met: [Int: Int] = [:]

    /// Counts a stream.
    public init(of tag: StreamTag) { self.tag = tag }

    /// Takes an entry, whether it belongs to the stream or not.
    public mutating func take(_ entry: LeafEntry) {
        if let number = entry.number(in: tag) { met[number, default: 0] += 1 }
    }

    /// How many entries of the stream were met.
    public var count: Int { met.values.reduce(0, +) }

    /// What keeps the entries met from being exactly the numbers 1 to `last`, each once; in order of number.
    public func gaps(upTo last: Int) -> [StreamGap] {
        var gaps: [StreamGap] = []
        var expected = 1
        for number in met.keys.sorted() {
            if number > last {
                gaps.append(.beyond(number))
                continue
            }
            if number > expected { gaps.append(.missing(expected...number - 1)) }
            if met[number] != 1 { gaps.append(.repeated(number)) }
            expected = number + 1
        }
        if expected <= last { gaps.append(.missing(expected...last)) }
        return gaps.sorted { $0.numbers.lowerBound < $1.numbers.lowerBound }
    }
}

/// Numbers of a stream that are not met exactly once.
public enum StreamGap: Hashable, Sendable {
    /// No entry has them.
    case missing(ClosedRange<Int>)
    /// More than one entry has it.
    case repeated(Int)
    /// It is above the last number said.
    case beyond(Int)

    /// The numbers.
    public var numbers: ClosedRange<Int> {
        switch self {
        case .missing(let numbers): numbers
        case .repeated(let number), .beyond(let number): number...number
        }
    }
}
