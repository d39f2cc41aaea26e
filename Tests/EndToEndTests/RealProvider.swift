import Foundation
import Testing

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// A real OpenID provider, Debian's LemonLDAP::NG, as a process with a directory of its own (Tests/Provider/lemonldap.py).
final class RealProvider {
    static let script = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Provider/lemonldap.py").path()
    static let isThere =
        FileManager.default.fileExists(atPath: "/usr/share/perl5/Lemonldap/NG/Portal/Issuer/OpenIDConnect.pm")
        && FileManager.default.fileExists(atPath: "/usr/share/perl5/String/Random.pm")
    /// Where tests have to be complete, a missing provider is a failure.
    static let isDemanded = ProcessInfo.processInfo.environment["CI"] != nil
    static let reason: Comment =
        "LemonLDAP::NG is not installed (liblemonldap-ng-portal-perl, libstring-random-perl): Ops/test does it as root"

    let port = FreePort.next()
    private let directory: String
    private let redirect: String
    private var process = Process()

    /// Its issuer: another site than the book's 127.0.0.1, as in life.
    var issuer: String { "http://localhost:\(port)" }

    init(in directory: String, redirect: String) {
        self.directory = directory
        self.redirect = redirect
    }

    private func run(_ words: [String]) throws -> Process {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/python3")
        process.arguments = [Self.script] + words
        process.standardOutput = FileHandle.nullDevice
        let log = "\(directory)/provider.log"
        if !FileManager.default.fileExists(atPath: log) {
            _ = FileManager.default.createFile(atPath: log, contents: nil)
        }
        let lines = try FileHandle(forWritingTo: URL(filePath: log))
        try lines.seekToEnd()
        process.standardError = lines
        try process.run()
        return process
    }

    /// Starts it and waits until it publishes its keys.
    func start() async throws {
        process = try run(["serve", "\(directory)/provider", String(port), redirect])
        while process.isRunning {
            if let answer = await get("/oauth2/jwks"), answer.status == 200, answer.text.contains("\"keys\"") { return }
            await Task.yield()
        }
        throw RunningServer.NotReady(description: "the provider ended; see \(directory)/provider.log")
    }

    /// Ends it the hard way: it keeps nothing that has to be put away, and inherits from a test that SIGTERM is blocked.
    func stop() { if process.isRunning { kill(process.processIdentifier, SIGKILL) } }

    /// Ends it.
    func end() async {
        stop()
        while process.isRunning { await Task.yield() }
    }

    /// Gives it another key and starts it anew.
    func rotate() async throws {
        await end()
        let rotation = try run(["rotate", "\(directory)/provider"])
        while rotation.isRunning { await Task.yield() }
        try await start()
    }

    private func get(_ path: String) async -> HTTPAnswer? { await Step.ask("\(issuer)\(path)") }

    /// Signs a person in at an address of the provider; where it sends the browser then.
    func signIn(_ name: String, at address: String) async throws -> String {
        let page = try #require(await Step.ask(address))
        #expect(page.status == 200)
        func hidden(_ field: String) throws -> String {
            let after = try #require(page.text.components(separatedBy: "name=\"\(field)\" value=\"").dropFirst().first)
            return String(after.prefix { $0 != "\"" })
        }
        let form = try ["user": name, "password": name, "token": hidden("token"), "url": hidden("url")]
        let body = form.map { "\($0)=\(Step.encoded($1))" }.joined(separator: "&")
        let cookies = Step.cookies(page).map { "\($0)=\($1)" }.joined(separator: "; ")
        let answer = try #require(
            await Step.ask(
                address, method: "POST",
                headers: ["Cookie": cookies, "Content-Type": "application/x-www-form-urlencoded"], body: body))
        return try #require(answer.header("Location"), "the provider did not let \(name) in")
    }
}

/// One request of a browser that a test plays: redirects are answers, cookies are kept by hand.
enum Step {
    private final class Still: NSObject, URLSessionTaskDelegate {
        func urlSession(
            _ session: URLSession, task: URLSessionTask, willPerformHTTPRedirection response: HTTPURLResponse,
            newRequest request: URLRequest, completionHandler: @escaping (URLRequest?) -> Void
        ) { completionHandler(nil) }
    }

    static func ask(_ address: String, method: String = "GET", headers: [String: String] = [:], body: String? = nil)
        async -> HTTPAnswer?
    {
        guard let url = URL(string: address) else { return nil }
        var request = URLRequest(url: url, timeoutInterval: 30)
        request.httpMethod = method
        request.httpShouldHandleCookies = false
        request.httpBody = body.map { Data($0.utf8) }
        for (name, value) in headers { request.setValue(value, forHTTPHeaderField: name) }
        let session = URLSession(configuration: .ephemeral, delegate: Still(), delegateQueue: nil)
        defer { session.finishTasksAndInvalidate() }
        guard let (data, response) = try? await session.data(for: request), let answer = response as? HTTPURLResponse
        else { return nil }
        return HTTPAnswer(answer, data)
    }

    /// Cookies that an answer sets, by name; one that it removes has no value.
    static func cookies(_ answer: HTTPAnswer) -> [String: String] {
        var cookies: [String: String] = [:]
        // Foundation joins the fields by commas; no cookie here has one in its name or value.
        for part in (answer.header("Set-Cookie") ?? "").split(separator: ",") {
            let pair = part.prefix { $0 != ";" }.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard pair.count == 2 else { continue }
            cookies[pair[0].trimmingCharacters(in: .whitespaces)] = String(pair[1])
        }
        return cookies
    }

    static func encoded(_ text: String) -> String {
        text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
    }
}
