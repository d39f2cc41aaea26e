import Foundation
import NIOCore
import NIOPosix

/// A TCP connection that sends bytes as they are, and keeps what comes back until the other side ends it.
struct RawConnection: Sendable {
    private let channel: any Channel
    private let seen: EventLoopFuture<String>
    private let texts: AsyncStream<String>

    private final class Collector: ChannelInboundHandler, RemovableChannelHandler {
        typealias InboundIn = ByteBuffer
        let whole: EventLoopPromise<String>
        let texts: AsyncStream<String>.Continuation
        private var text = ""

        init(_ whole: EventLoopPromise<String>, _ texts: AsyncStream<String>.Continuation) {
            self.whole = whole
            self.texts = texts
        }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            text += String(buffer: unwrapInboundIn(data))
            texts.yield(text)
        }
        func channelInactive(context: ChannelHandlerContext) {
            whole.succeed(text)
            texts.finish()
        }
        func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
    }

    /// Connects to a port of this machine.
    init(port: Int) async throws {
        let group = MultiThreadedEventLoopGroup.singleton
        let whole = group.next().makePromise(of: String.self)
        let (texts, continuation) = AsyncStream.makeStream(of: String.self)
        self.texts = texts
        channel = try await ClientBootstrap(group: group).channelInitializer { channel in
            channel.eventLoop.makeCompletedFuture {
                try channel.pipeline.syncOperations.addHandler(Collector(whole, continuation))
            }
        }.connect(host: "127.0.0.1", port: port).get()
        seen = whole.futureResult
    }

    func send(_ text: String) async throws { try await channel.writeAndFlush(ByteBuffer(string: text)) }
    func close() async throws { try await channel.close() }

    /// Whether some words come before the other side ends the connection; waits for them.
    func hears(_ words: String) async -> Bool {
        for await text in texts where text.contains(words) { return true }
        return false
    }

    /// All that came, when the other side has ended the connection.
    func ended() async throws -> String { try await seen.get() }

    /// Sends bytes and waits for the end of the connection; a write into a connection that has just been refused is no fault.
    static func exchange(_ text: String, port: Int) async throws -> String {
        let connection = try await RawConnection(port: port)
        try? await connection.send(text)
        return try await connection.ended()
    }

    /// Status codes of all answers in what came.
    static func statuses(in text: String) -> [Int] {
        text.components(separatedBy: "HTTP/1.1 ").dropFirst().compactMap { Int($0.prefix(3)) }.filter { $0 != 100 }
    }
}
