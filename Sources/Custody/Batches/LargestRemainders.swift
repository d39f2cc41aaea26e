/// Division without a rest.
enum LargestRemainders {
    /// Floors, and one more for the largest remainders until they sum to the total.
    static func topUp(_ floors: [UInt128], _ remainders: [UInt128], to total: UInt128) -> [UInt128] {
        var shares = floors
        let missing = Int(total - min(total, floors.reduce(0, +)))
        let order = remainders.indices.sorted { (remainders[$1], $0) < (remainders[$0], $1) }
        for index in order.prefix(missing) { shares[index] += 1 }
        return shares
    }
}
