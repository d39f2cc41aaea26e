import Foundation
import HTTPAPI
import Logging
import NIOCore
import OpenID
import Rules
import Synchronization
import Testing

@testable import GrainLedgerApp

@Suite("The configuration: who said what, what cannot be read, what is never shown")
struct SettingsTests {
    private struct NoFile: Error {}

    private func settings(
        _ flags: [SettingKey: String] = [:], _ environment: [String: String] = [:], file: String? = nil
    ) throws -> Settings {
        try Settings(flags: flags, environment: environment, file: file.map { ("c.yaml", $0) }) { name in
            guard name == "secret" else { throw NoFile() }
            return "postgresql://grain:hunter2@db/grain\n"
        }
    }

    private func fault(
        _ flags: [SettingKey: String] = [:], _ environment: [String: String] = [:], file: String? = nil
    ) -> String? {
        do {
            _ = try settings(flags, environment, file: file)
            return nil
        } catch {
            return (error as? Settings.Fault)?.description
        }
    }

    @Test("A flag outranks the environment, the environment a file, a file the default")
    func ranks() throws {
        let file = "# a remark\nlisten: 127.0.0.1:1\nidle-seconds: \"7\"  \nhead-seconds: 3 # short\n"
        let environment = ["GRAINLEDGER_LISTEN": "127.0.0.1:2", "GRAINLEDGER_IDLE_SECONDS": ""]
        let all = try settings([.listen: "127.0.0.1:3"], environment, file: file)
        #expect(all[.listen] == "127.0.0.1:3" && all.origin(of: .listen) == .flag)
        #expect(all[.idleSeconds] == "7" && all.origin(of: .idleSeconds) == .file("c.yaml:3"))
        #expect(all[.headSeconds] == "3" && all.limits.head == .seconds(3))
        #expect(all[.bodySeconds] == "30" && all.origin(of: .bodySeconds) == .standard)
        let said = try settings([:], environment, file: file)
        #expect(said[.listen] == "127.0.0.1:2" && said.origin(of: .listen) == .environment("GRAINLEDGER_LISTEN"))
        #expect(Set(SettingKey.allCases.map(\.variable)).count == SettingKey.allCases.count)
    }

