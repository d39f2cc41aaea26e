import NIOCore

/// The two times of a connection: until when the client must have sent, and until when the answer must be out.
struct EdgeTimers {
    /// Until when what is being received must be here.
    var receive: NIODeadline?
    /// Until when the answer must have begun, or be out.
    var answer: NIODeadline?
    private var task: Scheduled<Void>?
    private var due: NIODeadline?

    /// Makes sure that `expired` runs when the first of the two has passed. A task that fires too early arms the next:
    /// most requests then cost no task at all.
    mutating func arm(_ context: ChannelHandlerContext, _ expired: @escaping (ChannelHandlerContext) -> Void) {
        guard let first = [receive, answer].compactMap({ $0 }).min() else { return }
        if let due, due <= first { return }
        task?.cancel()
        due = first
        let bound = NIOLoopBound((context: context, expired: expired), eventLoop: context.eventLoop)
        task = context.eventLoop.scheduleTask(deadline: first) {
            bound.value.expired(bound.value.context)
        }
    }

    /// Forgets the task that has fired.
    mutating func fired() {
        task = nil
        due = nil
    }

    /// Ends.
    mutating func cancel() {
        task?.cancel()
        fired()
        receive = nil
        answer = nil
    }
}

extension EdgeGate {
    /// Allows the client so long for what he is to send now.
    func allow(_ amount: TimeAmount, _ context: ChannelHandlerContext) {
        timers.receive = context.eventLoop.now + amount
        timers.arm(context, expired)
    }

    /// A time is over, or the task of an earlier one has come too soon.
    func expired(_ context: ChannelHandlerContext) {
        timers.fired()
        let now = context.eventLoop.now
        if let until = timers.receive, until <= now {
            timers.receive = nil
            switch stage {
            case .head: refuse(.headTooSlow, context)
            case .body: refuse(.bodyTooSlow, context)
            case .handshake, .idle, .refused: context.close(promise: nil)
            case .received: break
            }
        } else if let until = timers.answer, until <= now {
            timers.answer = nil
            refuse(.answerTooLate, context)
        }
        timers.arm(context, expired)
    }

    /// Says why, unless an answer is under way already, and ends the connection: first this side's half, so that the
    /// words arrive before the reset, then all of it.
    func refuse(_ fault: EdgeFault, _ context: ChannelHandlerContext) {
        guard stage != .refused else { return }
        stage = .refused
        timers.answer = nil
        refused(fault)
        guard answer != .begun else { return context.close(promise: nil) }
        context.writeAndFlush(wrapOutboundOut(fault.answer(isSecure: isSecure)), promise: nil)
        context.close(mode: .output, promise: nil)
        allow(limits.farewell, context)
        context.read()
    }
}

/// Looks for the end of a head in bytes that arrive bit by bit, each looked at once.
struct HeadScanner {
    private var seen = 0
    private var run = 0
    private var previous: UInt8 = 0
    private var hasLine = false

    /// The length of the head when it is whole.
    ///
    /// - Throws: `EdgeFault` for what no head can have: NUL, a CR or LF alone, too many bytes.
    mutating func end(of view: ByteBufferView, limits: EdgeLimits) throws(EdgeFault) -> Int? {
        for byte in view.dropFirst(seen) {
            seen += 1
            guard byte != 0 else { throw .framing("NUL") }
            guard (byte == 0x0A) == (previous == 0x0D) else { throw .framing("line end") }
            if byte == 0x0A, !hasLine {
                // The request line alone tells HTTP/0.9, and a client that was never meant for us.
                hasLine = true
                try RequestHead.check(line: ArraySlice(view.prefix(seen - 2)), limits: limits)
            }
            run = byte == 0x0A ? run + 1 : byte == 0x0D ? run : 0
            previous = byte
            if run == 2 { return seen }
            guard seen < limits.headBytes else { throw hasLine ? .headTooLarge : .targetTooLong }
        }
        return nil
    }
}
