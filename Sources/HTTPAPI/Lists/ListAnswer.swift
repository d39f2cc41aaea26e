import Custody
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Operations
import Prints
import Rules

/// The answer to a question for a list: a page of JSON, or a stream that asks page after page.
struct ListAnswer {
    let question: ListQuestion
    let ledger: Ledger
    let entitlement: Entitlement
    let press: PrintPress
    private var actor: Actor { entitlement.caller.actor }

    /// The right ended while the list was being sent.
    struct RightEnded: Error {}

    /// The answer; the first page is asked before anything is sent, so that a database that is away is a 503.
    func response(to request: Request) async throws -> Response {
        var query = question.query
        if question.format != .json, !question.isBounded { query.limit = 500 }
        let first = try await LedgerReading.ask { () throws(LedgerFault) in try await ledger.list(query, actor) }
        var headers: HTTPFields = [.contentType: question.format.mediaType, .vary: "Accept"]
        if let total = first.total {
            headers[.totalCount] = String(total)
            if !question.format.isTable { headers[.preferenceApplied] = "count=exact" }
        }
        if question.format == .json { return page(first, request, headers) }
        if question.format == .xlsx { return try await sheet(first, query, headers) }
        return Response(status: .ok, headers: headers, body: stream(first, query))
    }

    private func page(_ page: Page, _ request: Request, _ headers: HTTPFields) -> Response {
        var headers = headers
        let cursor = page.next.map { Cursor.text(of: $0, in: question.query) }
        if let cursor {
            let others = (request.uri.query ?? "").split(separator: "&").filter { !$0.hasPrefix("cursor=") }
            let query = (others + ["cursor=\(cursor)"]).joined(separator: "&")
            headers[.link] = "<\(request.uri.path)?\(query)>; rel=\"next\""
        }
        var bytes = Array("{\"items\":[".utf8)
        for (index, document) in page.documents.enumerated() { bytes += (index == 0 ? [] : [0x2C]) + document.json }
        bytes += Array("],\"next\":\(cursor.map { "\"\($0)\"" } ?? "null")".utf8)
        if let total = page.total { bytes += Array(",\"total\":\(total)".utf8) }
        bytes.append(0x7D)
        return Response(status: .ok, headers: headers, body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
    }

    /// A spreadsheet is written as a whole: every page is read first, up to as many rows as one person can use.
    private func sheet(_ first: Page, _ query: ListQuery, _ headers: HTTPFields) async throws -> Response {
        var (query, headers, documents, next) = (query, headers, first.documents, question.isBounded ? nil : first.next)
        query.isCounted = false
        let limit = ListFormat.greatestSheet
        guard question.isBounded || (first.total ?? 0) <= limit else {
            throw Problem(
                .notSupported, Words("超过 \(limit) 行，用 csv 或 ndjson", "More than \(limit) rows; take csv or ndjson"))
        }
        while let position = next, documents.count < limit {
            query.after = position
            let page = try await LedgerReading.ask { () throws(LedgerFault) in try await ledger.list(query, actor) }
            documents += page.documents
            next = page.next
        }
        let now = Timestamp(Int64(Date().timeIntervalSince1970 * 1_000_000))
        let table = ListSheet(query: query, documents: documents, asOf: query.asOf ?? now).table
        do throws(PrintFault) {
            let bytes = try await press.xlsx(of: table)
            headers[.contentDisposition] = "attachment; filename=\"\(query.resource.rawValue).xlsx\""
            return Response(status: .ok, headers: headers, body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
        } catch {
            throw Problem(.internal)
        }
    }

    /// Page after page from the database, none kept. A stream that breaks off has no last chunk; NDJSON has a last
    /// line that says whether all is there, CSV has `X-Total-Count` to compare with. It breaks off, too, before the page
    /// that somebody whose right has ended would read (reliability.md §8, 11).
    private func stream(_ first: Page, _ query: ListQuery) -> ResponseBody {
        let (question, ledger, entitlement, actor) = (question, ledger, entitlement, actor)
        let format = question.format
        let members = query.resource.fields.filter(\.isMember).map(\.name)
        let columns = query.members.isEmpty ? members : query.members
        return ResponseBody { writer in
            var (page, query, count) = (first, query, 0)
            query.isCounted = false
            if format.isTable {
                let mark = format == .csv ? "\u{FEFF}" : ""
                try await writer.write(ByteBuffer(bytes: format.bytes(of: mark + TableRow.header(columns))))
            }
            while true {
                count += page.documents.count
                try await writer.write(ByteBuffer(bytes: try Self.lines(page.documents, format, columns)))
                guard let next = page.next, !question.isBounded else { break }
                query.after = next
                page = try await ledger.list(query, actor)
                guard try await entitlement.isInForce() else { throw RightEnded() }
            }
            if format == .ndjson {
                let next = page.next.map { ",\"next\":\"\(Cursor.text(of: $0, in: question.query))\"" } ?? ""
                let last = "{\"complete\":\(page.next == nil),\"count\":\(count)\(next)}\n"
                try await writer.write(ByteBuffer(string: last))
            }
            try await writer.finish(nil)
        }
    }

    private static func lines(_ documents: [Document], _ format: ListFormat, _ columns: [String]) throws -> [UInt8] {
        guard format.isTable else { return documents.flatMap { $0.json + [0x0A] } }
        return format.bytes(of: try documents.map { try TableRow.line($0.json, columns) }.joined())
    }
}

/// Asks the ledger; a database that is away is a 503 that may be sent again.
enum LedgerReading {
    /// - Throws: `Problem` of kind `away`.
    static func ask<Value>(_ body: () async throws(LedgerFault) -> Value) async throws(Problem) -> Value {
        do {
            return try await body()
        } catch {
            throw Problem(.away, retryAfter: 2)
        }
    }
}
