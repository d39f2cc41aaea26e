/// Forms that checkpoints, requests, proofs and policies share: lines that end in a newline, and plain decimals.
extension Collection where Element == UInt8 {
    /// The lines without their newlines; `nil` unless the last one ends in a newline too.
    var terminatedLines: [SubSequence]? {
        guard !isEmpty, self[index(endIndex, offsetBy: -1)] == 0x0A else { return nil }
        return dropLast().split(separator: 0x0A, omittingEmptySubsequences: false)
    }

    /// The number of ASCII digits without sign and without leading zero, up to 2⁶³−1; `nil` for anything else.
    var plainDecimal: Int? {
        guard !isEmpty, allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
            count == 1 || first != UInt8(ascii: "0")
        else { return nil }
        return Int(String(decoding: self, as: UTF8.self))
    }

    /// What stands after a word and one space; `nil` when it begins otherwise.
    func after(word: String) -> SubSequence? {
        let start = Array(word.utf8) + [0x20]
        return starts(with: start) ? dropFirst(start.count) : nil
    }
}
