import HTTPTypes
import Hummingbird
import Identity
import Rules

extension Incoming {
    /// Names of the cookies that keep a reader's choices.
    private static let languageCookie = "grainledger-lang"
    private static let typeCookie = "grainledger-type"

    /// What came with a request.
    init(_ request: Request, places: [String: String], address: String, now: Timestamp) {
        let host = request.head.authority ?? ""
        let cookies = Self.cookies(request.headers[values: .cookie])
        let query = Parameters(encoded: request.uri.query ?? "")
        let chosen = query["lang"] ?? cookies[Self.languageCookie]
        let language =
            chosen.flatMap { Language(rawValue: $0) } ?? Language(accepting: request.headers[.acceptLanguage])
        self.init(
            path: request.uri.path, places: places, query: query, cookies: cookies,
            wording: Wording(language: language),
            isLarge: (query["type"] ?? cookies[Self.typeCookie]) == "large",
            isPlain: ["127.0.0.1", "localhost", "[::1]"].contains { host == $0 || host.hasPrefix("\($0):") },
            sessionCookie: SessionCookie.secret(in: request.headers[values: .cookie])?.text, address: address, now: now)
    }

    /// Takes the fields and files of a body.
    mutating func take(_ body: [UInt8], type: String) {
        if type.hasPrefix("multipart/form-data"), let form = Multipart(body, type: type) {
            fields = Parameters(form.fields)
            files = form.files
        } else {
            fields = Parameters(encoded: String(decoding: body, as: UTF8.self))
        }
    }

    /// Headers that keep what was chosen by `?lang=` and `?type=`.
    var preferencesToKeep: [String] {
        let chosen = [(Self.languageCookie, query["lang"]), (Self.typeCookie, query["type"])]
        return chosen.compactMap { name, value in
            guard let value, value.utf8.allSatisfy({ (0x61...0x7A).contains($0) }) else { return nil }
            return "\(name)=\(value); Path=/; Max-Age=31536000; SameSite=Lax\(isPlain ? "" : "; Secure")"
        }
    }

    private static func cookies(_ headers: [String]) -> [String: String] {
        var cookies: [String: String] = [:]
        for pair in headers.joined(separator: ";").split(separator: ";") {
            let halves = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard halves.count == 2 else { continue }
            cookies[String(halves[0].drop { $0 == " " })] = String(halves[1])
        }
        return cookies
    }
}
