import Foundation
import Testing

@Suite(
    "Single sign-on through a real OpenID provider", .serialized,
    .enabled(if: RealProvider.isThere || RealProvider.isDemanded, RealProvider.reason))
struct SingleSignOnEndToEndTests {
    private static let secret = "only-for-the-tests"

    /// A server and its provider, in a directory that is removed afterwards.
    private func inScratch(_ body: (RunningServer, RealProvider) async throws -> Void) async throws {
        let directory = "/tmp/gl-sso-\(UUID().uuidString.prefix(8))"
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: directory) }
        let port = FreePort.next()
        let redirect = "http://127.0.0.1:\(port)/sign-in/openid/return"
        let provider = RealProvider(in: directory, redirect: redirect)
        try Self.secret.write(toFile: "\(directory)/secret", atomically: true, encoding: .utf8)
        let server = try await RunningServer(
            directory: "\(directory)/book", port: port,
            options: [
                "--openid-issuer", provider.issuer, "--openid-client", "grainledger", "--openid-secret-file",
                "\(directory)/secret", "--openid-redirect", redirect, "--openid-label-en", "the county's door",
            ])
        defer {
            server.stop()
            provider.stop()
        }
        try await provider.start()
        try await body(server, provider)
    }

    private struct Out {
        let address: String
        let cookie: String
    }

    /// Presses the button at the door.
    private func begin(_ server: RunningServer, to target: String = "/deadlines") async throws -> Out {
        let answer = try #require(
            await Step.ask("http://127.0.0.1:\(server.port)/sign-in/openid?to=\(Step.encoded(target))"))
        #expect(answer.status == 303)
        let cookie = try #require(answer.header("Set-Cookie"))
        #expect(cookie.hasPrefix("__Host-grainledger-openid=") && cookie.contains("Secure; HttpOnly; SameSite=Lax"))
        return Out(
            address: try #require(answer.header("Location")),
            cookie: "__Host-grainledger-openid=\(try #require(Step.cookies(answer)["__Host-grainledger-openid"]))")
    }

    private func back(_ address: String, _ cookie: String) async throws -> HTTPAnswer {
        try #require(await Step.ask(address, headers: ["Cookie": cookie, "Accept-Language": "en"]))
    }

    private func account(_ server: RunningServer, _ name: String, _ role: String, organization: String) throws {
        let added = try server.command([
            "person", "add", name, "--role", role, "--organization", organization, "--region", "430903",
        ])
        let membership = added.output.trimmingCharacters(in: .whitespacesAndNewlines)
        try #require(try server.command(["account", "add", name, "--membership", membership]).status == 0)
    }

    @Test("out, back, in; a stranger's answer, a second use, a person nobody bound are refused; keys may change")
    func journey() async throws {
        try await inScratch { server, provider in
            try account(server, "keeper-9", "keeper", organization: "91430902MAQ2N2QK6A")
            let door = try #require(await Step.ask("http://127.0.0.1:\(server.port)/sign-in?lang=en"))
            #expect(door.text.contains("href=\"/sign-in/openid?to=%2F\"") && door.text.contains("the county"))

            let first = try await begin(server)
            let returned = try await provider.signIn("dwho", at: first.address)
            let unbound = try await back(returned, first.cookie)
            #expect(unbound.status == 401 && unbound.text.contains("dwho") && !unbound.text.contains("code="))

            let link = ["account", "link", "keeper-9", "--issuer", provider.issuer, "--subject", "dwho"]
            #expect(try server.command(link).status == 0)
            #expect(try server.command(link).status != 0)
            let second = try await begin(server)
            let code = try await provider.signIn("dwho", at: second.address)
            #expect(try await back(code, first.cookie).status == 401)
            #expect(try await back(code, "").status == 401)
            let opened = try await back(code, second.cookie)
            #expect(opened.status == 303 && opened.header("Location") == "/deadlines")
            let cookies = Step.cookies(opened)
            let session = try #require(cookies["__Host-grainledger"])
            #expect(cookies["__Host-grainledger-openid"] == "")
            let page = try await back(
                "http://127.0.0.1:\(server.port)/deadlines", "__Host-grainledger=\(session)")
            #expect(page.status == 200 && page.text.contains("Sign out"))
            #expect(try await back(code, second.cookie).status == 401)

            try await provider.rotate()
            let third = try await begin(server, to: "//attacker.example")
            let after = try await back(try await provider.signIn("dwho", at: third.address), third.cookie)
            #expect(after.status == 303 && after.header("Location") == "/")

            let fourth = try await begin(server)
            let state = try #require(
                URLComponents(string: fourth.address)?.queryItems?.first { $0.name == "state" }?.value)
            let home = "http://127.0.0.1:\(server.port)/sign-in/openid/return"
            let broken = try await back("\(home)?error=access_denied&state=\(state)", fourth.cookie)
            #expect(broken.status == 401 && broken.text.contains("broken off"))

            #expect(try server.command(["account", "unlink", "keeper-9", "--issuer", provider.issuer]).status == 0)
            let ended = try await back("http://127.0.0.1:\(server.port)/deadlines", "__Host-grainledger=\(session)")
            #expect(!ended.text.contains("Sign out"))

            let audit = try #require(
                await server.ask("/v1/audit?limit=500", token: try server.grant("auditor", "auditor-9")))
            let notes = audit.items.map { "\($0["act"] ?? "") \($0["result"] ?? "") \($0["detail"] ?? "")" }
            for note in [
                "sign-in done keeper-9 openid", "sign-in refused GL-I-0714", "sign-in refused GL-I-0711 state",
                "sign-in refused GL-I-0711 code", "sign-in refused GL-I-0712 access_denied",
                "account-linked done \(provider.issuer) dwho", "account-unlinked done \(provider.issuer)",
            ] { #expect(notes.contains(note), "\(note) is not among \(notes)") }
            let log = try server.log()
            #expect(!audit.text.contains(Self.secret) && !log.contains(Self.secret))
        }
    }

    @Test("with the provider away the door says so and stays open for passwords")
    func away() async throws {
        try await inScratch { server, provider in
            await provider.end()
            let answer = try #require(
                await Step.ask("http://127.0.0.1:\(server.port)/sign-in/openid", headers: ["Accept-Language": "en"]))
            #expect(answer.status == 503 && answer.text.contains("cannot be reached"))
            #expect(answer.text.contains("name=\"password\""))
        }
    }
}
