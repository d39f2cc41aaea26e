import ServiceLifecycle
import UnixSignals

/// Does something whenever SIGHUP comes, until the service stops.
struct ReloadOnSignal: Service {
    let reload: @Sendable () -> Void

    func run() async throws {
        for await _ in await UnixSignalsSequence(trapping: .sighup).cancelOnGracefulShutdown() { reload() }
    }
}
