import CustodyStore
import Logging
import Synchronization

/// Time that passes when the test says so. Pauses of less than a second, as between attempts, are over at once and are
/// written down; longer waits end when enough time was let pass.
final class TestTime: Sendable {
    private struct State {
        var now = Duration.zero
        var pauses: [Duration] = []
        var lastId = 0
        var sleepers: [Int: (until: Duration, continuation: CheckedContinuation<Void, Never>)] = [:]
    }
    private let state = Mutex(State())

    /// The pauses between attempts so far.
    var pauses: [Duration] { state.withLock { $0.pauses } }

    /// True while somebody waits for longer.
    var isAwaited: Bool { state.withLock { !$0.sleepers.isEmpty } }

    /// What a committer is given.
    var stopwatch: Stopwatch {
        Stopwatch(elapsed: { self.state.withLock { $0.now } }, wait: { await self.wait($0) })
    }

    /// Lets time pass.
    func pass(_ duration: Duration) {
        let awake = state.withLock { state in
            state.now += duration
            let awake = state.sleepers.filter { $0.value.until <= state.now }
            for id in awake.keys { state.sleepers[id] = nil }
            return awake.values.map(\.continuation)
        }
        awake.forEach { $0.resume() }
    }

    private func wait(_ duration: Duration) async {
        if duration < .seconds(1) {
            if duration > .zero { state.withLock { $0.pauses.append(duration) } }
            return
        }
        let id = state.withLock { state in
            state.lastId += 1
            return state.lastId
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isOver = state.withLock { state in
                    if Task.isCancelled { return true }
                    state.sleepers[id] = (state.now + duration, continuation)
                    return false
                }
                if isOver { continuation.resume() }
            }
        } onCancel: {
            state.withLock { $0.sleepers.removeValue(forKey: id) }?.continuation.resume()
        }
    }
}

/// What was logged from the level of errors on.
final class LoggedErrors: Sendable {
    private struct Handler: LogHandler {
        let errors: LoggedErrors
        var metadata: Logger.Metadata = [:]
        var logLevel = Logger.Level.trace
        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }
        func log(event: LogEvent) {
            guard event.level >= .error else { return }
            errors.constraints.withLock { $0.append("\(event.metadata?["constraint"] ?? "-")") }
        }
    }

    private let constraints = Mutex<[String]>([])

    /// The constraints named, one for each error.
    var named: [String] { constraints.withLock { $0 } }

    /// Writes into here.
    var logger: Logger { Logger(label: "test") { _ in Handler(errors: self) } }
}
