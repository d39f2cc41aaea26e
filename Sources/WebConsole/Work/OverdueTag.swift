import Operations

/// That something is overdue, where it is shown: by how many working days, and the way to urge whose act is next.
struct OverdueTag {
    /// The console.
    let console: Console
    /// Who looks.
    let visit: Visit

    /// The tag of a manifest, sample, plan or re-inspection; nothing while it is in time, or in the past.
    func markup(of subject: String) async throws(LedgerFault) -> Markup {
        guard visit.asOf == nil else { return .nothing }
        let query = ListQuery(.deadlines).filtered("subject", subject).filtered("overdue", "true")
        guard let line = try await console.ledger.list(query, visit.who.actor).documents.first else { return .nothing }
        let days = JSONObject(line.json)["workingDays"].text ?? "0"
        let tag = visit.wording.tag("late", visit.say(.overdueBy, visit.say(.workingDays, days)))
        return "<a class=\"tag-link\" href=\"/deadlines/\(Parameters.encoded(line.code))/notice\">\(tag)</a>"
    }
}
