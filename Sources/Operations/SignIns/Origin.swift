/// Where a request came from and which it is: what the audit notes beside who and what.
public struct Origin: Hashable, Sendable {
    /// Network address; empty on the command line.
    public let address: String
    /// Number of the request.
    public let request: String

    /// An origin.
    public init(address: String, request: String) {
        self.address = address
        self.request = request
    }

    /// Of the request that this task answers.
    @TaskLocal public static var current = Origin(address: "", request: "")
}
