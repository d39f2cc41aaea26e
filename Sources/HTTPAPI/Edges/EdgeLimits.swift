public import NIOCore

/// What a client may take of this server (reliability.md C6): every time is a total, and no byte renews it.
public struct EdgeLimits: Sendable, Equatable {
    /// From the first byte of a request's head (or the opening of a TLS connection) to its last.
    public var head = TimeAmount.seconds(15)
    /// From the end of the head to the end of the body.
    public var body = TimeAmount.seconds(30)
    /// From the first byte of a request to the first byte of its answer.
    public var request = TimeAmount.seconds(30)
    /// The same for an address that takes many acts at once.
    public var bulkRequest = TimeAmount.seconds(120)
    /// From the first byte of an answer until its last has left this machine.
    public var answer = TimeAmount.seconds(60)
    /// The same for an answer that is streamed, of which nobody knows the length.
    public var stream = TimeAmount.seconds(600)
    /// Between two requests of a connection, and before the first.
    public var idle = TimeAmount.seconds(90)
    /// How long a refused client may take to read why, before the connection is cut.
    public var farewell = TimeAmount.seconds(2)
    /// Bytes of a head at most.
    public var headBytes = 32_768
    /// Header fields at most.
    public var fields = 100
    /// Bytes of a request target at most.
    public var targetBytes = 8_192
    /// Bytes of a body at most.
    public var bodyBytes = 1_048_576
    /// The same for an address that takes many acts at once.
    public var bulkBodyBytes = 16_777_216
    /// Connections at a time at most.
    public var connections = 2_000
    /// Of them those of one network that is no proxy of ours: one machine that holds all it can get leaves the others theirs.
    public var connectionsOfOne: Int { max(connections / 4, 1) }

    /// The limits of reliability.md.
    public init() {}

    /// Addresses that take many acts in one request.
    static let bulkPaths: Set<Substring> = ["/v1/capture"]

    /// Bytes of a body that a path may take.
    func bodyBytes(of path: Substring) -> Int { Self.bulkPaths.contains(path) ? bulkBodyBytes : bodyBytes }

    /// How long a path may take to begin its answer.
    func request(of path: Substring) -> TimeAmount { Self.bulkPaths.contains(path) ? bulkRequest : request }

    /// How long a body may take to arrive.
    func body(of path: Substring) -> TimeAmount { Self.bulkPaths.contains(path) ? bulkRequest : body }
}
