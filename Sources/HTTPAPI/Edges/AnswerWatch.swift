import HTTPTypes
import NIOCore
import NIOHTTPTypes

/// Tells the gate of its connection when an answer begins and when its last byte has left.
final class AnswerWatch: ChannelOutboundHandler, RemovableChannelHandler {
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        switch unwrapOutboundIn(data) {
        case .head(let head):
            let hasBody = head.status != .notModified && head.status != .noContent
            let isStream = hasBody && head.headerFields[.contentLength] == nil
            context.triggerUserOutboundEvent(AnswerEvent.began(isStream: isStream), promise: nil)
            context.write(data, promise: promise)
        case .body:
            context.write(data, promise: promise)
        case .end:
            let written = promise ?? context.eventLoop.makePromise(of: Void.self)
            let bound = NIOLoopBound(context, eventLoop: context.eventLoop)
            written.futureResult.whenSuccess {
                bound.value.triggerUserOutboundEvent(AnswerEvent.ended, promise: nil)
            }
            context.write(data, promise: written)
        }
    }
}
