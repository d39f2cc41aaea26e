import Foundation
import NIOCore
import NIOPosix
import Testing

/// What calls itself a witness and sends back what a test wants, byte for byte: one request of each connection.
struct StubWitness {
    /// The bytes that answer a request with this first line; `nil` for none at all.
    typealias Answer = @Sendable (_ line: String) -> [UInt8]?

    let port: Int
    private let channel: any Channel

    private final class Answerer: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer
        typealias OutboundOut = ByteBuffer
        private let answer: Answer
        private var request = ""

        init(_ answer: @escaping Answer) { self.answer = answer }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            request += String(buffer: unwrapInboundIn(data))
            guard let head = request.range(of: "\r\n\r\n") else { return }
            let lines = request[..<head.lowerBound].components(separatedBy: "\r\n")
            let length = lines.compactMap { line in
                line.lowercased().hasPrefix("content-length:") ? Int(line.dropFirst(15).trimmingPrefix(" ")) : nil
            }.first
            guard request[head.upperBound...].utf8.count >= length ?? 0, let bytes = answer(lines[0]) else { return }
            context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: bytes)), promise: nil)
            context.close(promise: nil)
        }

        func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
    }

    init(_ answer: @escaping Answer) async throws {
        channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(Answerer(answer))
                }
            }.bind(host: "127.0.0.1", port: FreePort.next()).get()
        port = try #require(channel.localAddress?.port)
    }

    func close() { channel.close(promise: nil) }

    /// An answer of HTTP.
    static func http(_ status: Int, _ body: [UInt8] = []) -> [UInt8] {
        Array("HTTP/1.1 \(status) X\r\nContent-Length: \(body.count)\r\nConnection: close\r\n\r\n".utf8) + body
    }

    static func http(_ status: Int, _ body: String) -> [UInt8] { http(status, Array(body.utf8)) }
}
