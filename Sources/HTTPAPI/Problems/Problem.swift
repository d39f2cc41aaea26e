import Custody
import Foundation
import HTTPTypes
import Hummingbird
import Logging
import NIOCore

/// An answer that says what is wrong: `application/problem+json` (RFC 9457), with findings in two languages.
struct Problem: Error {
    /// One thing that is wrong.
    struct Item: Hashable, Sendable {
        /// Stable code.
        let code: String
        /// JSON pointer into the body, or `?name` of a query parameter, or the name of a header.
        let pointer: String
        /// What is wrong.
        let words: Words
        /// What to do.
        let hint: Words
        /// The object it concerns, when there is one.
        let subject: String?

        /// One thing that is wrong.
        init(_ code: String, _ pointer: String, _ words: Words, hint: Words, subject: String? = nil) {
            self.code = code
            self.pointer = pointer
            self.words = words
            self.hint = hint
            self.subject = subject
        }
    }

    /// Which kind.
    let kind: ProblemKind
    /// What is wrong this time; the meaning of the kind unless more is known.
    let detail: Words
    /// What is wrong, one by one.
    let items: [Item]
    /// Seconds after which it may be tried again.
    let retryAfter: Int?
    /// Methods that the address takes.
    let allow: String?

    /// A problem; without items it has one, of the kind itself.
    init(
        _ kind: ProblemKind, _ detail: Words? = nil, _ items: [Item] = [], retryAfter: Int? = nil, allow: String? = nil
    ) {
        self.kind = kind
        self.detail = detail ?? kind.meaning
        self.items =
            items.isEmpty ? [Item(kind.code, "", detail ?? kind.meaning, hint: kind.remedy)] : items
        self.retryAfter = retryAfter
        self.allow = allow
    }

    /// The answer to a request.
    func response(to request: Request, id: String) throws -> Response {
        let language = Language(accepting: request.headers[.acceptLanguage])
        var headers: HTTPFields = [
            .contentType: "application/problem+json; charset=utf-8", .cacheControl: "no-store",
            .contentLanguage: language.rawValue,
        ]
        if let retryAfter { headers[.retryAfter] = String(retryAfter) }
        if let allow { headers[.allow] = allow }
        if kind == .signIn { headers[.wwwAuthenticate] = "Bearer" }
        let wire = ProblemDocument(self, id: id, language)
        return Response(
            status: kind.status, headers: headers,
            body: .init(byteBuffer: ByteBuffer(bytes: try JSONEncoder.stable.encode(wire))))
    }
}

/// A problem as it is sent.
struct ProblemDocument: Encodable {
    /// One finding as it is sent, in problems and in the answers of writes alike.
    struct Entry: Encodable {
        let code, pointer, severity, message, zh, en, hint: String
        let subject: String?

        /// One thing that is wrong, in a language.
        init(_ item: Problem.Item, _ language: Language) {
            code = item.code
            pointer = item.pointer
            severity = "reject"
            message = item.words.text(in: language)
            zh = item.words.zh
            en = item.words.en
            hint = item.hint.text(in: language)
            subject = item.subject
        }
    }

    let type, title, detail, instance, requestId: String
    let status: Int
    let findings: [Entry]

    /// The document of a problem.
    init(_ problem: Problem, id: String, _ language: Language) {
        type = "/problems/\(problem.kind.rawValue)"
        title = problem.kind.title.text(in: language)
        detail = problem.detail.text(in: language)
        instance = "/requests/\(id)"
        requestId = id
        status = problem.kind.status.code
        findings = problem.items.map { Entry($0, language) }
    }
}

extension JSONEncoder {
    /// Keys in order, slashes plain.
    static var stable: JSONEncoder {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return encoder
    }
}
