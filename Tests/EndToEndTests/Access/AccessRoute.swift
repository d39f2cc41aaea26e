import Foundation

/// One operation of the document, and how it is asked.
struct AccessRoute: Sendable {
    let method, path: String

    var name: String { method + String(repeating: " ", count: 7 - method.count) + path }
    /// Part of an address after `/v1/`: what `{code}` is a code of.
    private var resource: String {
        if path.hasPrefix("/v1/samples/{code}/attachments") { return "pictured" }
        return path.split(separator: "/").dropFirst().first.map { String($0) } ?? ""
    }
    /// Lists, and what is asked without naming an object, know no missing one.
    var objects: [AccessWorld.Object] {
        if path.contains("{") || method == "POST" && !Self.withoutObject.contains(path) {
            return [.own, .foreign, .missing]
        }
        return [.own, .foreign]
    }
    private static let withoutObject: Set<String> = [
        "/v1/session", "/v1/session/factor", "/v1/capture", "/v1/code-blocks",
        "/v1/account/password", "/v1/imports",
    ]

    /// Questions without which the server could not tell what is asked.
    private static let questions = [
        "/v1/balance": "county={county}", "/v1/recall": "parcel={parcels}", "/v1/handover.pdf": "samples={samples}",
        "/v1/bureau-reports": "region={county}",
        "/v1/bureau-reports/preview": "period=2025-10&region={county}",
        "/v1/bureau-reports/{code}/rows": "figure=tagsOpened",
    ]
    private static let bodies = [
        "/v1/session": "{}", "/v1/session/factor": #"{"factor":"000000"}"#,
        "/v1/capture": "[]", "/v1/code-blocks": #"{"device":"d"}"#,
        "/v1/pending-acts/{id}/consent": #"{"digest":"00"}"#,
        "/v1/disclosures/reveal": #"{"record":"{records}","part":"driver","purpose":"a visit"}"#,
        "/v1/disclosures/erase": #"{"record":"{records}","part":"driver","purpose":"a visit"}"#,
        "/v1/persons":
            #"{"alias":"matrix-new","membership":{"organization":"{granary}","role":"keeper","region":"{county}"}}"#,
        "/v1/persons/{code}/reveal": #"{"purpose":"a visit"}"#,
        "/v1/samples/{code}/attachments/{digest}/reveal": #"{"purpose":"a visit"}"#,
        "/v1/samples/{code}/attachments/{digest}/erase": #"{"purpose":"a visit"}"#,
        "/v1/persons/{code}/memberships": #"{"organization":"{granary}","role":"keeper","region":"{county}"}"#,
        "/v1/persons/{code}/suspend": #"{"reason":"a visit"}"#, "/v1/persons/{code}/restore": #"{"reason":"a visit"}"#,
        "/v1/memberships/{code}/suspend": #"{"reason":"a visit"}"#,
        "/v1/memberships/{code}/restore": #"{"reason":"a visit"}"#,
        "/v1/memberships/{code}/end": #"{"reason":"a visit"}"#,
        "/v1/memberships/{code}/account": #"{"name":"matrix-new"}"#,
        "/v1/accounts/{code}/password": "{}", "/v1/accounts/{code}/factor": "{}",
        "/v1/credentials":
            #"{"name":"matrix-new","kind":"token","membership":"{memberships}","scopes":["read"]}"#,
        "/v1/imports": #"{"files":[]}"#,
        "/v1/handsets/{code}": #"{"waiting":-1,"codes":0,"secret":""}"#,
        "/v1/handsets/{code}/withdraw": #"{"reason":"a visit"}"#,
        "/v1/credentials/{code}/revoke": "{}", "/v1/account/password": #"{"old":"a","new":"b"}"#,
        "/v1/bureau-reports": #"""
        {"region":"{county}","period":"2025-10","version":2,"asOf":"2025-12-31T00:00:00+08:00","approvedBy":"b",
        "reason":"r"}
        """#,
    ]

    /// The address asked, with its question.
    func address(_ world: AccessWorld, _ object: AccessWorld.Object) -> String {
        var question = method == "GET" ? Self.questions[path] ?? "" : ""
        if path.hasPrefix("/v1/acts/") || path == "/v1/bureau-reports" && method == "POST" { question = "dryRun=true" }
        let whole = question.isEmpty ? path : "\(path)?\(question)"
        return world.filled(whole, object, code: resource)
    }

    /// What the answer may depend on besides the words.
    var headers: [String: String] { path.hasPrefix("/v1/attachments") ? AccessWorld.pictureType : [:] }

    /// What is sent; the words of acts stand in `acts.txt`.
    func body(_ world: AccessWorld, _ object: AccessWorld.Object, acts: [String: String]) -> String? {
        if path.hasPrefix("/v1/attachments") { return method == "PUT" ? AccessWorld.picture : nil }
        guard ["POST", "PUT"].contains(method) else { return nil }
        if let words = acts[path.replacing("/v1/acts/", with: "")] {
            return world.filled(
                "{\"occurredAt\":\"2025-12-20T08:00:00+08:00\",\"data\":\(words)}", object, code: resource)
        }
        return Self.bodies[path].map { world.filled($0, object, code: resource) }
    }
}
