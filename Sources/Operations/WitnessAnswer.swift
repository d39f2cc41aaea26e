/// What a witness answers to a log (C2SP tlog-witness).
public struct WitnessAnswer: Hashable, Sendable {
    /// HTTP status.
    public let status: Int
    /// Cosignature lines, the size held, or nothing.
    public let body: String
    /// Content type of the body; `nil` where it is empty.
    public let contentType: String?

    /// An answer.
    public init(status: Int, body: String, contentType: String?) {
        self.status = status
        self.body = body
        self.contentType = contentType
    }
}
