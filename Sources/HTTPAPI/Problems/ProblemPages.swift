import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

/// `GET /problems/{kind}`: what a kind of problem means and what to do, for people and for programs.
enum ProblemPages {
    private struct Entry: Encodable {
        let type: String
        let status: Int
        let title, meaning, remedy: [String: String]

        init(_ kind: ProblemKind) {
            func both(_ words: Words) -> [String: String] { ["zh": words.zh, "en": words.en] }
            type = "/problems/\(kind.rawValue)"
            status = kind.status.code
            title = both(kind.title)
            meaning = both(kind.meaning)
            remedy = both(kind.remedy)
        }
    }

    static func add(to router: Router<APIContext>) {
        router.get("/problems") { _, _ in
            try Self.json(["items": ProblemKind.allCases.map(Entry.init)])
        }
        router.get("/problems/{kind}") { request, context in
            let name = try context.parameters.require("kind")
            guard let kind = ProblemKind(rawValue: name) else { throw Problem(.notFound) }
            guard request.headers[.accept]?.contains("text/html") == true else { return try Self.json(Entry(kind)) }
            return Self.page(kind)
        }
    }

    private static func json(_ value: some Encodable) throws -> Response {
        Response(
            status: .ok, headers: [.contentType: "application/json; charset=utf-8"],
            body: .init(byteBuffer: ByteBuffer(bytes: try JSONEncoder.stable.encode(value))))
    }

    private static func page(_ kind: ProblemKind) -> Response {
        let html = """
            <!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>\(kind.title.zh)</title>
            <h1>\(kind.title.zh)</h1><p>\(kind.meaning.zh)</p><p><b>怎么办：</b>\(kind.remedy.zh)</p>
            <section lang="en"><h1>\(kind.title.en)</h1><p>\(kind.meaning.en)</p>
            <p><b>What to do:</b> \(kind.remedy.en)</p></section>
            <p><code>/problems/\(kind.rawValue)</code> · HTTP \(kind.status.code)</p></html>
            """
        return PageAnswer.response(html)
    }
}
