import Foundation
import Rules
import Testing

@testable import Custody
@testable import CustodyStore

@Suite("A line of what is due, with its urges")
struct DeadlineDocumentTests {
    private func document(_ urged: [(day: String, until: String)], on now: String, isOverdue: Bool = true) throws
        -> [String: Any]
    {
        func time(_ day: String) throws -> Timestamp { try #require(Timestamp(rfc3339: "\(day)T08:00:00+08:00")) }
        let line = DeadlineList.Line(
            matter: .handover, subject: "m", batch: "B", county: "430902", grams: 20_000_000,
            since: try time("2025-11-03"), dueAt: try time("2025-11-10"), isOverdue: isOverdue, workingDays: 3,
            next: "F")
        let urges = try urged.map { urge in
            DeadlineDocument.Urge(
                act: UrgeDeadline(
                    matter: .handover, subject: "m", batch: nil, until: try #require(CivilDate(iso: urge.until))),
                at: try time(urge.day))
        }
        let bytes = try JSONEncoder().encode(
            DeadlineDocument(line, in: Book(), urges, on: try time(now), isBlind: false))
        return try #require(try JSONSerialization.jsonObject(with: bytes) as? [String: Any])
    }

    @Test("Urged in vain is what is overdue still when the last day asked for is over; urges before do not count")
    func escalation() throws {
        let never = try document([], on: "2025-11-14")
        #expect(never["urgedTimes"] as? Int == 0 && never["isEscalated"] as? Bool == false && never["urgedAt"] == nil)
        let waiting = try document([("2025-11-11", "2025-11-13")], on: "2025-11-13")
        #expect(waiting["urgedTimes"] as? Int == 1 && waiting["isEscalated"] as? Bool == false)
        #expect(waiting["urgedUntil"] as? String == "2025-11-13")
        #expect(try document([("2025-11-11", "2025-11-13")], on: "2025-11-14")["isEscalated"] as? Bool == true)
        let again = try document([("2025-11-11", "2025-11-13"), ("2025-11-14", "2025-11-18")], on: "2025-11-17")
        #expect(again["urgedTimes"] as? Int == 2 && again["isEscalated"] as? Bool == false)
        let settled = try document([("2025-11-11", "2025-11-13")], on: "2025-11-14", isOverdue: false)
        #expect(settled["isEscalated"] as? Bool == false)
        #expect(try document([("2025-10-20", "2025-10-22")], on: "2025-11-14")["urgedTimes"] as? Int == 0)
    }
}
