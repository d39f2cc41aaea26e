import NIOCore
import NIOTLS

/// What the answering side tells the gate of the same connection.
enum AnswerEvent: Sendable {
    /// The first byte of an answer is on its way.
    case began(isStream: Bool)
    /// The last byte of an answer has left this machine.
    case ended
}

/// Stands between the network and the HTTP decoder of one connection: lets one request through at a time, only as
/// RFC 9112 writes it and within the limits, and measures everything in totals, so that no trickle keeps a place.
///
/// What is wrong is answered here, and the connection ends: behind bytes that two readers would read differently nothing
/// may be believed. Bytes of a next request wait here until the answer before has left.
final class EdgeGate: ChannelDuplexHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer
    typealias OutboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    enum Stage { case handshake, idle, head, body, received, refused }
    enum AnswerState { case none, begun, ended }

    let limits: EdgeLimits
    let isSecure: Bool
    let isSurplus: Bool
    let refused: @Sendable (EdgeFault) -> Void
    var stage: Stage
    var answer = AnswerState.none
    var timers = EdgeTimers()
    private var held = ByteBuffer()
    private var scanner = HeadScanner()
    private var framing: BodyFraming?
    private var head: RequestHead?
    private var isInputClosed = false
    private var isReadPending = false

    /// A gate.
    ///
    /// - Parameters:
    ///   - isSurplus: one connection too many; it hears so and ends.
    ///   - refused: called with whatever is turned away.
    init(limits: EdgeLimits, isSecure: Bool, isSurplus: Bool, refused: @escaping @Sendable (EdgeFault) -> Void) {
        self.limits = limits
        self.isSecure = isSecure
        self.isSurplus = isSurplus
        self.refused = refused
        stage = isSecure ? .handshake : .idle
    }

    func handlerAdded(context: ChannelHandlerContext) {
        allow(isSecure ? limits.head : limits.idle, context)
        if context.channel.isActive { welcome(context) }
    }

    func handlerRemoved(context: ChannelHandlerContext) { timers.cancel() }

    func channelActive(context: ChannelHandlerContext) {
        context.fireChannelActive()
        welcome(context)
    }

    func channelInactive(context: ChannelHandlerContext) {
        timers.cancel()
        context.fireChannelInactive()
    }

    private func welcome(_ context: ChannelHandlerContext) {
        if isSurplus, stage == .idle { refuse(.tooManyConnections, context) }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case .some(.handshakeCompleted) = event as? TLSUserEvent, stage == .handshake {
            stage = .idle
            allow(limits.idle, context)
            welcome(context)
        }
        if case .some(.inputClosed) = event as? ChannelEvent { return endInput(context) }
        context.fireUserInboundEventTriggered(event)
    }

    /// The client sends nothing more: what is whole is still answered.
    private func endInput(_ context: ChannelHandlerContext) {
        switch stage {
        case .head, .refused, .handshake: context.close(promise: nil)
        case .body: refuse(.framing("early end"), context)
        case .received where held.readableBytes > 0: isInputClosed = true
        case .idle, .received: context.fireUserInboundEventTriggered(ChannelEvent.inputClosed)
        }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard stage != .refused else { return }
        var bytes = unwrapInboundIn(data)
        held.writeBuffer(&bytes)
        do throws(EdgeFault) {
            try advance(context)
        } catch {
            refuse(error, context)
        }
    }

    func read(context: ChannelHandlerContext) {
        // Whoever sends ahead is not read from until his turn comes: what he may pile up here is one buffer.
        if stage == .received, held.readableBytes > 0 {
            isReadPending = true
        } else {
            context.read()
        }
    }

    /// Lets through as much of what is held as this request may have.
    private func advance(_ context: ChannelHandlerContext) throws(EdgeFault) {
        while held.readableBytes > 0 {
            switch stage {
            case .handshake, .received, .refused: return
            case .idle:
                stage = .head
                scanner = HeadScanner()
                allow(limits.head, context)
            case .head:
                guard try readHead(context) else { return }
            case .body:
                try readBody(context)
            }
        }
    }

    /// - Returns: false when more has to arrive.
    private func readHead(_ context: ChannelHandlerContext) throws(EdgeFault) -> Bool {
        let view = held.readableBytesView
        guard let length = try scanner.end(of: view, limits: limits) else { return false }
        let head = try RequestHead(ArraySlice(view.prefix(length)), limits: limits)
        let body = try BodyFraming(head.body, limit: limits.bodyBytes(of: head.path))
        held.moveReaderIndex(forwardBy: length)
        self.head = head
        framing = body
        answer = .none
        stage = .body
        allow(limits.body(of: head.path), context)
        timers.answer = context.eventLoop.now + limits.request(of: head.path)
        timers.arm(context, expired)
        if head.waitsForLeave, !body.isOver {
            context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: "HTTP/1.1 100 Continue\r\n\r\n")), promise: nil)
        }
        context.fireChannelRead(wrapInboundOut(ByteBuffer(bytes: head.bytes)))
        if body.isOver { endRequest(context) }
        return true
    }

    private func readBody(_ context: ChannelHandlerContext) throws(EdgeFault) {
        guard var framing else { return }
        let taken = try framing.read(ArraySlice(held.readableBytesView))
        self.framing = framing
        if let bytes = held.readSlice(length: taken) { context.fireChannelRead(wrapInboundOut(bytes)) }
        if framing.isOver { endRequest(context) }
    }

    private func endRequest(_ context: ChannelHandlerContext) {
        stage = .received
        timers.receive = nil
        finish(context)
    }

    /// When request and answer are both over, the next may come.
    private func finish(_ context: ChannelHandlerContext) {
        guard stage == .received, answer == .ended else { return }
        timers.answer = nil
        guard head?.isPersistent == true else { return context.close(promise: nil) }
        held.discardReadBytes()
        stage = .idle
        allow(limits.idle, context)
    }

    func triggerUserOutboundEvent(context: ChannelHandlerContext, event: Any, promise: EventLoopPromise<Void>?) {
        guard let event = event as? AnswerEvent else {
            return context.triggerUserOutboundEvent(event, promise: promise)
        }
        promise?.succeed(())
        guard stage != .refused else { return }
        switch event {
        case .began(let isStream):
            answer = .begun
            timers.answer = context.eventLoop.now + (isStream ? limits.stream : limits.answer)
            timers.arm(context, expired)
        case .ended:
            answer = .ended
            timers.answer = nil
            finish(context)
            resume(context)
        }
    }

    /// Takes up what waited for its turn.
    private func resume(_ context: ChannelHandlerContext) {
        guard stage == .idle else { return }
        if held.readableBytes > 0 {
            do throws(EdgeFault) {
                try advance(context)
                context.fireChannelReadComplete()
            } catch {
                refuse(error, context)
            }
        }
        if isInputClosed, held.readableBytes == 0 || stage == .head {
            isInputClosed = false
            endInput(context)
        }
        if isReadPending, stage != .received || held.readableBytes == 0 {
            isReadPending = false
            context.read()
        }
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        guard stage != .refused else {
            promise?.fail(ChannelError.ioOnClosedChannel)
            return
        }
        context.write(data, promise: promise)
    }
}
