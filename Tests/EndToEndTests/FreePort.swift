import Foundation
import Synchronization

/// Ports for servers: below those the system gives to clients, each handed out once and free when it is.
enum FreePort {
    private static let last = Mutex(Int.random(in: 10_000..<30_000))

    /// A port nobody listens on.
    static func next() -> Int {
        last.withLock { last in
            repeat { last = last < 32_000 ? last + 1 : 10_000 } while !isFree(last)
            return last
        }
    }

    private static func isFree(_ port: Int) -> Bool {
        let handle = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(handle) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
        return unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe bind(handle, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
    }
}
