import Glibc

/// One run: all connections at work until the time is over or nothing is left to send, then every answer awaited.
final class LoadRun {
    private let order: Order
    private var requests: Requests
    private var latencies: [UInt32] = []
    private var acknowledged: [Int] = []
    private var firstFailure = ""
    private var elapsed: Double = 0
    /// Answers that were not of the two hundreds, and connections that broke.
    private(set) var failures = 0

    init(_ order: Order) {
        self.order = order
        requests = Requests(order)
        latencies.reserveCapacity(1 << 20)
    }

    func perform() {
        let connections = (0..<order.connections).compactMap { _ in Connection(port: order.port) }
        guard connections.count == order.connections else {
            failures = order.connections - connections.count
            firstFailure = "no connection"
            return
        }
        let start = clockNow()
        let end = start + UInt64(order.seconds * 1e9)
        var polled = connections.map { pollfd(fd: $0.descriptor, events: Int16(POLLIN), revents: 0) }
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        var busy = connections.reduce(0) { $0 + (sendNext(on: $1) ? 1 : 0) }
        while busy > 0, poll(&polled, nfds_t(polled.count), 20_000) > 0 {
            for index in polled.indices where polled[index].revents != 0 {
                let connection = connections[index]
                guard connection.isBusy else { continue }
                do throws(Connection.Gone) {
                    guard let answer = try connection.read(&buffer) else { continue }
                    note(answer, connection)
                    if clockNow() < end, sendNext(on: connection) { continue }
                } catch {
                    fail("a connection broke")
                    polled[index].fd = -1
                }
                busy -= 1
            }
        }
        if busy > 0 { fail("no answer for twenty seconds") }
        elapsed = Double(clockNow() - start) / 1e9
        writeAcknowledged()
    }

    private func sendNext(on connection: Connection) -> Bool {
        let number = requests.made
        guard let bytes = requests.next() else { return false }
        return connection.send(bytes, number: number)
    }

    private func note(_ answer: Connection.Answer, _ connection: Connection) {
        latencies.append(UInt32(min(UInt64(UInt32.max), (clockNow() - connection.sentAt) / 1000)))
        if (200..<300).contains(answer.status) {
            acknowledged.append(connection.number)
        } else {
            fail(String(decoding: answer.text, as: UTF8.self))
        }
    }

    private func fail(_ words: String) {
        failures += 1
        if firstFailure.isEmpty { firstFailure = words }
    }

    private func writeAcknowledged() {
        let (keys, path): (String, String)
        switch order.work {
        case .move(_, _, let ownKeys, let file), .mixed(_, let ownKeys, let file): (keys, path) = (ownKeys, file)
        default: return
        }
        guard let file = fopen(path, "w") else { return }
        for number in acknowledged where requests.isAct(number) { fputs("\(keys)-\(number)\n", file) }
        fclose(file)
    }

    /// The result as JSON: latencies in microseconds, processor time of this client in seconds.
    var summary: String {
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        let cpu =
            Double(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec)
            + Double(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6
        let sorted = latencies.sorted()
        func quantile(_ share: Double) -> UInt32 {
            sorted.isEmpty ? 0 : sorted[min(sorted.count - 1, Int(Double(sorted.count) * share))]
        }
        let words = firstFailure.unicodeScalars.map { $0 == "\"" || $0 == "\\" || $0.value < 32 ? " " : String($0) }
        return """
            {"acknowledged":\(acknowledged.count),"seconds":\(elapsed),"failures":\(failures),\
            "p50":\(quantile(0.5)),"p99":\(quantile(0.99)),"max":\(sorted.last ?? 0),"cpu":\(cpu),\
            "firstFailure":"\(words.joined().prefix(600))"}
            """
    }
}
