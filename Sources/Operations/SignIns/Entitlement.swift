/// Somebody a door let in, and how that door is asked again: for work and answers that outlast the request that began them.
public struct Entitlement: Sendable {
    /// Who was let in.
    public let caller: Caller
    /// Who he is now by what he came in with; `nil` once that is no longer in force. Asking keeps no session alive.
    public let now: @Sendable () async throws(LedgerFault) -> Caller?

    /// An entitlement.
    public init(_ caller: Caller, now: @escaping @Sendable () async throws(LedgerFault) -> Caller?) {
        self.caller = caller
        self.now = now
    }
}
