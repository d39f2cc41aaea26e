import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Operations

/// `/v1/imports`: files of stations, granaries and facilities, read and booked while whoever sent them does something else
/// (docs/decisions/0028). A preview stores nothing and waits to be booked.
struct ImportRoutes {
    /// Reads files into the book.
    let imports: Imports

    /// Bytes of a body at most, files at most, characters of a file's name at most.
    static let (mostBytes, mostFiles, longestName) = (25_165_824, 200, 200)

    private struct Sent: Codable {
        struct File: Codable { let name, content: String }
        let files: [File]
    }

    private struct Begun: Encodable { let id: String }
    private struct ImportList: Encodable { let items: [ImportSheet] }

    func add(to group: RouterGroup<SignedInContext>) {
        group.post("/imports") { request, context in
            var parameters = Parameters(request, known: ["dryRun"])
            let isPreview = parameters.flag("dryRun")
            try parameters.check()
            guard let key = request.headers[.idempotencyKey], !key.isEmpty, key.utf8.count <= 200 else {
                throw Problem(.keyMissing)
            }
            let files = try Self.files(try await JSONBody.read(request, limit: Self.mostBytes))
            let answer = try await CallerMiddleware.asked { () throws(LedgerFault) in
                try await imports.begin(files, context.entitlement, key, isPreview)
            }
            return try Self.response(answer)
        }
        group.post("/imports/{code}/proceed") { request, context in
            try Parameters(request, known: []).check()
            let code = try context.parameters.require("code")
            let answer = try await CallerMiddleware.asked { () throws(LedgerFault) in
                try await imports.proceed(code, context.entitlement)
            }
            return try Self.response(answer)
        }
        group.get("/imports") { request, context in
            try Parameters(request, known: []).check()
            let sheets = try await CallerMiddleware.asked { () throws(LedgerFault) in
                try await imports.list(context.caller)
            }
            return try Self.unkept(JSONAnswer.response(ImportList(items: sheets)))
        }
        group.get("/imports/{code}") { request, context in
            try Parameters(request, known: []).check()
            let code = try context.parameters.require("code")
            let sheet = try await CallerMiddleware.asked { () throws(LedgerFault) in
                try await imports.find(code, context.caller)
            }
            guard let sheet else { throw Problem(.notFound) }
            return try Self.unkept(JSONAnswer.response(sheet))
        }
        group.get("/imports/{code}/rejected/{number}") { request, context in
            try Parameters(request, known: []).check()
            let code = try context.parameters.require("code")
            guard let number = Int32(try context.parameters.require("number")) else { throw Problem(.notFound) }
            let file = try await CallerMiddleware.asked { () throws(LedgerFault) in
                try await imports.rejected(code, Int(number), context.caller)
            }
            guard let file else { throw Problem(.notFound) }
            try await context.note("export", code, "rejected \(number)")
            return Self.unkept(
                Response(
                    status: .ok, headers: [.contentType: "text/csv; charset=utf-8"],
                    body: .init(byteBuffer: ByteBuffer(bytes: file.bytes))))
        }
    }

    /// Personal data is kept nowhere on the way.
    private static func unkept(_ response: Response) -> Response {
        var response = response
        response.headers[.cacheControl] = "no-store"
        return response
    }

    private static func response(_ answer: ImportAnswer) throws -> Response {
        switch answer {
        case .underWay(let id, let isReplayed):
            var response = try JSONAnswer.response(Begun(id: id))
            response.status = .accepted
            response.headers[.location] = "/v1/imports/\(id)"
            if isReplayed { response.headers[.idempotentReplayed] = "true" }
            return response
        case .unknown: throw Problem(.notFound)
        case .notWaiting:
            throw Problem(
                .refused, Words("这批文件正在办理，或已经办完", "These files are under way already, or done"))
        case .keyReused: throw Problem(.keyReused)
        case .tooMany: throw Problem(.busy, retryAfter: 5)
        }
    }

    /// The files of a body, each fault by its place.
    private static func files(_ sent: Sent) throws(Problem) -> [ImportFile] {
        var items: [Problem.Item] = []
        var files: [ImportFile] = []
        let form = ProblemKind.unfit.remedy
        if !(1...mostFiles).contains(sent.files.count) {
            items.append(
                .init(
                    "GL-Q-0005", "/files", Words("文件应为 1 到 \(mostFiles) 个", "Send 1 to \(mostFiles) files"), hint: form)
            )
        }
        for (place, file) in sent.files.enumerated().prefix(mostFiles) {
            if !(1...longestName).contains(file.name.count) || file.name.contains(where: { $0 == "/" || $0 == "\0" }) {
                items.append(
                    .init(
                        "GL-Q-0006", "/files/\(place)/name",
                        Words(
                            "文件名应为 1 到 \(longestName) 字，不含斜线", "A name has 1 to \(longestName) characters and no slash"),
                        hint: form))
            }
            guard let bytes = Data(base64Encoded: file.content) else {
                items.append(
                    .init(
                        "GL-Q-0007", "/files/\(place)/content",
                        Words("文件内容不是 Base64", "The content is not Base64"), hint: form))
                continue
            }
            files.append(ImportFile(name: file.name, bytes: [UInt8](bytes)))
        }
        guard items.isEmpty else { throw Problem(.unfit, nil, items) }
        return files
    }
}
