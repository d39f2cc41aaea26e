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

    /// Whether he may still be told what he asked for: what he came in with is in force, and he is who he was.
    public func isInForce() async throws(LedgerFault) -> Bool { try await now()?.actor == caller.actor }

    /// An answer that took no longer than this is given without asking: beside the second for which the standing of a token is
    /// known it counts for little.
    public static let patience = Duration.milliseconds(100)

    /// Whether an answer that was begun then may be given to him. One that was long in the making is given only to somebody
    /// whose right has lasted as long: a dossier being packed, a print that waited for the press, a question behind a lock.
    public func lasts(since begin: ContinuousClock.Instant, patience: Duration = patience) async throws(LedgerFault)
        -> Bool
    {
        if ContinuousClock.now - begin <= patience { return true }
        return try await isInForce()
    }
}