    @Test("What cannot be read is told with its place, its key and what was meant")
    func faults() {
        #expect(
            fault(file: "\nlisten: 127.0.0.1:1\nidel-seconds: 3")
                == "c.yaml:3: unknown key 'idel-seconds'; did you mean idle-seconds?")
        #expect(fault(file: "nothing at all") == "c.yaml:1: expected key: value")
        #expect(fault(file: "listen: 127.0.0.1:1\nlisten: 127.0.0.1:2")?.contains("given twice") == true)
        for url in ["postgresql://grain:hunter2@db/grain", "host=db password=hunter2"] {
            let words = fault([.databaseURL: url])
            #expect(words?.contains("GRAINLEDGER_DATABASE_URL_FILE") == true && words?.contains("hunter2") == false)
            #expect(fault([:], ["GRAINLEDGER_DATABASE_URL": url]) == nil)
        }
        #expect(fault([.idleSeconds: "soon"]) == "idle-seconds 'soon' (flag): expected a whole number above zero")
        #expect(fault([:], ["GRAINLEDGER_LISTEN": "here"])?.contains("environment GRAINLEDGER_LISTEN") == true)
        #expect(fault([.tlsKey: "k.pem"]) == "tls-certificate and tls-key go together")
        #expect(fault([.deviceCA: "ca.pem"])?.contains("device-ca also needs tls-certificate and tls-key") == true)
        #expect(fault([.deviceCA: "ca.pem", .tlsCertificate: "c.pem", .tlsKey: "k.pem"]) == nil)
    }

    @Test("Single sign-on needs its four keys together, and safe addresses; the secret is in its file alone")
    func openID() throws {
        let all: [SettingKey: String] = [
            .openIDIssuer: "https://sso.example", .openIDClient: "grainledger", .openIDSecretFile: "/nowhere",
            .openIDRedirect: "https://book.example/sign-in/openid/return",
        ]
        let good = try settings(all)
        #expect(good[.openIDAlgorithm] == "RS256" && good[.openIDLabelZh] == "统一身份认证")
        #expect(throws: Settings.Fault.self) { _ = try good.openIDProvider() }
        #expect(try settings().openIDProvider() == nil)
        #expect(fault([.openIDIssuer: "https://sso.example"])?.contains("openid-secret-file") == true)
        for (key, value) in [
            (SettingKey.openIDIssuer, "http://sso.example"), (.openIDIssuer, "https://sso.example?a"),
            (.openIDRedirect, "https://book.example/sign-in"), (.openIDAlgorithm, "HS256"), (.openIDAlgorithm, "none"),
        ] {
            #expect(fault(all.merging([key: value]) { $1 }) != nil, "\(key) \(value)")
        }
        let file = FileManager.default.temporaryDirectory.appending(path: "gl-\(UUID().uuidString)")
        try "hunter2\n".write(to: file, atomically: true, encoding: .utf8)
        defer { try? FileManager.default.removeItem(at: file) }
        let set = try settings(all.merging([.openIDSecretFile: file.path()]) { $1 })
        let client = try #require(try set.openIDProvider()).client
        #expect(client.issuer == "https://sso.example" && client.factorWords.isEmpty)
        #expect(!set.lines.contains { $0.value.contains("hunter2") })
    }

    @Test("Plain HTTP stays on loopback unless somebody says otherwise")
    func loopback() throws {
        for address in ["127.0.0.1:80", "localhost:80", "[::1]:80"] { #expect(fault([.listen: address]) == nil) }
        for address in ["0.0.0.0:80", "10.0.0.1:80", "[::]:80", "example.org:80"] {
            #expect(fault([.listen: address])?.contains("plain HTTP beyond loopback") == true, "\(address)")
            #expect(fault([.listen: address, .insecureListen: "true"]) == nil)
            #expect(fault([.listen: address, .trustedProxy: "10.0.0.9"]) == nil)
            #expect(fault([.listen: address, .tlsCertificate: "c", .tlsKey: "k"]) == nil)
            #expect(fault([.adminListen: address, .tlsCertificate: "c", .tlsKey: "k"]) != nil)
        }
    }

    @Test("Proxies are named by their numbers; behind them plain HTTP is for them alone")
    func proxies() throws {
        for text in ["nginx", "10.0.0.9,", "10.0.0.9/24", ""] {
            #expect(fault([.trustedProxy: text])?.contains("addresses in numbers") == true, "\(text)")
        }
        let set = try settings([.listen: "0.0.0.0:80", .trustedProxy: "10.0.0.9, 2001:DB8:0::7"])
        #expect(set.proxies == ["10.0.0.9", "2001:db8::7"] && set.isForProxiesAlone)
        for more: [SettingKey: String] in [[.insecureListen: "true"], [.tlsCertificate: "c", .tlsKey: "k"]] {
            #expect(try !settings(more.merging([.trustedProxy: "10.0.0.9"]) { $1 }).isForProxiesAlone)
        }
        #expect(try !settings([:]).isForProxiesAlone)
    }

    @Test("Of two databases the higher origin's is taken; a secret comes from a file and is never shown")
    func database() throws {
        let environment = ["GRAINLEDGER_DATABASE_URL_FILE": "secret"]
        let secret = try settings([:], environment)
        #expect(secret[.databaseURL] == "postgresql://grain:hunter2@db/grain")
        let shown = secret.lines.map { "\($0.key) \($0.value) \($0.origin)" }.joined(separator: "\n")
        #expect(!shown.contains("hunter2") && shown.contains("host=db") && shown.contains("DATABASE_URL_FILE"))
        let embedded = try settings([.embedded: "var"], environment)
        #expect(embedded[.databaseURL] == nil && embedded[.embedded] == "var")
        #expect(
            fault([.embedded: "var", .databaseURL: "postgresql://grain:hunter2@db/grain"])?.contains("hunter2") == false
        )
    }

    @Test("A line of the log is one line of JSON, whatever a client wrote")
    func log() throws {
        let lines = Lines()
        var logger = Logger(label: "t") { label in
            JSONLog(label: label, level: .info, now: { Timestamp(0) }) { line in
                lines.all.withLock { $0.append(line) }
            }
        }
        logger[metadataKey: "request"] = "a\"b\\\r\n{\"level\":\"error\"}\u{1B}[31m\u{85}\u{2028}\u{202E}"
        logger.info("request", metadata: ["status": .stringConvertible(Int64(200))])
        logger.debug("not written")
        let written = lines.all.withLock { $0 }
        #expect(written.count == 1)
        let line = try #require(written.first)
        #expect(line.unicodeScalars.dropLast().allSatisfy { $0.value >= 0x20 && !(0x7F..<0xA0).contains($0.value) })
        #expect(!line.contains("\u{2028}") && !line.contains("\u{202E}"))
        let object = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
        #expect(object["status"] as? Int == 200 && object["level"] as? String == "info")
        #expect(object["request"] as? String == "a\"b\\\r\n{\"level\":\"error\"}\u{1B}[31m\u{85}\u{2028}\u{202E}")
    }

    private final class Lines: Sendable { let all = Mutex<[String]>([]) }
}
