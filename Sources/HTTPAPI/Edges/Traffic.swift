import Identity
import Synchronization

/// Figures of what has come and gone since the start: connections, requests by address and status, times, refusals.
public final class Traffic: Sendable {
    /// Upper bounds of the classes of time, in milliseconds.
    static let bounds = [5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000]

    /// Requests of one method, address and status.
    struct Key: Hashable, Sendable, Comparable {
        let method, route: String
        let status: Int
        static func < (left: Key, right: Key) -> Bool {
            (left.route, left.method, left.status) < (right.route, right.method, right.status)
        }
    }

    /// Times of one address.
    struct Times: Sendable {
        /// Requests by class of time; the last has no upper bound.
        var counts = [Int](repeating: 0, count: Traffic.bounds.count + 1)
        /// Sum in microseconds.
        var sum: Int64 = 0
    }

    /// All figures at one moment.
    struct Figures: Sendable {
        var open = 0
        /// Open connections of each network.
        var networks: [String: Int] = [:]
        var accepted = 0
        var running = 0
        var requests: [Key: Int] = [:]
        var times: [String: Times] = [:]
        var refusals: [String: Int] = [:]
    }

    private let figures = Mutex(Figures())

    /// Figures that stand at zero.
    public init() {}

    /// - Returns: connections that are open now, with this one, and those of its network among them.
    func connectionOpened(from address: String) -> (all: Int, ofOne: Int) {
        let network = NetworkBlock.text(of: address)
        return figures.withLock {
            $0.open += 1
            $0.accepted += 1
            $0.networks[network, default: 0] += 1
            return ($0.open, $0.networks[network] ?? 0)
        }
    }

    func connectionClosed(from address: String) {
        let network = NetworkBlock.text(of: address)
        figures.withLock {
            $0.open -= 1
            let left = ($0.networks[network] ?? 0) - 1
            $0.networks[network] = left > 0 ? left : nil
        }
    }

    /// A request or a client was turned away, by the name of the reason.
    func refused(_ reason: String) { figures.withLock { $0.refusals[reason, default: 0] += 1 } }

    func requestBegan() { figures.withLock { $0.running += 1 } }

    /// - Parameter route: the address as it is in the OpenAPI document; never what a client wrote.
    func requestEnded(method: String, route: String, status: Int, microseconds: Int64) {
        let milliseconds = microseconds / 1_000
        let place = Self.bounds.firstIndex { milliseconds < $0 } ?? Self.bounds.count
        figures.withLock {
            $0.running -= 1
            $0.requests[Key(method: method, route: route, status: status), default: 0] += 1
            $0.times[route, default: Times()].counts[place] += 1
            $0.times[route, default: Times()].sum += microseconds
        }
    }

    /// All figures now.
    func snapshot() -> Figures { figures.withLock { $0 } }
}
