import Custody
import Hummingbird
import Operations
import Rules

/// `GET /v1/recall`: where the grain of some parcels is now, or went.
enum RecallRoutes {
    static func add(to group: RouterGroup<SignedInContext>) {
        group.get("/recall") { request, context in
            var parameters = Parameters(request, known: ["parcel", "season", "asOf"])
            let most = RecallQuestion.mostParcels
            let expected = Words("写 1 到 \(most) 个地块编号，用逗号隔开", "1 to \(most) parcel numbers, parted by commas")
            let parcels = parameters.required("parcel", expected) { text -> [ParcelNumber]? in
                let names = text.split(separator: ",").map { ParcelNumber(String($0)) }
                return (1...most).contains(Set(names).count) ? names : nil
            }
            let season = parameters.value("season", Words("写产季，如 2025-late", "A season, such as 2025-late")) {
                Season.isName($0) ? $0 : nil
            }
            let asOf = parameters.asOf()
            try parameters.check()
            let question = RecallQuestion(parcels: parcels ?? [], season: season, asOf: asOf)
            let answer = try await LedgerReading.ask { () throws(LedgerFault) in
                try await context.ledger.recall(question, context.actor)
            }
            switch answer {
            case .found(let report): return try JSONAnswer.response(report)
            case .unknown(let unknown): throw Problem(.notFound, nil, unknown.map { missing($0) })
            }
        }
    }

    private static func missing(_ parcel: ParcelNumber) -> Problem.Item {
        .init(
            "GL-Q-0008", "?parcel", Words("没有这个地块，或者不归你看", "There is no such parcel, or it is not yours to see"),
            hint: Words("核对编号，或去掉它", "Check the number, or leave it out"), subject: parcel.text)
    }
}
