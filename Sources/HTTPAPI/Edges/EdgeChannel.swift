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
    /// Addresses of the proxies before it, which bring what others ask.
    public let proxies: Set<String>
    /// Whether nobody but the proxies and this machine comes in.
    public let isForProxiesAlone: Bool
    /// Makes the TLS side of a new connection; `nil` for plain HTTP.
    public let tls: (@Sendable () throws -> any ChannelHandler)?

    /// A door.
    public init(
        limits: EdgeLimits, traffic: Traffic, proxies: Set<String> = [], isForProxiesAlone: Bool = false,
        tls: (@Sendable () throws -> any ChannelHandler)? = nil
    ) {
        self.limits = limits
        self.traffic = traffic
        self.proxies = proxies
        self.isForProxiesAlone = isForProxiesAlone
        self.tls = tls
    }

    /// What becomes of a connection from an address; counted until it is closed.
    ///
    /// - Returns: `nil` when it is cut at once; otherwise whether it is one too many, of all or of one network, and hears so.
    func admit(_ address: String) -> Bool? {
        let isNear = address.isEmpty || address == "::1" || address.hasPrefix("127.") || proxies.contains(address)
        let (all, ofOne) = traffic.connectionOpened(from: address)
        if isForProxiesAlone, !isNear {
            traffic.refused("beside-proxy")
            return nil
        }
        // Those above the limit hear why; those far above it are cut.
        guard all <= limits.connections + 256 else { return nil }
        return all > limits.connections || !isNear && ofOne > limits.connectionsOfOne
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
        let address = channel.remoteAddress?.ipAddress ?? ""
        let isSurplus = door.admit(address)
        channel.closeFuture.whenComplete { _ in traffic.connectionClosed(from: address) }
        return channel.eventLoop.makeCompletedFuture {
            guard let isSurplus else { throw ChannelError.ioOnClosedChannel }
            if let tls = door.tls { try channel.pipeline.syncOperations.addHandler(try tls()) }
            let gate = EdgeGate(limits: limits, isSecure: door.tls != nil, isSurplus: isSurplus) {
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
