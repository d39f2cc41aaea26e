import Custody
import HTTPTypes
import Hummingbird
import Identity
import NIOCore
import Operations
import Prints
import Synchronization
import Testing

@testable import HTTPAPI

@Suite("A list that is sent page after page ends with the right of whoever asked for it")
struct ListStreamTests {
    private static let officer = caller("officer")

    private static func caller(_ name: String) -> Caller {
        Caller(
            actor: Actor(name: name, organization: "", role: .officer, region: "430902"), authority: .unstated,
            scopes: [.read], name: name, role: "county-officer")
    }

    /// A ledger of three pages of one bin each; it says when the second is asked for.
    private static func ledger(_ second: @escaping @Sendable () -> Void) -> Ledger {
        Ledger(
            submit: { _ in .notConfirmed }, find: { _, _, _, _ in nil },
            list: { query, _ in
                let place = query.after.flatMap { Int($0.code) } ?? 0
                if place == 1 { second() }
                let bin = Document(
                    code: "\(place + 1)", version: 1, json: Array("{\"code\":\"bin-\(place + 1)\"}".utf8))
                let next = place == 2 ? nil : ListQuery.Position(key: "", code: "\(place + 1)")
                return Page(documents: [bin], next: next, total: 3)
            },
            trace: { _, _, _, _ in nil }, recall: { question, _ in .unknown(question.parcels) },
            balance: { _, _, _ in nil }, dossier: { _, _, _ in nil },
            effect: { _, _, _ in nil })
    }

    /// Keeps what a client would have got.
    private final class Client: Sendable {
        let text = Mutex("")
        let isWhole = Mutex(false)

        struct Writer: ResponseBodyWriter {
            let client: Client
            func write(_ buffer: ByteBuffer) async throws { client.text.withLock { $0 += String(buffer: buffer) } }
            consuming func finish(_ trailingHeaders: HTTPFields?) async throws {
                client.isWhole.withLock { $0 = true }
            }
        }
    }

    /// What comes of a list in a format, when the door answers so once the second page is asked for.
    private func sent(_ format: String, then: @escaping @Sendable () throws(LedgerFault) -> Caller?) async throws -> (
        text: String, isWhole: Bool
    ) {
        let isSecond = Mutex(false)
        let entitlement = Entitlement(Self.officer) { () throws(LedgerFault) in
            isSecond.withLock { $0 } ? try then() : Self.officer
        }
        let request = Request(
            head: .init(method: .get, scheme: "http", authority: "a", path: "/v1/bins?format=\(format)&fields=code"),
            body: .init(buffer: ByteBuffer()))
        let answer = ListAnswer(
            question: try ListQuestion(request, .bins), ledger: Self.ledger { isSecond.withLock { $0 = true } },
            entitlement: entitlement, press: PrintPress())
        let response = try await answer.response(to: request)
        let client = Client()
        do {
            try await response.body.write(Client.Writer(client: client))
        } catch is ListAnswer.RightEnded {} catch is LedgerFault {}
        return (client.text.withLock { $0 }, client.isWhole.withLock { $0 })
    }

    @Test(
        "Nothing of the page that is read after the right ended is sent, and the answer has no end",
        arguments: ["csv", "ndjson"])
    func ends(format: String) async throws {
        let whole = try await sent(format) { Self.officer }
        #expect(whole.isWhole && whole.text.contains("bin-1") && whole.text.contains("bin-3"))
        let revoked = try await sent(format) { nil }
        #expect(!revoked.isWhole && revoked.text.contains("bin-1") && !revoked.text.contains("bin-2"))
        let another = try await sent(format) { Self.caller("another") }
        #expect(!another.isWhole && !another.text.contains("bin-2"))
        let away = try await sent(format) { () throws(LedgerFault) in throw .away }
        #expect(!away.isWhole && !away.text.contains("bin-2"))
    }

    @Test("What took long is asked again, what did not is given")
    func lasts() async throws {
        let revoked = Entitlement(Self.officer) { nil }
        let begin = ContinuousClock.now
        #expect(try await revoked.lasts(since: begin, patience: .seconds(3_600)))
        #expect(try await !revoked.lasts(since: begin - .seconds(1)))
        #expect(try await Entitlement(Self.officer) { Self.officer }.lasts(since: begin - .seconds(1)))
    }
}
