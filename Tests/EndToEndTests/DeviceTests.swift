import Foundation
import Identity
import Testing

@Suite("Devices: a token opens over the certificate it is bound to, and over nothing else")
struct DeviceTests {
    /// A token that nobody was granted.
    private let unknown: String = {
        var generator = SystemRandomNumberGenerator()
        return Credential.random(.device, using: &generator).shownOnce
    }()

    @Test(
        "a device's token opens over its own certificate; over none, or another of the same authority, it is an unknown token"
    )
    func bound() async throws {
        try await DeviceWorkshop.inScratch { workshop in
            for name in ["phone", "scale"] { try workshop.certify(name) }
            try await RunningServer.inScratch(options: workshop.options) { server in
                let phone = try server.device("phone", ["--certificate", workshop.file("phone.pem")])
                let scale = try server.device("scale", ["--fingerprint", try workshop.fingerprint("scale")])
                let program = try server.device(
                    "yield", ["--certificate", workshop.file("scale.pem")], kind: ["--scope", "read"])
                let free = try server.device("old-phone", ["--unbound"])
                #expect(phone.hasPrefix("gld_") && free.hasPrefix("gld_") && program.hasPrefix("glp_"))
                let url = "https://127.0.0.1:\(server.port)/v1/batches"
                let denial = try workshop.ask(url, token: unknown)
                #expect(denial.hasPrefix("HTTP/1.1 401"))
                for version in [["--tlsv1.3"], ["--tls-max", "1.2"]] {
                    // What has just opened is in memory, and opens for nobody else all the same.
                    for (token, own, other) in [
                        (phone, "phone", "scale"), (scale, "scale", "phone"), (program, "scale", "phone"),
                    ] {
                        #expect(try workshop.ask(url, token: token, showing: own, version).hasPrefix("HTTP/1.1 200"))
                        #expect(try workshop.ask(url, token: token, showing: other, version) == denial)
                        #expect(try workshop.ask(url, token: token, version) == denial)
                    }
                    for shown in [nil, "phone", "scale"] {
                        #expect(try workshop.ask(url, token: free, showing: shown, version).hasPrefix("HTTP/1.1 200"))
                        #expect(try workshop.ask(url, token: unknown, showing: shown, version) == denial)
                    }
                    // Of two connections the second takes up the session of the first, in which the certificate was shown.
                    let twice = try workshop.ask(
                        url, token: phone, showing: "phone", version + ["-H", "Connection: close", url])
                    #expect(twice.components(separatedBy: "HTTP/1.1 200").count == 3)
                }
                // People with browsers have no certificate.
                let page = try workshop.ask(
                    "https://127.0.0.1:\(server.port)/sign-in", token: nil, ["-H", "Accept: text/html"])
                #expect(page.hasPrefix("HTTP/1.1 200") && page.contains("<form"))
                let listed = try server.command(["token", "list"]).output.split(separator: "\n")
                let hex = try workshop.fingerprint("phone").replacing(":", with: "").lowercased()
                #expect(listed.first { $0.hasPrefix("phone\t") }?.hasSuffix("\t\(hex)") == true)
                #expect(listed.first { $0.hasPrefix("old-phone\t") }?.hasSuffix("\t-") == true)
            }
        }
    }

    @Test(
        "a certificate of another authority, or one whose time is over, opens nothing, though the token is bound to it")
    func strangers() async throws {
        try await DeviceWorkshop.inScratch { workshop in
            try workshop.certify("phone")
            try workshop.certify("foreign", by: "theirs")
            try workshop.certify("expired", days: -1)
            try await RunningServer.inScratch(options: workshop.options) { server in
                let url = "https://127.0.0.1:\(server.port)/v1/batches"
                for name in ["foreign", "expired"] {
                    let token = try server.device(name, ["--fingerprint", try workshop.fingerprint(name)])
                    for version in [["--tlsv1.3"], ["--tls-max", "1.2"]] {
                        let answer = try workshop.ask(url, token: token, showing: name, version)
                        #expect(answer.isEmpty, "\(name): the handshake ends it")
                        #expect(try workshop.ask(url, token: unknown, showing: name, version) == answer)
                        #expect(try workshop.ask(url, token: token, version).hasPrefix("HTTP/1.1 401"))
                    }
                }
                // An authority that is exchanged while the server runs counts from the next connection on.
                let phone = try server.device("phone", ["--certificate", workshop.file("phone.pem")])
                #expect(try workshop.ask(url, token: phone, showing: "phone").hasPrefix("HTTP/1.1 200"))
                try FileManager.default.removeItem(atPath: workshop.file("ours.pem"))
                try FileManager.default.copyItem(atPath: workshop.file("theirs.pem"), toPath: workshop.file("ours.pem"))
                #expect(try workshop.ask(url, token: phone, showing: "phone").isEmpty)
            }
        }
    }

