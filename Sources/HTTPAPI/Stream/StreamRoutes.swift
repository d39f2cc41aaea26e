import Custody
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Operations

/// `GET /v1/stream`: what comes into the book, as far as the caller may see it. A browser opens it as an `EventSource`
/// (WHATWG HTML, 9.2) and hears each record; a program asks for a page of JSON and says where to go on.
struct StreamRoutes {
    let evidence: EvidenceLog
    /// A stream ends after so many seconds, and the browser opens it anew: nobody holds a connection for ever.
    private static let seconds = 60
    /// A line is sent at least every so many seconds, so that whoever stands between sees that somebody is there.
    private static let breath = 15
    /// Milliseconds after which a browser opens it anew.
    private static let pause = 2_000

    func add(to group: RouterGroup<SignedInContext>) {
        group.get("/stream") { request, context in
            var parameters = Parameters(request, known: ["after"])
            let expected = Words("上次答复里的 position", "The position of the answer before")
            let asked = parameters.value("after", expected) { Int64($0).flatMap { $0 >= 0 ? $0 : nil } }
            try parameters.check()
            let isStream = request.headers[.accept]?.contains("text/event-stream") ?? false
            // What a browser heard last goes before what the page began with.
            let place = (isStream ? request.headers[.lastEventID].flatMap(Int64.init) : nil) ?? asked
            let first = try await LedgerReading.ask { () throws(LedgerFault) in
                try await evidence.news(place, context.actor, 0)
            }
            guard isStream else {
                var response = try JSONAnswer.response(first)
                response.headers[.cacheControl] = "no-store"
                return response
            }
            let headers: HTTPFields = [
                .contentType: "text/event-stream; charset=utf-8", .cacheControl: "no-store", .vary: "Accept",
            ]
            return Response(status: .ok, headers: headers, body: stream(first, context))
        }
    }

    private func stream(_ first: News, _ context: SignedInContext) -> ResponseBody {
        let end = ContinuousClock.now + .seconds(Self.seconds)
        return ResponseBody { writer in
            try await writer.write(ByteBuffer(string: "retry: \(Self.pause)\n\n\(try Self.lines(first))"))
            var position = first.position
            while ContinuousClock.now < end, !Task.isCancelled {
                let news = try await evidence.news(position, context.actor, Self.breath)
                // A right that has ended since ends the stream before it tells anything more.
                guard (try? await context.entitlement.isInForce()) == true else { break }
                try await writer.write(ByteBuffer(string: try Self.lines(news)))
                position = news.position
            }
            try await writer.finish(nil)
        }
    }

    /// One event a record; then the place to go on from, which a browser keeps and nobody hears: whoever lost the line before
    /// it hears the same records again.
    private static func lines(_ news: News) throws -> String {
        let events = try news.records.map { record in
            "event: record\ndata: \(String(decoding: try JSONEncoder.stable.encode(record), as: UTF8.self))\n\n"
        }
        return events.joined() + "id: \(news.position)\n\n"
    }
}

extension HTTPField.Name {
    /// `Last-Event-ID`: the last place that a browser heard of.
    static let lastEventID: HTTPField.Name = {
        guard let name = HTTPField.Name("Last-Event-ID") else { preconditionFailure("a legal field name") }
        return name
    }()
}
