import Hummingbird
import Operations
import Rules

/// `GET /v1/differences`: how what was received differs from what was loaded, trip by trip, and by pair, scale and vehicle.
enum DifferenceRoutes {
    static func add(to group: RouterGroup<SignedInContext>) {
        group.get("/differences") { request, context in
            var parameters = Parameters(request, known: ["county", "from", "until", "asOf"])
            let region = Field("county", .region)
            let county = parameters.value("county", region.expected) { region.accepts($0) ? $0 : nil }
            let first = parameters.value("from", Words("日期，如 2025-10-31", "A day, such as 2025-10-31")) {
                CivilDate(iso: $0)
            }
            let last = parameters.value("until", Words("日期，不早于 from", "A day, not before from")) { text in
                CivilDate(iso: text).flatMap { day in first.map { $0 <= day } ?? true ? day : nil }
            }
            let asOf = parameters.asOf()
            try parameters.check()
            return try JSONAnswer.response(
                try await LedgerReading.ask { () throws(LedgerFault) in
                    try await context.ledger.differences(
                        from: first, until: last, in: county, for: context.actor, asOf: asOf)
                })
        }
    }
}
