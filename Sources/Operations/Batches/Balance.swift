/// In, out and stock of a scope, in grams; `residual` is zero or the book is wrong.
public struct Balance: Sendable, Hashable, Codable {
    /// Grams that came in: paddy, other batches, other places.
    public let inGrams: Int64
    /// Grams that went out: by where for batches and regions, by the fact that took them for bins and sites.
    public let outGrams: [String: Int64]
    /// Grams in bins, trucks, yards.
    public let stockGrams: Int64
    /// `in − out − stock`.
    public let residualGrams: Int64

    /// A balance.
    public init(inGrams: Int64, outGrams: [String: Int64], stockGrams: Int64) {
        self.inGrams = inGrams
        self.outGrams = outGrams
        self.stockGrams = stockGrams
        residualGrams = inGrams - outGrams.values.reduce(0, +) - stockGrams
    }
}

/// What a balance is drawn over.
public enum BalanceScope: Sendable, Hashable {
    /// One batch.
    case batch(String)
    /// One bin.
    case bin(String)
    /// A site of a granary, by the first 21 places of its bins' codes (`BinCode`).
    case site(String)
    /// All batches of a granary.
    case granary(String)
    /// All batches of a county, or of regions by prefix.
    case region(String)
    /// The whole book.
    case whole
}
