import Hummingbird
public import HummingbirdCore
import Logging
public import NIOCore

/// The way in: every connection passes the count, then TLS where there is any, then the gate, then Hummingbird.
public struct EdgeDoor: Sendable {
    /// What a client may take.
    public let limits: EdgeLimits
    /// Where connections and refusals are counted.
    public let traffic: Traffic
    /// Makes the TLS side of a new connection; `nil` for plain HTTP.
    public let tls: (@Sendable () throws -> any ChannelHandler)?

    /// A door.
    public init(limits: EdgeLimits, traffic: Traffic, tls: (@Sendable () throws -> any ChannelHandler)? = nil) {
        self.limits = limits
        self.traffic = traffic
        self.tls = tls
    }

    /// The server behind the door.
    public var server: HTTPServerBuilder {
        HTTPServerBuilder { responder in
            let decoder = HTTP1Channel.Configuration.DecoderConfiguration(
                maxHeaderFieldSize: limits.headBytes, maxHeaderListSize: limits.headBytes,
                maxHeaderFieldCount: limits.fields)
            let configuration = HTTP1Channel.Configuration(
                additionalChannelHandlers: [AnswerWatch()], httpDecoderConfiguration: decoder)
            return EdgeChannel(door: self, base: HTTP1Channel(responder: responder, configuration: configuration))
        }
    }
}

/// A connection with its guards before it.
struct EdgeChannel<Base: ServerChildChannel>: ServerChildChannel {
    let door: EdgeDoor
    let base: Base

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Base.Value> {
        let (limits, traffic) = (door.limits, door.traffic)
        let open = traffic.connectionOpened()
        channel.closeFuture.whenComplete { _ in traffic.connectionClosed() }
        return channel.eventLoop.makeCompletedFuture {
            // Those above the limit hear why; those far above it are cut.
            guard open <= limits.connections + 256 else { throw ChannelError.ioOnClosedChannel }
            if let tls = door.tls { try channel.pipeline.syncOperations.addHandler(try tls()) }
            let gate = EdgeGate(limits: limits, isSecure: door.tls != nil, isSurplus: open > limits.connections) {
                traffic.refused($0.name)
                logger.info("refused", metadata: ["reason": "\($0.name)"])
            }
            try channel.pipeline.syncOperations.addHandler(gate)
        }.flatMap {
            base.setup(channel: channel, logger: logger)
        }
    }

    func handle(value: Base.Value, logger: Logger) async { await base.handle(value: value, logger: logger) }
}
