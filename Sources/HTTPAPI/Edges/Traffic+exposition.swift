/// A figure that is asked for when somebody looks, such as the length of a queue.
public struct Gauge: Sendable {
    /// Name, in the manner of Prometheus.
    public let name: String
    /// What it counts.
    public let meaning: String
    /// Its value now.
    public let value: Int

    /// A figure.
    public init(_ name: String, _ meaning: String, _ value: Int) {
        self.name = name
        self.meaning = meaning
        self.value = value
    }
}

extension Traffic {
    /// All figures as Prometheus reads them (text format 0.0.4).
    func exposition(with gauges: [Gauge]) -> String {
        let now = snapshot()
        var text = ""
        for gauge in gauges + [
            Gauge("grainledger_connections_open", "Connections that are open.", now.open),
            Gauge("grainledger_requests_running", "Requests that are being answered.", now.running),
        ] {
            text += "# HELP \(gauge.name) \(gauge.meaning)\n# TYPE \(gauge.name) gauge\n\(gauge.name) \(gauge.value)\n"
        }
        text += Self.head("grainledger_connections_total", "Connections accepted.", "counter")
        text += "grainledger_connections_total \(now.accepted)\n"
        text += Self.head("grainledger_refusals_total", "Requests turned away at the edge.", "counter")
        for (reason, count) in now.refusals.sorted(by: { $0.key < $1.key }) {
            text += "grainledger_refusals_total{reason=\"\(reason)\"} \(count)\n"
        }
        text += Self.head("grainledger_requests_total", "Requests answered.", "counter")
        for (key, count) in now.requests.sorted(by: { $0.key < $1.key }) {
            let labels = "method=\"\(key.method)\",route=\"\(key.route)\",status=\"\(key.status)\""
            text += "grainledger_requests_total{\(labels)} \(count)\n"
        }
        text += Self.head("grainledger_request_seconds", "Time to the end of the answer.", "histogram")
        for (route, times) in now.times.sorted(by: { $0.key < $1.key }) { text += Self.lines(route, times) }
        return text
    }

    private static func head(_ name: String, _ meaning: String, _ type: String) -> String {
        "# HELP \(name) \(meaning)\n# TYPE \(name) \(type)\n"
    }

    private static func lines(_ route: String, _ times: Times) -> String {
        let name = "grainledger_request_seconds"
        var text = ""
        var count = 0
        for (index, bound) in bounds.enumerated() {
            count += times.counts[index]
            text += "\(name)_bucket{route=\"\(route)\",le=\"\(seconds(Int64(bound) * 1_000))\"} \(count)\n"
        }
        count += times.counts[bounds.count]
        text += "\(name)_bucket{route=\"\(route)\",le=\"+Inf\"} \(count)\n"
        return text
            + "\(name)_sum{route=\"\(route)\"} \(seconds(times.sum))\n\(name)_count{route=\"\(route)\"} \(count)\n"
    }

    /// Microseconds as seconds, without a binary fraction.
    static func seconds(_ microseconds: Int64) -> String {
        let rest = String(microseconds % 1_000_000)
        return "\(microseconds / 1_000_000).\(String(repeating: "0", count: 6 - rest.utf8.count))\(rest)"
    }
}
