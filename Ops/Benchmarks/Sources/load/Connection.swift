import Glibc

/// One keep-alive connection to a server on this machine.
final class Connection {
    let descriptor: Int32
    /// When the request under way was sent, in nanoseconds.
    private(set) var sentAt: UInt64 = 0
    /// Number of the request under way.
    private(set) var number = 0
    private(set) var isBusy = false
    private var answer: [UInt8] = []

    /// An answer that is there in full.
    struct Answer {
        let status: Int
        let text: [UInt8]
    }

    init?(port: UInt16) {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let connected = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard connected == 0 else { return nil }
        var one: Int32 = 1
        setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &one, socklen_t(MemoryLayout<Int32>.size))
    }

    /// Sends a request; it is small, so the socket takes it whole.
    func send(_ bytes: [UInt8], number: Int) -> Bool {
        self.number = number
        isBusy = true
        answer.removeAll(keepingCapacity: true)
        sentAt = clockNow()
        return write(descriptor, bytes, bytes.count) == bytes.count
    }

    /// Reads what is there; the answer when it is complete, `nil` while it is not.
    ///
    /// - Throws: when the connection is gone.
    func read(_ buffer: inout [UInt8]) throws(Gone) -> Answer? {
        let count = Glibc.read(descriptor, &buffer, buffer.count)
        guard count > 0 else { throw Gone() }
        answer += buffer[..<count]
        guard let end = endOfHeader(), answer.count >= end + bodyLength(before: end) else { return nil }
        isBusy = false
        let status = answer[9..<12].reduce(0) { $0 * 10 + Int($1) - 48 }
        return Answer(status: status, text: answer)
    }

    struct Gone: Error {}

    private func endOfHeader() -> Int? {
        guard answer.count > 15 else { return nil }
        for index in 12...(answer.count - 4)
        where answer[index] == 13 && answer[index + 1] == 10 && answer[index + 2] == 13 && answer[index + 3] == 10 {
            return index + 4
        }
        return nil
    }

    private static let lengthName = Array("content-length:".utf8)

    private func bodyLength(before end: Int) -> Int {
        var start = 0
        while start < end {
            let name = Self.lengthName
            if start + name.count < end, (0..<name.count).allSatisfy({ answer[start + $0] | 0x20 == name[$0] | 0x20 }) {
                return answer[(start + name.count)..<end].prefix { $0 != 13 }.reduce(0) {
                    $1 >= 48 && $1 <= 57 ? $0 * 10 + Int($1) - 48 : $0
                }
            }
            while start < end, answer[start] != 10 { start += 1 }
            start += 1
        }
        return 0
    }
}

/// Nanoseconds of a clock that never runs back.
func clockNow() -> UInt64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
}
