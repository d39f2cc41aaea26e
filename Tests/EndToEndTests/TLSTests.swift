import Foundation
import Testing

@Suite("TLS: what is spoken, what is refused, a certificate that is renewed while the server runs")
struct TLSTests {
    private func certify(_ name: String, in directory: String) throws {
        let made = try Tool.run([
            "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
            "-keyout", "\(directory)/key.pem", "-out", "\(directory)/chain.pem", "-days", "2", "-subj", "/CN=\(name)",
        ])
        try #require(made.status == 0, "\(made.output)")
    }

    private func handshake(_ port: Int, _ options: String...) throws -> String {
        try Tool.run(["openssl", "s_client", "-connect", "127.0.0.1:\(port)"] + options).output
    }

    @Test("1.2 and 1.3 are spoken, 1.1 and plain HTTP are not; a new certificate is shown to the next who comes")
    func speech() async throws {
        let directory = "/tmp/gl-tls-\(UUID().uuidString.prefix(8))"
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: directory) }
        try certify("one", in: directory)
        let options = ["--tls-certificate", "\(directory)/chain.pem", "--tls-key", "\(directory)/key.pem"]
        try await RunningServer.inScratch(options: options) { server in
            let url = "https://127.0.0.1:\(server.port)/livez"
            let answer = try Tool.run(["curl", "-sik", "--http1.1", url])
            #expect(
                answer.output.hasPrefix("HTTP/1.1 200") && answer.output.contains("Strict-Transport-Security: max-age=")
            )
            for version in ["-tls1_2", "-tls1_3"] {
                #expect(try handshake(server.port, version).contains("CN = one"), "\(version)")
            }
            for version in ["-tls1", "-tls1_1"] {
                let refused = try handshake(server.port, version, "-cipher", "ALL:@SECLEVEL=0")
                #expect(!refused.contains("CN = one") && refused.contains("no peer certificate"), "\(version)")
            }
            #expect(try !handshake(server.port, "-tls1_2", "-cipher", "AES128-SHA:@SECLEVEL=0").contains("CN = one"))
            #expect(await server.ask("/livez") == nil)
            try certify("two", in: directory)
            #expect(try handshake(server.port).contains("CN = two"))
            try Data("no certificate".utf8).write(to: URL(filePath: "\(directory)/chain.pem"))
            #expect(try handshake(server.port).contains("CN = two"))
            try certify("three", in: directory)
            #expect(try handshake(server.port).contains("CN = three"))
            let head = "GET /livez HTTP/1.1\r\nHost: a\r\n"
            #expect(try await !RawConnection.exchange(head, port: server.port).contains("HTTP/1.1 200"))
        }
    }

    @Test("serve refuses what would be insecure or cannot be read, and config show tells who said what")
    func configuration() throws {
        let program = RunningServer.products.appending(path: "grainledger").path()
        let beyond = try Tool.run([program, "serve", "--embedded", "/tmp/gl-none", "--listen", "0.0.0.0:0"])
        #expect(beyond.status == 64 && beyond.output.contains("plain HTTP beyond loopback"))
        let missing = try Tool.run([program, "serve"])
        #expect(missing.status == 64)
        let file = "/tmp/gl-config-\(UUID().uuidString.prefix(8)).yaml"
        defer { try? FileManager.default.removeItem(atPath: file) }
        try "idle-seconds: 7\ndatabase-url: postgresql://grain:hunter2@db/grain\n".write(
            toFile: file, atomically: true, encoding: .utf8)
        let shown = try Tool.run([
            "env", "GRAINLEDGER_HEAD_SECONDS=4", program, "config", "show", "--config", file, "--body-seconds", "9",
        ])
        for line in [
            "idle-seconds\t7\tfile \(file):1", "head-seconds\t4\tenvironment GRAINLEDGER_HEAD_SECONDS",
            "body-seconds\t9\tflag", "answer-seconds\t60\tdefault",
        ] { #expect(shown.output.contains(line), "\(line)") }
        #expect(shown.status == 0 && !shown.output.contains("hunter2"))
        try "idel-seconds: 7\n".write(toFile: file, atomically: true, encoding: .utf8)
        let wrong = try Tool.run([program, "config", "check", "--config", file])
        #expect(wrong.status == 64 && wrong.output.contains("did you mean idle-seconds?"))
    }
}
