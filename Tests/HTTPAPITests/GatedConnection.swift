import NIOCore
import NIOEmbedded
import Synchronization

@testable import HTTPAPI

/// A connection without a network, whose time stands still until a test moves it.
final class GatedConnection {
    let channel: EmbeddedChannel
    let gate: EdgeGate
    private let faults: Faults

    /// Faults in the order in which they were told.
    private final class Faults: Sendable { let names = Mutex<[String]>([]) }

    init(limits: EdgeLimits = EdgeLimits(), isSecure: Bool = false, isSurplus: Bool = false) throws {
        let faults = Faults()
        self.faults = faults
        gate = EdgeGate(limits: limits, isSecure: isSecure, isSurplus: isSurplus) { fault in
            faults.names.withLock { $0.append(fault.name) }
        }
        channel = EmbeddedChannel(handler: gate)
        try channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 1)).wait()
    }

    var refusals: [String] { faults.names.withLock { $0 } }
    var isOpen: Bool { channel.isActive }

    /// Bytes from the client.
    func send(_ text: String) throws { try channel.writeInbound(ByteBuffer(string: text)) }

    /// What the HTTP decoder has got since it was last asked.
    func passed() throws -> String {
        var text = ""
        while let buffer = try channel.readInbound(as: ByteBuffer.self) { text += String(buffer: buffer) }
        return text
    }

    /// What the client has got since it was last asked.
    func answered() throws -> String {
        var text = ""
        while let buffer = try channel.readOutbound(as: ByteBuffer.self) { text += String(buffer: buffer) }
        return text
    }

    /// Time goes by.
    func wait(_ amount: TimeAmount) { channel.embeddedEventLoop.advanceTime(by: amount) }

    /// The answering side says how far it is.
    func tell(_ event: AnswerEvent) throws { try channel.triggerUserOutboundEvent(event).wait() }

    /// A whole answer.
    func answer() throws {
        try tell(.began(isStream: false))
        try tell(.ended)
    }
}
