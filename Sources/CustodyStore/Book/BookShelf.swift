import Custody
import Postgres
import Rules

/// The part of the book a transaction has locked and loaded, and what of it has to be written back.
struct BookShelf {
    var book = Book()
    private(set) var loaded: Set<AggregateKey> = []
    var changed: Set<AggregateKey> = []
    var streams = Streams()
    /// The stamps of the rows that are there.
    private var stamps: [AggregateKey: RowStamp] = [:]
    /// What stands in the book by memory, until its row has been looked at.
    private var guessed: [AggregateKey: BookCache.Entry] = [:]
    /// Bytes of the documents that were read or written here.
    private var sizes: [AggregateKey: Int] = [:]
    private let cache: BookCache

    /// An empty shelf over what is kept in memory.
    init(cache: BookCache) { self.cache = cache }

    /// Puts what memory holds of an aggregate into the book, to find out what else an act will ask for. Nothing is
    /// decided on it before its row is locked and found unchanged.
    mutating func guess(_ key: AggregateKey) {
        guard guessed[key] == nil, !loaded.contains(key), let entry = cache.entry(key) else { return }
        guessed[key] = entry
        book.set(key, entry.aggregate)
    }

    /// Locks and loads aggregates in key order, in one round trip when memory holds what has not been changed since.
    ///
    /// - Parameters:
    ///   - prelude: statements before, in the same round trip.
    ///   - waits: false for keys that may come out of order: then a lock somebody else has is an error (55P03).
    ///   - shared: kinds that the group only reads: several may hold these at once.
    /// - Returns: the results of the prelude.
    @discardableResult
    mutating func fetch(
        _ keys: Set<AggregateKey>, on connection: PostgresConnection, after prelude: [PostgresStatement] = [],
        waits: Bool = true, shared: Set<AggregateKey.Kind> = []
    ) async throws(PostgresError) -> [PostgresResult] {
        let missing = keys.filter { !loaded.contains($0) }
        if missing.isEmpty, prelude.isEmpty { return [] }
        for key in missing { guess(key) }
        let kinds = AggregateKey.Kind.allCases.filter { kind in missing.contains { $0.kind == kind } }
        let locks = kinds.map { kind in
            let codes = missing.filter { $0.kind == kind }.map(\.code).sorted()
            return RowStatements.lock(
                kind, codes, withBodiesOf: codes.filter { guessed[AggregateKey(kind, $0)] == nil },
                RowStatements.locking(shared.contains(kind), waits: waits))
        }
        // The streams are read by a statement of their own, after the locks: joined to the batches, they would be as they
        // were before a lock was waited for.
        let strange = missing.filter { $0.kind == .batch && guessed[$0]?.stream == nil }.map(\.code).sorted()
        let results = try await connection.pipeline(
            prelude + locks + (strange.isEmpty ? [] : [Streams.select(strange)]))
        if !strange.isEmpty { try streams.take(results[prelude.count + kinds.count].rows) }
        var stale: [AggregateKey] = []
        for (kind, result) in zip(kinds, results[prelude.count...]) { stale += try take(result.rows, kind) }
        for key in missing where stamps[key] == nil && guessed[key] != nil { book.set(key, nil) }
        try await reload(stale, on: connection)
        loaded.formUnion(missing)
        return Array(results.prefix(prelude.count))
    }

    /// Takes locked rows; what memory holds of them counts when the stamps are the same.
    ///
    /// - Returns: the keys whose document has to be read after all.
    private mutating func take(_ rows: [PostgresRow], _ kind: AggregateKey.Kind) throws(PostgresError) -> [AggregateKey]
    {
        var stale: [AggregateKey] = []
        for row in rows {
            let key = AggregateKey(kind, try row.text(0))
            let stamp = RowStamp(version: try row.int8(1), writer: try RowStatements.writer(row, 2))
            stamps[key] = stamp
            if let json = try row.jsonIfPresent(3) {
                try load(json, key)
            } else if let entry = guessed[key], entry.stamp == stamp {
                sizes[key] = entry.size
                if let stream = entry.stream { streams.take(stream, of: key.code) }
            } else {
                stale.append(key)
            }
        }
        return stale
    }

    private mutating func reload(_ stale: [AggregateKey], on connection: PostgresConnection) async throws(PostgresError)
    {
        if stale.isEmpty { return }
        let kinds = AggregateKey.Kind.allCases.filter { kind in stale.contains { $0.kind == kind } }
        let batches = stale.filter { $0.kind == .batch }.map(\.code)
        let results = try await connection.pipeline(
            kinds.map { kind in RowStatements.read(kind, stale.filter { $0.kind == kind }.map(\.code)) }
                + [Streams.select(batches)])
        try streams.take(results[kinds.count].rows)
        for (kind, result) in zip(kinds, results) {
            for row in result.rows { try load(try row.json(1), AggregateKey(kind, try row.text(0))) }
        }
    }

    private mutating func load(_ json: [UInt8], _ key: AggregateKey) throws(PostgresError) {
        do {
            book.set(key, try Aggregate(key.kind, json: json))
        } catch {
            throw PostgresError(.decoding, "\(key): \(error)")
        }
        guessed[key] = nil
        sizes[key] = json.count
    }

    /// Whether an object still has a version: it was loaded with it, and nothing of this group has changed it since.
    func holds(_ key: AggregateKey, at version: Int64) -> Bool {
        stamps[key]?.version == version && !changed.contains(key)
    }

    /// Keeps in memory what is known of the loaded rows now.
    ///
    /// - Parameter writer: the transaction that has committed what changed; `nil` when none has, and nothing was written.
    func keep(committedBy writer: UInt32?) {
        var entries: [(key: AggregateKey, entry: BookCache.Entry)] = []
        for key in loaded.union(changed) {
            let stamp: RowStamp
            if changed.contains(key) {
                guard let writer else { continue }
                stamp = RowStamp(version: (stamps[key]?.version ?? 0) + 1, writer: writer)
            } else {
                guard guessed[key] == nil, let known = stamps[key] else { continue }
                stamp = known
            }
            guard let aggregate = book.aggregate(key) else { continue }
            let stream = key.kind == .batch ? streams.counter(of: key.code) : nil
            let entry = BookCache.Entry(aggregate: aggregate, stamp: stamp, stream: stream, size: sizes[key] ?? 1_024)
            entries.append((key, entry))
        }
        cache.keep(entries)
    }

    /// The statements that write what changed: new rows are inserted, so that a race for a code is noticed; known
    /// rows are locked and updated; the holdings of changed batches follow.
    mutating func statements() throws -> [PostgresStatement] {
        var statements: [PostgresStatement] = []
        for kind in AggregateKey.Kind.allCases {
            let keys = changed.filter { $0.kind == kind }.sorted()
            let new = keys.filter { stamps[$0] == nil }
            let known = keys.filter { stamps[$0] != nil }
            if !new.isEmpty { statements.append(RowStatements.insert(kind, new.map(\.code), try documents(new))) }
            if !known.isEmpty { statements.append(RowStatements.update(kind, known.map(\.code), try documents(known))) }
        }
        let batches = changed.filter { $0.kind == .batch }.sorted().compactMap { book.batches[BatchCode($0.code)] }
        if let holdings = RowStatements.holdings(of: batches) { statements.append(holdings) }
        return statements
    }

    private mutating func documents(_ keys: [AggregateKey]) throws -> [[UInt8]] {
        try keys.map { key in
            let document = try book.aggregate(key)?.document() ?? []
            sizes[key] = document.count
            return document
        }
    }
}
