import HTTPAPI
import Hummingbird
import Logging
public import LogStore

/// A running witness for other departments' logs.
public struct WitnessServer: Sendable {
    private let store: WitnessStore
    private let host: String
    private let port: Int

    /// A witness at an address.
    public init(store: WitnessStore, host: String, port: Int) {
        self.store = store
        self.host = host
        self.port = port
    }

    /// Runs until told to stop (SIGINT, SIGTERM).
    public func run(say: @escaping @Sendable (String) -> Void) async throws {
        let (store, host, port) = (store, host, port)
        let application = Application(
            router: WitnessRoutes.router(
                answer: { await store.answer(to: $0) }, checkpoint: { await store.checkpoint(at: $0) }),
            configuration: .init(address: .hostname(host, port: port), serverName: "GrainLedger witness"),
            onServerRunning: { _ in say("ready on http://\(host):\(port)") },
            logger: Logger(label: "grainledger.witness"))
        try await application.runService()
    }
}
