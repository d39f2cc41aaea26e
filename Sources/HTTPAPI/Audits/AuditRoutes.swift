import Custody
import Hummingbird
import Identity
import Operations
import Rules

/// `GET /v1/audit`: who did what beside the book, or was refused, for the auditors and administrators of a region.
enum AuditRoutes {
    private struct Page: Encodable {
        let items: [AuditEntry]
        let next: String?
    }

    static func add(to group: RouterGroup<SignedInContext>) {
        group.get("/audit") { request, context in
            let query = try query(of: request)
            guard context.caller.mayAudit else { throw try await context.refusal(of: "audit-read") }
            let entries = try await CallerMiddleware.asked { () throws(LedgerFault) in
                try await context.doors.audits.list(query, context.actor)
            }
            let next = entries.count == query.limit ? entries.last.map { String($0.number) } : nil
            var response = try JSONAnswer.response(Page(items: entries, next: next))
            response.headers[.cacheControl] = "no-store"
            return response
        }
    }

    private static func query(of request: Request) throws(Problem) -> AuditQuery {
        var parameters = Parameters(
            request, known: ["who", "person", "act", "subject", "result", "from", "until", "cursor", "limit"])
        let time = Words("写 RFC 3339 时间，如 2025-10-31T23:59:59+08:00", "An RFC 3339 time with its offset")
        var query = AuditQuery()
        query.who = parameters.text("who")
        query.person = parameters.text("person")
        query.act = parameters.text("act")
        query.subject = parameters.text("subject")
        query.result = parameters.value("result", Words("写 done 或 refused", "done or refused")) {
            AuditNote.Outcome(rawValue: $0)?.rawValue
        }
        query.from = parameters.value("from", time) { Timestamp(rfc3339: $0) }
        query.until = parameters.value("until", time) { Timestamp(rfc3339: $0) }
        query.before = parameters.value("cursor", Words("用上一页的 next", "The next of the page before")) { Int64($0) }
        query.limit =
            parameters.value("limit", Words("1 到 500", "1 to 500")) { text in
                Int(text).flatMap { (1...500).contains($0) ? $0 : nil }
            } ?? 50
        try parameters.check()
        return query
    }
}
