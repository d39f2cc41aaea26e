import Foundation
import Identity
import Rules
import Testing

@testable import Custody
@testable import CustodyStore

@Suite("Whom an act concerns, as the loaded book tells")
struct TiesTests {
    private static let (granary, facility) = ("91430903MA4L000118", "91430981MAQN1GM12X")

    /// A plan for a batch of the granary, at the facility.
    private static func book() throws -> Book {
        var book = Book()
        let at = Timestamp(0)
        book.batches["B1"] = Batch(
            code: "B1", granary: OrganizationCode(granary), county: "430903", createdAt: at, origin: "intake",
            season: "2026-late", sources: [:], parents: [:])
        book.disposals["D1"] = Disposal(
            code: "D1", batch: "B1", county: "430903", useClass: 1, facility: OrganizationCode(facility),
            approvedAt: at, plannedGrams: Grams(1_000), contract: "", until: nil)
        return book
    }

    @Test("Plan, withdrawal, retreat and certificate concern the granary and the facility alike")
    func disposals() throws {
        let book = try Self.book()
        let actor = Actor(name: "liu", organization: "", role: .officer, region: "4309")
        let acts: [any ActBody] = [
            WithdrawDisposal(disposal: "D1", reason: "r"), CertifyDisposal(disposal: "D1", certificate: "c"),
            RetreatOutput(disposal: "D1", number: "1", useClass: 2, destination: "d"),
        ]
        for act in acts {
            let ties = act.ties(in: book, by: actor)
            #expect(
                ties.parties
                    == [CreditCode(Self.granary), CreditCode(Self.facility)].compactMap(\.self).reduce(into: []) {
                        $0.insert($1)
                    }, "\(act)")
            #expect(ties.region == "430903")
            // What the ties are made of is loaded with the act.
            #expect(act.footprint(in: book).contains(.batch("B1")), "\(act)")
        }
    }
}
