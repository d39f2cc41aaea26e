import Foundation
import Testing

@Suite("Alerts and board ask for figures that there are")
struct MonitoringTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Ops/monitoring")

    /// Names of figures in a text; of a histogram without what its lines add to the name.
    private func names(in text: String) -> Set<String> {
        Set(
            text.matches(of: #/\bgrainledger_[a-z_]+/#).map { match in
                ["_bucket", "_sum", "_count"].reduce(String(match.output)) { name, ending in
                    name.hasSuffix("seconds" + ending) ? String(name.dropLast(ending.count)) : name
                }
            })
    }

    @Test("Every figure of the alerts and of the board is answered by a running server")
    func answered() async throws {
        var asked: Set<String> = []
        for file in ["alerts.yml", "board.json"] {
            let named = names(in: try String(contentsOf: Self.folder.appending(path: file), encoding: .utf8))
            #expect(named.count > 8, "\(file)")
            asked.formUnion(named)
        }
        let port = FreePort.next()
        try await RunningServer.inScratch(options: ["--admin-listen", "127.0.0.1:\(port)"]) { server in
            await LogWriters([server], token: try server.grant("administrator", "t")).found()
            let limit = ContinuousClock.now + .seconds(60)
            var missing = asked
            // The first checkpoint and the first examination are made beside.
            while !missing.isEmpty, ContinuousClock.now < limit {
                missing = asked.subtracting(names(in: try #require(await server.ask("/metrics", at: port)).text))
            }
            #expect(missing.isEmpty)
        }
    }

    @Test("Each of the six alerts says in Chinese and in English which page to open")
    func words() throws {
        let text = try String(contentsOf: Self.folder.appending(path: "alerts.yml"), encoding: .utf8)
        let alerts = text.components(separatedBy: "- alert: ").dropFirst()
        #expect(alerts.count == 6)
        for alert in alerts {
            let lines = alert.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
            for language in ["zh: ", "en: "] {
                #expect(lines.contains { $0.hasPrefix(language) && $0.contains("/status") }, "\(lines.first ?? "")")
            }
        }
    }
}
