/// What the committer takes on, and how long it may take (reliability.md R6, C2).
public struct CommitLimits: Sendable {
    /// Lanes, each with a connection of its own. Two: while one waits for its commit to reach the disk, the other decides;
    /// more only make the groups smaller.
    public var lanes = 2
    /// Most acts of a group.
    public var groupLength = 128
    /// Most bytes of bodies of a group; a larger act goes alone.
    public var groupBytes = 8 << 20
    /// Most acts of a group of a chain (`Committer.submit(chain:)`). Each holds the lock of its key until the commit, and
    /// PostgreSQL keeps room for some 6,400 locks.
    public var chainLength = 2048
    /// Most acts that wait for a lane; the next one is told `busy`.
    public var queueLength = 4096
    /// Most bytes of bodies that wait for a lane.
    public var queueBytes = 64 << 20
    /// Bytes of the documents of aggregates that are kept in memory; 0 keeps none.
    public var memoryBytes = 16 << 20
    /// How long a submission may take, waiting included; then it is told `notConfirmed`.
    public var patience = Duration.seconds(10)

    /// The defaults.
    public init() {}
}

/// How the committer measures its waits: injected, so that no test has to wait.
public struct Stopwatch: Sendable {
    /// Time gone by since some moment; never runs back.
    public let elapsed: @Sendable () -> Duration
    /// Returns after so long, or at once when the task is cancelled.
    public let wait: @Sendable (Duration) async -> Void

    /// A stopwatch of closures.
    public init(elapsed: @escaping @Sendable () -> Duration, wait: @escaping @Sendable (Duration) async -> Void) {
        self.elapsed = elapsed
        self.wait = wait
    }

    /// The machine's own, from now on.
    public static func started() -> Stopwatch {
        let start = ContinuousClock.now
        return Stopwatch(elapsed: { start.duration(to: .now) }, wait: { try? await Task.sleep(for: $0) })
    }
}
