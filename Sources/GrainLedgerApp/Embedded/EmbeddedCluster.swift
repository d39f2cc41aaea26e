import Foundation

/// A private PostgreSQL cluster that the server initialises, starts, supervises and stops.
///
/// It listens on a unix socket only, keeps PostgreSQL's default durability, and never runs as root: root's server
/// starts it as the user `postgres`. When the server is killed, PostgreSQL lives on and the next server adopts it;
/// when PostgreSQL dies, it is started again within a second and `onEvent` is told.
public actor EmbeddedCluster {
    let layout: ClusterLayout
    private let onEvent: @Sendable (ClusterEvent) -> Void
    private let readyTimeout: Duration
    private var lock: ClusterLock?
    private var running: ClusterProcess?
    private var supervision: Task<Void, Never>?

    /// A cluster in a directory, not started yet.
    ///
    /// - Parameters:
    ///   - directory: where the cluster lives; made at the first start.
    ///   - readyTimeout: how long a start may take, crash recovery included.
    ///   - onEvent: told when the cluster died and when it is back; called from the cluster's own executor, so it
    ///     must return at once.
    public init(
        directory: String, readyTimeout: Duration = .seconds(120),
        onEvent: @escaping @Sendable (ClusterEvent) -> Void = { _ in }
    ) {
        layout = ClusterLayout(root: directory)
        self.readyTimeout = readyTimeout
        self.onEvent = onEvent
    }

    /// The address of the product's database, in libpq's URI form. The same before and after a restart.
    public nonisolated var url: String { ClusterLayout.url(socket: layout.socket, database: "grainledger") }

    /// The postmaster's process number while the cluster runs.
    public var processID: Int32? { running?.processID }

    /// Starts the cluster, or adopts the one a killed server left running, and returns when it answers.
    /// A second call while it runs changes nothing.
    ///
    /// - Throws: `ClusterError`, or the error of the file system.
    public func start() async throws {
        guard lock == nil else { return }
        let files = ClusterFiles(layout: layout, programs: try ClusterPrograms.find())
        try await files.makeRoot()
        let lock = try ClusterLock(layout)
        self.lock = lock
        do {
            running = try await bringUp(files)
            try await makeDatabase(files.programs)
        } catch {
            self.lock = nil
            throw error
        }
        supervision = Task { [weak self] in await self?.supervise(files) }
    }

    /// Stops the cluster: open transactions are rolled back, everything committed is on disk (fast shutdown; after
    /// 30 s immediate shutdown, which the next start recovers from). Safe to call when it does not run.
    public func stop() async {
        supervision?.cancel()
        await supervision?.value
        supervision = nil
        if let process = ClusterProcess.living(in: layout) ?? running {
            kill(process.processID, SIGINT)
            if await !isGone(process.processID, within: .seconds(30)) {
                kill(process.processID, SIGQUIT)
                _ = await isGone(process.processID, within: .seconds(10))
            }
        }
        running = nil
        lock = nil
    }

    /// Starts or adopts PostgreSQL and waits until it answers on the socket its settings name.
    private func bringUp(_ files: ClusterFiles) async throws -> ClusterProcess {
        if let adopted = ClusterProcess.living(in: layout) {
            if adopted.socket == layout.socket { return try await ready(files.programs) }
            // The directory was moved or renamed: only a restart brings the socket to the address we give out.
            kill(adopted.processID, SIGINT)
            _ = await isGone(adopted.processID, within: .seconds(30))
        }
        if !files.isInitialised { try await files.initialise() }
        try await files.prepare()
        let log = try files.openLog()
        defer { try? log.close() }
        try files.programs.launch(["-D", layout.data], log: log)
        return try await ready(files.programs)
    }

    /// Polls until PostgreSQL accepts connections.
    private func ready(_ programs: ClusterPrograms) async throws -> ClusterProcess {
        let clock = ContinuousClock()
        let deadline = clock.now + readyTimeout
        var relaunchAt = clock.now + .seconds(1)
        while clock.now < deadline {
            let living = ClusterProcess.living(in: layout)
            if let living {
                let probe = try await programs.outcome("pg_isready", ["-q", "-t", "2", "-h", layout.socket])
                if probe.status == 0 { return living }
            } else if clock.now > relaunchAt {
                // The last postmaster's children hold its shared memory for a moment after a kill, and the new one
                // ends at once when it finds them: try again.
                let log = try FileHandle(forUpdating: URL(fileURLWithPath: layout.log))
                try log.seekToEnd()
                try programs.launch(["-D", layout.data], log: log)
                try log.close()
                relaunchAt = clock.now + .seconds(1)
            }
            try await Task.sleep(for: .milliseconds(25))
        }
        throw ClusterError.notReady(seconds: Int(readyTimeout.components.seconds), log: layout.logEnd())
    }

    /// Makes the product's database when it is not there; its own, so that `postgres` stays free for upkeep.
    private func makeDatabase(_ programs: ClusterPrograms) async throws {
        let access = ["-h", layout.socket, "-U", "grainledger", "-d", "postgres", "-X", "-A", "-t", "-q"]
        let query = "SELECT count(*) FROM pg_database WHERE datname = 'grainledger'"
        guard try await programs.run("psql", access + ["-c", query]) == "0" else { return }
        try await programs.run("psql", access + ["-c", "CREATE DATABASE grainledger"])
    }

    /// Watches the postmaster ten times a second (child or adopted alike) and starts it again when it is gone.
    private func supervise(_ files: ClusterFiles) async {
        var pause = Duration.milliseconds(100)
        while !Task.isCancelled {
            try? await Task.sleep(for: pause)
            guard !Task.isCancelled else { return }
            guard let process = running else { return }
            if ClusterProcess.isAlive(process.processID) { continue }
            if pause == .milliseconds(100) { onEvent(.died(processID: process.processID)) }
            do {
                let revived = try await bringUp(files)
                running = revived
                pause = .milliseconds(100)
                onEvent(.restarted(processID: revived.processID))
            } catch {
                guard !Task.isCancelled else { return }
                pause = min(pause * 4, .seconds(10))
                onEvent(.restartFailed(reason: String(describing: error)))
            }
        }
    }

    private func isGone(_ processID: Int32, within limit: Duration) async -> Bool {
        let clock = ContinuousClock()
        let deadline = clock.now + limit
        while clock.now < deadline {
            if !ClusterProcess.isAlive(processID) { return true }
            // Not Task.sleep: a cancelled caller must still wait for PostgreSQL to finish its shutdown.
            await withCheckedContinuation { waiter in
                DispatchQueue.global().asyncAfter(deadline: .now() + .milliseconds(25)) { waiter.resume() }
            }
        }
        return !ClusterProcess.isAlive(processID)
    }
}
