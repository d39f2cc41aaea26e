import Custody
import Foundation
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import Operations
import Prints
import Rules

/// `GET /v1/{resource}/{code}/{kind}.pdf`: who may read an object may print it.
struct PrintRoutes {
    let reports: BureauReports
    let press: PrintPress
    /// Address of the service on paper.
    let address: String?

    func add(to group: RouterGroup<SignedInContext>) {
        for kind in PrintKind.allCases {
            group.get("/\(kind.resource.rawValue)/{code}/\(kind.rawValue).pdf") { request, context in
                try await print(kind, request, context)
            }
        }
        group.get("/handover.pdf") { request, context in try await handover(request, context) }
        group.get("/bureau-reports/{code}/report.pdf") { request, context in try await report(request, context) }
    }

    private func print(_ kind: PrintKind, _ request: Request, _ context: SignedInContext) async throws -> Response {
        let code = try context.parameters.require("code")
        var parameters = Parameters(request, known: ["asOf"])
        let asOf = parameters.asOf()
        try parameters.check()
        let desk = PrintDesk(ledger: context.ledger, address: address)
        return try await answer(context) {
            let document = try await desk.document(kind, code, context.actor, asOf: asOf)
            if document != nil {
                let act = kind == .dossier ? "dossier-exported" : "export"
                try await context.note(act, code, kind == .dossier ? "pdf" : "\(kind.rawValue).pdf")
            }
            return document
        }
    }

    /// The sheet that goes with samples to a laboratory.
    private func handover(_ request: Request, _ context: SignedInContext) async throws -> Response {
        var parameters = Parameters(request, known: ["samples"])
        let most = HandoverSheet.mostSamples
        let expected = Words("写 1 到 \(most) 个样品编号，用逗号隔开", "1 to \(most) sample codes, parted by commas")
        let codes = parameters.required("samples", expected) { text -> [String]? in
            let codes = text.split(separator: ",").map { String($0) }
            return (1...most).contains(Set(codes).count) ? codes : nil
        }
        try parameters.check()
        let desk = PrintDesk(ledger: context.ledger, address: address)
        return try await answer(context) {
            switch try await desk.handover(of: codes ?? [], context.actor) {
            case .success(let sheet):
                for code in Set(codes ?? []).sorted() { try await context.note("export", code, "handover.pdf") }
                return sheet
            case .failure(let missing): throw Problem(.notFound, nil, missing.codes.map { Self.missing($0) })
            }
        }
    }

    private static func missing(_ sample: String) -> Problem.Item {
        .init(
            "GL-Q-0008", "?samples", Words("没有这个样品，或者不归你看", "There is no such sample, or it is not yours to see"),
            hint: Words("核对编号，或去掉它", "Check the code, or leave it out"), subject: sample)
    }

    private func report(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let query = try ReportQuery(request, known: ["lang"])
        let number = BureauReportNumber(try context.parameters.require("code"))
        return try await answer(context) {
            guard let frozen = try await reports.find(number, context.actor),
                let later = try await reports.changes(number, context.actor)
            else { return nil }
            try await context.note("export", number.text, "pdf")
            return BureauReportSheet(frozen, later: later, language: query.language, address: address)
        }
    }

    private func answer(_ context: SignedInContext, _ gather: () async throws -> (any Printable)?) async throws
        -> Response
    {
        do {
            guard let document = try await gather() else { throw Problem(.notFound) }
            let file = try await press.pdf(of: document)
            let headers: HTTPFields = [
                .contentType: "application/pdf", .cacheControl: "no-store",
                .contentDisposition: "inline; filename=\"\(file.name)\"",
            ]
            return Response(status: .ok, headers: headers, body: .init(byteBuffer: ByteBuffer(bytes: file.bytes)))
        } catch is LedgerFault {
            throw Problem(.away, retryAfter: 2)
        } catch let fault as PrintFault {
            context.logger.error("no print", metadata: ["fault": "\(fault)"])
            throw Problem(.internal)
        }
    }
}
