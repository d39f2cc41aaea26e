import Custody
import Foundation
import HTTPTypes
import Hummingbird
import Identity
import Operations
import Rules

/// `POST /v1/code-blocks`: codes given out before anybody knows what for, so that a phone without network can name a
/// sample, a ticket or a batch; and `GET /v1/clock`, by which a phone puts its own clock right.
///
/// A block is noted in the audit before it is given out, which is durable and says who has it; the note is also how a
/// block that was given out before is known (docs/decisions/0020).
enum CodeBlockRoutes {
    /// Codes in one block.
    static let size = 64
    /// Days for which a phone may use a block.
    static let days = 30
    /// Roles that work away from the desk, and name things there.
    static let roles: Set<String> = Set(
        [Role.sampler, .technician, .weigher, .keeper, .granaryManager].map(\.rawValue))

    private struct Asked: Codable { let device: String }

    private struct Block: Encodable {
        let block: String
        let codes: [String]
        let until: Timestamp
    }

    private struct Clock: Encodable { let now: Timestamp }

    static func add(to group: RouterGroup<SignedInContext>, _ desk: FieldDesk) {
        group.get("/clock") { request, _ in
            try Parameters(request, known: []).check()
            var response = try JSONAnswer.response(Clock(now: desk.now()))
            response.headers[.cacheControl] = "no-store"
            return response
        }
        group.post("/code-blocks") { request, context in
            try Parameters(request, known: []).check()
            let asked: Asked = try await JSONBody.read(request, limit: 4_096)
            var response = try JSONAnswer.response(try await block(for: asked.device, context, desk.now()))
            response.status = .created
            response.headers[.cacheControl] = "no-store"
            return response
        }
    }

    private static func block(for device: String, _ context: SignedInContext, _ now: Timestamp) async throws -> Block {
        guard roles.contains(context.caller.role) else { throw try await context.refusal(of: "codes-drawn") }
        let isWithdrawn = try await CallerMiddleware.asked { () throws(LedgerFault) in
            try await context.doors.handsets.isWithdrawn(device)
        }
        if isWithdrawn { throw Problem([.handsetWithdrawn]) }
        let year = now.chinaDate.year
        // Who works in a whole prefecture or province names by its own code: 4309 is 430900.
        let tail = String((context.actor.region + "000000").prefix(6).suffix(3))
        for _ in 0..<20 {
            let number = Int.random(in: 0..<CheckedCode.serials.count / size)
            let name = "\(year % 100)-\(tail)-\(number)"
            if try await isGivenOut(name, context) { continue }
            try await context.note("codes-given-out", name, String(device.prefix(64)))
            let codes = (number * size..<(number + 1) * size).compactMap {
                CheckedCode(kind: .label, year: year, countyTail: tail, serial: $0)?.text
            }
            return Block(block: name, codes: codes.shuffled(), until: now.adding(hours: Int64(days) * 24))
        }
        throw Problem(.busy, retryAfter: 2)
    }

    private static func isGivenOut(_ name: String, _ context: SignedInContext) async throws(Problem) -> Bool {
        try await CallerMiddleware.asked { () throws(LedgerFault) in
            try await context.doors.audits.isNoted("codes-given-out", name)
        }
    }
}
