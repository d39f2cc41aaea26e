/// Grain that went from a source into a batch, by the numbers the store gives them: batches count from 1 upwards, parcels from −1
/// downwards, so that the sign says what a source is.
public struct LineageEdge: Hashable, Sendable {
    /// Number of the batch.
    public let batch: Int32
    /// Number of what the grain came from: a batch, or a parcel.
    public let source: Int32
    /// Grams; zero for what turned out to be no source.
    public let grams: Int64

    /// An edge.
    public init(batch: Int32, source: Int32, grams: Int64) {
        self.batch = batch
        self.source = source
        self.grams = grams
    }
}
