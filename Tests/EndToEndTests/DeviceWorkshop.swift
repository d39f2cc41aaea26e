import Foundation
import Testing

/// Authorities, and certificates of devices with their keys, made by `openssl` in a directory of their own.
struct DeviceWorkshop {
    let directory: String

    /// Runs a body with a workshop that is removed afterwards; it has the authority `ours`, another one of the same name,
    /// `theirs`, and the server's own certificate.
    static func inScratch(_ body: (DeviceWorkshop) async throws -> Void) async throws {
        let workshop = DeviceWorkshop(directory: "/tmp/gl-devices-\(UUID().uuidString.prefix(8))")
        try FileManager.default.createDirectory(atPath: workshop.directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: workshop.directory) }
        for authority in ["ours", "theirs"] { try workshop.found(authority, named: "Devices of the bureau") }
        try workshop.found("server", named: "localhost")
        try await body(workshop)
    }

    func file(_ name: String) -> String { "\(directory)/\(name)" }

    /// Options of a server that asks for certificates of `ours`.
    var options: [String] { tls + ["--device-ca", file("ours.pem")] }
    /// Options of a server that speaks TLS and asks for none.
    var tls: [String] { ["--tls-certificate", file("server.pem"), "--tls-key", file("server.key")] }

    private func found(_ name: String, named subject: String) throws {
        try openssl(
            ["req", "-x509"] + newKey(name) + ["-out", file("\(name).pem"), "-days", "2", "-subj", "/CN=\(subject)"])
    }

    /// Makes a key, and has an authority sign a certificate for it.
    ///
    /// - Parameter subject: whom it names; the name of its files when nobody is told.
    func certify(_ name: String, naming subject: String? = nil, by authority: String = "ours", days: Int = 2) throws {
        let subject = "/CN=\(subject ?? name)"
        try openssl(["req", "-new"] + newKey(name) + ["-out", file("\(name).csr"), "-subj", subject])
        try openssl([
            "x509", "-req", "-in", file("\(name).csr"), "-CA", file("\(authority).pem"), "-CAkey",
            file("\(authority).key"), "-CAcreateserial", "-days", "\(days)", "-out", file("\(name).pem"),
        ])
    }

    /// The fingerprint as `openssl` prints it, with colons.
    func fingerprint(_ name: String) throws -> String {
        let said = try openssl(["x509", "-in", file("\(name).pem"), "-noout", "-fingerprint", "-sha256"])
        return said.split(separator: "=").last.map { $0.trimmingCharacters(in: .whitespacesAndNewlines) } ?? ""
    }

    private func newKey(_ name: String) -> [String] {
        ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout", file("\(name).key")]
    }

    @discardableResult
    private func openssl(_ arguments: [String]) throws -> String {
        let made = try Tool.run(["openssl"] + arguments)
        try #require(made.status == 0, "\(made.output)")
        return made.output
    }

    /// What a server answers, head and body without the date; empty when the connection came to nothing.
    ///
    /// - Parameters:
    ///   - name: the certificate that the asker shows, with its key; `nil` for none.
    ///   - options: further options of `curl`.
    func ask(_ url: String, token: String?, showing name: String? = nil, _ options: [String] = []) throws -> String {
        let shown = name.map { ["--cert", file("\($0).pem"), "--key", file("\($0).key")] } ?? []
        // One number for all requests, so that answers can be compared to the byte.
        let said = token.map { ["-H", "Authorization: Bearer \($0)"] } ?? []
        let answer = try Tool.run(
            ["curl", "-sik", "--http1.1", "-H", "X-Request-Id: one"] + said + shown + options + [url])
        return answer.output.split(separator: "\r\n", omittingEmptySubsequences: false)
            .filter { !$0.lowercased().hasPrefix("date:") }.joined(separator: "\n")
    }
}

extension RunningServer {
    /// Grants a device of a keeper; its token.
    func device(_ name: String, _ bond: [String], kind: [String] = ["--device"]) throws -> String {
        let made = try command(
            [
                "token", "create", "--name", name, "--role", "keeper", "--organization", Self.office, "--region",
                "4309",
            ] + kind + bond)
        try #require(made.status == 0)
        return made.output.trimmingCharacters(in: .whitespacesAndNewlines)
    }
}
