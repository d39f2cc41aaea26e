import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Operations

/// `/verify`: checks a dossier in the reader's browser, by the source that checks it on the command line, compiled as
/// WebAssembly; and the same page as one file to keep (experience.md S22, evidence.md §4.7). Open to everybody: it asks the
/// server for nothing.
struct VerificationApp: Sendable {
    /// Files by their address.
    let files: [String: FieldApp.File]
    /// The page that is kept: it has everything in it.
    static let keptName = "grainledger-verify.html"

    /// The page as served: nothing inline, and nothing from elsewhere.
    static let policy =
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        + "form-action 'none'; base-uri 'none'; frame-ancestors 'none'"

    /// The app with the module that verifies; without it the page says so.
    init(evidenceModule: [UInt8]?) {
        let words = Array(Self.catalog.utf8)
        var files: [String: FieldApp.File] = [
            "/verify/": .init(type: "text/html; charset=utf-8", bytes: Array(Self.served.html.utf8)),
            "/verify/verify.js": .init(
                type: "text/javascript; charset=utf-8", bytes: words + PackageResources.verify_js),
            "/verify/verify.css": .init(type: "text/css; charset=utf-8", bytes: PackageResources.verify_css),
        ]
        if let evidenceModule {
            files["/verify/evidence.wasm"] = .init(type: "application/wasm", bytes: evidenceModule)
            files["/verify/\(Self.keptName)"] = .init(
                type: "text/html; charset=utf-8", bytes: Array(Self.kept(evidenceModule).utf8))
        }
        self.files = files
    }

    /// Lays the files on a router.
    func add(to router: Router<some RequestContext>) {
        for path in ["/verify", "/verify/{name}"] {
            router.get(RouterPath(path)) { request, _ in response(to: request.uri.path) }
        }
    }

    /// What an address answers.
    func response(to path: String) -> Response {
        if path == "/verify" { return Response(status: .movedPermanently, headers: [.location: "/verify/"]) }
        guard let file = files[path] else { return Response(status: .notFound) }
        var response = Response(
            status: .ok,
            headers: [
                .contentType: file.type, .cacheControl: "no-cache", .contentSecurityPolicy: Self.policy,
                .xContentTypeOptions: "nosniff", .referrerPolicy: "same-origin",
            ], body: .init(byteBuffer: ByteBuffer(bytes: file.bytes)))
        if path.hasSuffix(Self.keptName) {
            response.headers[.contentDisposition] = "attachment; filename=\"\(Self.keptName)\""
        }
        return response
    }
}

extension VerificationApp {
    private static var served: Markup {
        """
        <!doctype html>
        <html lang="zh-CN">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>\(VerificationPhrase.name.chinese)</title>
        <link rel="icon" type="image/svg+xml" href="/field/icon.svg">
        <link rel="stylesheet" href="/verify/verify.css">
        <script type="module" src="/verify/verify.js"></script>
        </head>
        <body>
        <div id="app"><noscript><main><h1>\(VerificationPhrase.name.chinese)</h1>\
        <p>\(VerificationPhrase.noScript.chinese)</p><p lang="en">\(VerificationPhrase.noScript.english)</p></main></noscript></div>
        </body>
        </html>
        """
    }

    /// The page with style, words, script and module in it. It is opened from a disk, where no header guards it: its own
    /// policy lets nothing in and nothing out.
    private static func kept(_ module: [UInt8]) -> String {
        let script = String(decoding: Array(catalog.utf8) + PackageResources.verify_js, as: UTF8.self)
        return """
            <!doctype html>
            <html lang="zh-CN">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'unsafe-inline' \
            'wasm-unsafe-eval'; style-src 'unsafe-inline'">
            <title>\(VerificationPhrase.name.chinese)</title>
            <style>
            \(String(decoding: PackageResources.verify_css, as: UTF8.self))
            </style>
            </head>
            <body>
            <div id="app"></div>
            <script type="module">
            globalThis.EVIDENCE = "\(Data(module).base64EncodedString())";
            \(script)
            </script>
            </body>
            </html>

            """
    }

    /// All words in both languages, and the kinds of record that are known, as the script reads them.
    static let catalog: String = {
        func words(_ text: (VerificationPhrase) -> String) -> String {
            VerificationPhrase.allCases.map { "\($0.rawValue): \"\(text($0))\"" }.joined(separator: ",\n")
        }
        let kinds = RecordKinds.all.sorted().map { "\"\($0)\"" }.joined(separator: ", ")
        return
            "const WORDS = {\nzh: {\n\(words(\.chinese))\n},\nen: {\n\(words(\.english))\n}\n};\nconst KINDS = [\(kinds)];\n"
    }()
}
