import Custody
public import Hummingbird
import Identity
import NIOCore
import Operations

/// What a request carries through the routes.
public struct APIContext: RequestContext {
    /// Hummingbird's part.
    public var coreContext: CoreRequestContextStorage
    /// A body may be this long, in bytes (reliability.md C6).
    public var maxUploadSize: Int { 1_048_576 }
    /// Network address of the client: of the connection, or what a trusted proxy says of it.
    public internal(set) var address: String
    /// The connection.
    let channel: any Channel

    /// A context of a request.
    public init(source: Source) {
        coreContext = .init(source: source)
        address = source.channel.remoteAddress?.ipAddress ?? ""
        channel = source.channel
    }
}

/// A context with a signed-in caller: below a group with it no handler can forget the check.
struct SignedInContext: ChildRequestContext {
    var coreContext: CoreRequestContextStorage
    /// Who was let in, and how his door is asked again by what lasts.
    let entitlement: Entitlement
    let ledger: Ledger
    let doors: Doors
    /// The cookie's value, when he came in by a browser.
    let cookie: String?
    /// His session, when he came in by a browser.
    let session: SignedIn?
    /// Who acts and reads.
    var caller: Caller { entitlement.caller }
    var actor: Actor { caller.actor }
    var maxUploadSize: Int { 1_048_576 }

    init(context: SignedInSource) throws {
        coreContext = context.coreContext
        guard let entitlement = context.entitlement, let ledger = context.ledger, let doors = context.doors else {
            throw Problem(.signIn)
        }
        self.entitlement = entitlement
        self.ledger = ledger
        self.doors = doors
        cookie = context.cookie
        session = context.session
    }

    /// Notes a read in the audit before it is answered: what cannot be noted is not read.
    func note(_ act: String, _ subject: String, _ detail: String? = nil) async throws(Problem) {
        let note = AuditNote(caller, act, subject, detail: String((detail ?? "").prefix(1_000)))
        try await CallerMiddleware.asked { () throws(LedgerFault) in try await doors.audits.note(note) }
    }

    /// A refusal to throw, once it is noted: who asked for what is not his is told by the audit (reliability.md §8, 35).
    func refusal(of act: String, _ subject: String = "", _ faults: [AccessFault] = [.notPermitted])
        async throws(Problem) -> Problem
    {
        try await CallerMiddleware.asked { () throws(LedgerFault) in
            try await doors.audits.note(AuditNote(refused: act, on: subject, for: faults, to: caller))
        }
        return Problem(faults)
    }
}

/// A context in which a sign-in may have happened.
struct SignedInSource: ChildRequestContext {
    var coreContext: CoreRequestContextStorage
    let address: String
    let channel: any Channel
    var entitlement: Entitlement?
    var ledger: Ledger?
    var doors: Doors?
    var cookie: String?
    var session: SignedIn?
    var maxUploadSize: Int { 1_048_576 }

    init(context: APIContext) {
        coreContext = context.coreContext
        address = context.address
        channel = context.channel
    }
}
