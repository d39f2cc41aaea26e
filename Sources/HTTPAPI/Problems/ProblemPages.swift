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
        router.get("/problems") { request, _ in
            guard isForPeople(request) else { return try Self.json(["items": ProblemKind.allCases.map(Entry.init)]) }
            return list(Language(accepting: request.headers[.acceptLanguage]))
        }
        router.get("/problems/{kind}") { request, context in
            let name = try context.parameters.require("kind")
            guard let kind = ProblemKind(rawValue: name) else { throw Problem(.notFound) }
            guard isForPeople(request) else { return try Self.json(Entry(kind)) }
            return page(kind, Language(accepting: request.headers[.acceptLanguage]))
        }
    }

    private static func isForPeople(_ request: Request) -> Bool {
        request.headers[.accept]?.contains("text/html") == true
    }

    private static func json(_ value: some Encodable) throws -> Response {
        Response(
            status: .ok, headers: [.contentType: "application/json; charset=utf-8"],
            body: .init(byteBuffer: ByteBuffer(bytes: try JSONEncoder.stable.encode(value))))
    }

    /// All kinds, by status.
    private static func list(_ language: Language) -> Response {
        let title = Words("接口会答复的问题", "Problems that the API answers with")
        let kinds = ProblemKind.allCases.sorted { $0.status.code < $1.status.code }.map { kind in
            """
            <li><a href="/problems/\(kind.rawValue)">\(kind.title.text(in: language))</a> \
            <span>HTTP \(kind.status.code) · \(kind.code)</span></li>
            """
        }
        return sheet(title.text(in: language), language, "<ul>\(kinds.joined())</ul>")
    }

    /// One kind in the reader's language, and in the other one beneath.
    private static func page(_ kind: ProblemKind, _ language: Language) -> Response {
        let other: Language = language == .chinese ? .english : .chinese
        func words(_ language: Language) -> String {
            let what = language == .chinese ? "怎么办：" : "What to do: "
            return """
                <p>\(kind.meaning.text(in: language))</p><p><b>\(what)</b>\(kind.remedy.text(in: language))</p>
                """
        }
        return sheet(
            kind.title.text(in: language), language,
            """
            \(words(language))<section lang="\(other.rawValue)"><h2>\(kind.title.text(in: other))</h2>
            \(words(other))</section>
            <p><code>/problems/\(kind.rawValue)</code> · HTTP \(kind.status.code) · \(kind.code) · <a href="/problems">/problems</a></p>
            """)
    }

    private static func sheet(_ title: String, _ language: Language, _ body: String) -> Response {
        PageAnswer.response(
            """
            <!doctype html><html lang="\(language.rawValue)"><head><meta charset="utf-8">\
            <meta name="viewport" content="width=device-width, initial-scale=1"><title>\(title)</title>\
            <style>\(style)</style></head><body><main><h1>\(title)</h1>\(body)</main></body></html>
            """)
    }

    private static let style = """
        body{margin:0;background:#f3f5f4;color:#17211d;font:17px/1.6 "Noto Sans CJK SC","Microsoft YaHei",sans-serif}\
        main{max-width:42rem;margin:2rem auto;padding:1rem 1.5rem;background:#fff;border-top:4px solid #0d5240}\
        h1{font-size:1.5rem}h2{font-size:1.1rem}section{margin-top:1.5rem;border-top:1px solid #c9d2ce}\
        a{color:#075985}li{margin:.3rem 0}li span,code{color:#4a5751;font-size:.9rem}
        """
}