    @Test("a device that was revoked is an unknown token, though its certificate is good")
    func revoked() async throws {
        try await DeviceWorkshop.inScratch { workshop in
            for name in ["phone", "scale"] { try workshop.certify(name) }
            try await RunningServer.inScratch(options: workshop.options) { server in
                let url = "https://127.0.0.1:\(server.port)/v1/batches"
                let phone = try server.device("phone", ["--certificate", workshop.file("phone.pem")])
                let scale = try server.device("scale", ["--certificate", workshop.file("scale.pem")])
                #expect(try workshop.ask(url, token: phone, showing: "phone").hasPrefix("HTTP/1.1 200"))
                #expect(try server.command(["token", "revoke", "phone"]).status == 0)
                let denial = try workshop.ask(url, token: unknown, showing: "phone")
                // reliability.md §8, 7: within a minute.
                let limit = ContinuousClock.now + .seconds(60)
                while try workshop.ask(url, token: phone, showing: "phone") != denial, ContinuousClock.now < limit {
                    await Task.yield()
                }
                #expect(try workshop.ask(url, token: phone, showing: "phone") == denial)
                #expect(try workshop.ask(url, token: scale, showing: "scale").hasPrefix("HTTP/1.1 200"))
            }
        }
    }

    @Test("without TLS, or where nobody is asked for a certificate, a bound token is an unknown one")
    func elsewhere() async throws {
        try await DeviceWorkshop.inScratch { workshop in
            try workshop.certify("phone")
            for (scheme, options) in [("http", []), ("https", workshop.tls)] {
                try await RunningServer.inScratch(options: options) { server in
                    let url = "\(scheme)://127.0.0.1:\(server.port)/v1/batches"
                    let phone = try server.device("phone", ["--certificate", workshop.file("phone.pem")])
                    let free = try server.device("free", ["--unbound"])
                    let denial = try workshop.ask(url, token: unknown)
                    #expect(denial.hasPrefix("HTTP/1.1 401"))
                    #expect(try workshop.ask(url, token: phone) == denial)
                    #expect(try workshop.ask(url, token: phone, showing: "phone") == denial)
                    #expect(try workshop.ask(url, token: free).hasPrefix("HTTP/1.1 200"))
                }
            }
        }
    }

    @Test(
        "a device without a certificate, a file with a private key, or an authority that is none is refused in plain words"
    )
    func refusals() async throws {
        try await DeviceWorkshop.inScratch { workshop in
            try workshop.certify("phone")
            try workshop.certify("expired", days: -1)
            let program = RunningServer.products.appending(path: "grainledger").path()
            let phone = try String(contentsOfFile: workshop.file("phone.pem"), encoding: .utf8)
            let key = try String(contentsOfFile: workshop.file("phone.key"), encoding: .utf8)
            try (phone + key).write(toFile: workshop.file("both.pem"), atomically: true, encoding: .utf8)
            try (phone + phone).write(toFile: workshop.file("two.pem"), atomically: true, encoding: .utf8)
            let certificate = { ["--certificate", workshop.file($0)] }
            for (bond, words) in [
                ([], "needs --unbound"), (certificate("phone.pem") + ["--unbound"], "needs --unbound"),
                (["--fingerprint", "ab:cd"], "64 hexadecimal digits"), (certificate("none.pem"), "cannot be read"),
                (certificate("both.pem"), "it is made on the device and stays there"),
                (certificate("phone.key"), "it is made on the device and stays there"),
                (certificate("two.pem"), "expected one certificate"),
                (certificate("phone.csr"), "expected one certificate"),
                (certificate("expired.pem"), "time is over"),
            ] {
                let said = try Tool.run(
                    [
                        program, "token", "create", "--name", "phone", "--device", "--database-url",
                        "postgresql://nowhere",
                        "--membership", "3f0c",
                    ] + bond)
                #expect(said.status == 64 && said.output.contains(words), "\(bond)")
            }
            let plain = try Tool.run([program, "config", "check", "--device-ca", workshop.file("ours.pem")])
            #expect(plain.status == 64 && plain.output.contains("device-ca also needs tls-certificate and tls-key"))
            await #expect(throws: RunningServer.NotReady.self) {
                try await RunningServer.inScratch(options: workshop.tls + ["--device-ca", workshop.file("ours.key")]) {
                    _ in
                }
            }
        }
    }
}
