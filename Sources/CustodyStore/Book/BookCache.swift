import Custody
import Synchronization

/// When a stored row was last written: nobody has changed it as long as this stays.
///
/// The version alone would do where every writer counts it up; with the transaction that wrote the row, a change by hand
/// or a book restored to an earlier state is noticed too.
struct RowStamp: Hashable, Sendable {
    /// The row's version.
    let version: Int64
    /// `xmin`: the transaction that wrote it.
    let writer: UInt32
}

/// Aggregates as they were last read or written here, so that a group need not carry and decode them again.
///
/// Nothing in it is believed by itself: a transaction locks the row, and uses what is kept only if the row still bears the
/// same stamp. So it may be old, and other servers may write as they like; it is never wrong.
/// Bounded by the bytes of the documents. What was not used while half of that came in is let go.
final class BookCache: Sendable {
    /// An aggregate with the stamp of its row.
    struct Entry: Sendable {
        /// The aggregate.
        let aggregate: Aggregate
        /// When its row was written.
        let stamp: RowStamp
        /// The stream of a batch; `nil` for other kinds, and for a batch that has none yet.
        let stream: Streams.Counter?
        /// Bytes of its document.
        let size: Int
    }

    private struct State {
        var young: [AggregateKey: Entry] = [:]
        var old: [AggregateKey: Entry] = [:]
        var youngBytes = 0
        /// The connections whose rows are here.
        var connections: Set<Int> = []
    }

    private let state = Mutex(State())
    private let mostBytes: Int

    /// An empty cache for so many bytes of documents; 0 keeps nothing.
    init(mostBytes: Int) { self.mostBytes = mostBytes }

    /// What is kept of a row, whatever its stamp; using it keeps it longer.
    func entry(_ key: AggregateKey) -> Entry? {
        state.withLock { state in
            if let entry = state.young[key] { return entry }
            guard let entry = state.old.removeValue(forKey: key) else { return nil }
            put(entry, key, &state)
            return entry
        }
    }

    /// Keeps what a transaction has read or committed.
    func keep(_ entries: [(key: AggregateKey, entry: Entry)]) {
        guard mostBytes > 0 else { return }
        state.withLock { state in
            for (key, entry) in entries { put(entry, key, &state) }
        }
    }

    /// Says over which connection is being worked. With a new one everything is let go: the database behind it may be
    /// another, or the same as it was before.
    func enter(connection: Int) {
        state.withLock { state in
            guard !state.connections.contains(connection) else { return }
            state = State(
                connections: state.connections.count < 64 ? state.connections.union([connection]) : [connection])
        }
    }

    private func put(_ entry: Entry, _ key: AggregateKey, _ state: inout State) {
        state.youngBytes += entry.size - (state.young.updateValue(entry, forKey: key)?.size ?? 0)
        state.old[key] = nil
        guard state.youngBytes > mostBytes / 2 else { return }
        state.old = state.young
        state.young = [:]
        state.youngBytes = 0
    }
}
