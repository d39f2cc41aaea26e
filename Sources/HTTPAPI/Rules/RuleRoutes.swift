import Custody
import Hummingbird
import Identity
import Operations
import Rules

/// `GET /v1/rules/effect`: what another edition of the limits would make of a season's tests; without saying which, the edition
/// in force and the season under way.
enum RuleRoutes {
    static func add(to group: RouterGroup<SignedInContext>, _ desk: FieldDesk) {
        group.get("/rules/effect") { request, context in
            var parameters = Parameters(request, known: ["edition", "season"])
            let names = LimitEdition.all.map(\.name).joined(separator: ", ")
            let edition = parameters.value("edition", Words("写 \(names) 之一", "One of \(names)")) {
                LimitEdition(named: $0)
            }
            let season = parameters.value("season", Words("写季别，如 2025-late", "A season, such as 2025-late")) {
                Season.isName($0) ? $0 : nil
            }
            try parameters.check()
            let now = desk.now()
            let effect = try await LedgerReading.ask { () throws(LedgerFault) in
                try await context.ledger.effect(
                    edition ?? .inForce(on: now.chinaDate), season ?? Season.of(now), context.actor)
            }
            guard let effect else { throw try await context.refusal(of: "edition-tried") }
            return try JSONAnswer.response(effect)
        }
    }
}
