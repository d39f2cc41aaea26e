import HTTPTypes
public import Hummingbird
import NIOCore

/// What the house may know of itself, on a port of its own that nobody outside reaches.
public enum AdminRoutes {
    /// A router of `/livez`, `/readyz` and `/metrics`.
    ///
    /// - Parameters:
    ///   - isReady: whether a request that needs the database could be answered now.
    ///   - gauges: figures to ask for when somebody looks.
    public static func router(
        traffic: Traffic, isReady: @escaping @Sendable () async -> Bool,
        gauges: @escaping @Sendable () async -> [Gauge]
    ) -> Router<APIContext> {
        let router = Router(context: APIContext.self)
        router.get("/livez") { _, _ in "up\n" }
        router.get("/readyz") { _, _ in
            let isReady = await isReady()
            return text(isReady ? "ready\n" : "not ready\n", isReady ? .ok : .serviceUnavailable)
        }
        router.get("/metrics") { _, _ in text(traffic.exposition(with: await gauges())) }
        return router
    }

    private static func text(_ text: String, _ status: HTTPResponse.Status = .ok) -> Response {
        Response(
            status: status, headers: [.contentType: "text/plain; version=0.0.4; charset=utf-8"],
            body: .init(byteBuffer: ByteBuffer(string: text)))
    }
}
