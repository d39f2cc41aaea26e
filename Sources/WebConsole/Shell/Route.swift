import HTTPTypes
import Operations

/// An address of the console and what answers there.
struct Route: Sendable {
    /// Who may come in.
    enum Answering: Sendable {
        /// Anybody.
        case anybody(@Sendable (Console, Incoming) async throws(LedgerFault) -> Outgoing)
        /// Who is signed in.
        case signedIn(@Sendable (Console, Visit) async throws(LedgerFault) -> Reply)
    }
    /// Method.
    let method: HTTPRequest.Method
    /// Path, parts in braces.
    let path: String
    /// What answers.
    let answering: Answering

    /// A page for who is signed in.
    static func get(
        _ path: String, _ answer: @escaping @Sendable (Console, Visit) async throws(LedgerFault) -> Reply
    ) -> Route {
        Route(method: .get, path: path, answering: .signedIn(answer))
    }
    /// A form of who is signed in; its token was checked before.
    static func post(
        _ path: String, _ answer: @escaping @Sendable (Console, Visit) async throws(LedgerFault) -> Reply
    ) -> Route {
        Route(method: .post, path: path, answering: .signedIn(answer))
    }
}

/// What goes out, with the cookies that are set on the way.
struct Outgoing: Sendable {
    /// HTTP status.
    var status: HTTPResponse.Status = .ok
    /// Headers besides those every answer has.
    var headers = HTTPFields()
    /// Body.
    var body: [UInt8] = []

    /// A page.
    static func html(_ text: String, status: HTTPResponse.Status = .ok) -> Outgoing {
        Outgoing(status: status, headers: [.contentType: "text/html; charset=utf-8"], body: Array(text.utf8))
    }
    /// See another page.
    static func redirect(_ address: String) -> Outgoing {
        Outgoing(status: .seeOther, headers: [.location: address])
    }
}
