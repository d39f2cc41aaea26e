/// Numbers that look random and follow from a seed alone (SplitMix64): the same on every machine, for ever.
///
/// The library's own generators promise no fixed sequence, and a season has to come out the same byte for byte.
struct Draws {
    private var state: UInt64

    /// The draws of one place in a season: of the season itself, or of one of its granaries.
    init(seed: UInt64, place: Int) {
        state = seed &* 0x9E37_79B9_7F4A_7C15 ^ UInt64(truncatingIfNeeded: place) &* 0xD134_2543_DE82_EF95
        _ = next()
    }

    private mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }

    /// A number from 0 up to a bound above zero; each as likely as the other, but for one in 2⁴⁰.
    mutating func number(below bound: Int64) -> Int64 { Int64(next() >> 1) % bound }

    /// A number of a range.
    mutating func number(in range: ClosedRange<Int64>) -> Int64 {
        range.lowerBound + number(below: range.upperBound - range.lowerBound + 1)
    }

    /// True once in so many times.
    mutating func isOne(in count: Int64) -> Bool { number(below: count) == 0 }

    /// One of a list that is not empty.
    mutating func one<Value>(of values: [Value]) -> Value { values[Int(number(below: Int64(values.count)))] }
}
