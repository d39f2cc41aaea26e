import Custody
import GrainLedgerApp
import HTTPTypes
import Operations
import Testing

@testable import WebConsole

@Suite(
    "What stands beside a list counts what the list would show", .serialized,
    .enabled(if: SeasonConsole.isThere, "the example season lies beside the checkout"))
struct FacetTests {
    @Test(
        "Each value of each facet has as many rows as the list has of it, for whoever asks",
        arguments: ListLayout.all.map(\.resource))
    func counts(resource: Resource) async throws {
        let season = try await SeasonConsole.shared.value
        let layout = try #require(ListLayout.of(resource))
        for (actor, name) in [SeasonConsole.officer, SeasonConsole.keeper, SeasonConsole.administrator].flatMap({
            actor in
            layout.facets.map { (actor, $0) }
        }) {
            let field = try #require(resource.fields.first { $0.name == name }, "\(name) is no field of \(resource)")
            var query = ListQuery(resource)
            let found = try await season.bureau.ledger.facet(field, query, actor)
            #expect(Set(found.map(\.value)).count == found.count)
            query.isCounted = true
            query.limit = 1
            for one in found {
                var asked = query
                asked.conditions = [.init(field, .isOneOf([one.value]))]
                let total = try await season.bureau.ledger.list(asked, actor).total ?? -1
                if total == one.count { continue }
                // Other tests book acts into the same season: then it was so between two questions.
                let again = try await season.bureau.ledger.facet(field, query, actor)
                let then = again.first { $0.value == one.value }?.count ?? 0
                let isBetween = (min(one.count, then)...max(one.count, then)).contains(total)
                #expect(isBetween && then != one.count, "\(resource) \(name)=\(one.value) as \(actor.name)")
            }
            if actor == SeasonConsole.administrator { #expect(!found.isEmpty, "\(resource) \(name)") }
        }
    }

    @Test("What was chosen can be taken back, also where nothing has it; the others are counted without it")
    func chosen() async throws {
        let season = try await SeasonConsole.shared.value
        let page = try await season.ask(.get, "/weighings?kind=batch-moved&scale=none", as: "officer").body
        #expect(page.contains("<a href=\"/weighings?kind=batch-moved\" aria-current=\"true\">"))
        let several = try await season.ask(.get, "/samples?state=collected,tested", as: "officer").body
        #expect(several.contains("<a href=\"/samples?state=tested\" aria-current=\"true\">"))
        #expect(!several.contains("<span>collected,tested</span>"))
        let batches = try await season.ask(.get, "/batches?grainClass=C", as: "officer").body
        #expect(batches.contains("<a href=\"/batches?grainClass=A\">") && batches.contains("aria-current=\"true\""))
    }
}
