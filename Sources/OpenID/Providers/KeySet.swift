import Foundation

/// A provider's keys, kept; an unknown `kid` makes it ask once more, because providers change their keys without notice,
/// and at a bounded rate, because anybody can name an unknown one.
actor KeySet {
    private let fetch: @Sendable () async throws(ProviderFault) -> [PublishedKey]
    private let elapsed: @Sendable () -> Duration
    private var keys: [PublishedKey] = []
    private var fetchedAt: Duration?
    /// When a key nobody knew was last asked for.
    private var soughtAt: Duration?
    private var running: Task<Result<[PublishedKey], ProviderFault>, Never>?

    /// The least time between two searches for an unknown key, and the longest time an answer serves: a key that was withdrawn does not
    /// serve on in memory.
    static let rest = Duration.seconds(10)
    static let longest = Duration.seconds(3_600)

    init(
        elapsed: @escaping @Sendable () -> Duration,
        fetch: @escaping @Sendable () async throws(ProviderFault) -> [PublishedKey]
    ) {
        self.elapsed = elapsed
        self.fetch = fetch
    }

    /// The key for a `kid`; without one the only key there is for the algorithm.
    ///
    /// - Throws: `ProviderFault` when the keys have to be asked for and do not come.
    func key(_ kid: String?, for algorithm: Algorithm) async throws(ProviderFault) -> PublishedKey? {
        if let fetchedAt, elapsed() - fetchedAt < Self.longest {
            if let known = find(kid, algorithm) { return known }
            // Counted from the last search, not from the last answer: a provider may change its key right after one.
            if let soughtAt, elapsed() - soughtAt < Self.rest { return nil }
            soughtAt = elapsed()
        }
        try await renew()
        return find(kid, algorithm)
    }

    private func find(_ kid: String?, _ algorithm: Algorithm) -> PublishedKey? {
        let fitting = keys.filter { $0.serves(algorithm) && (kid == nil || $0.kid == kid) }
        return fitting.count == 1 ? fitting.first : nil
    }

    /// Asks, once for all who wait.
    private func renew() async throws(ProviderFault) {
        let task =
            running
            ?? Task { [fetch] in
                do throws(ProviderFault) { return .success(try await fetch()) } catch { return .failure(error) }
            }
        running = task
        let answer = await task.value
        running = nil
        keys = try answer.get()
        fetchedAt = elapsed()
    }
}
