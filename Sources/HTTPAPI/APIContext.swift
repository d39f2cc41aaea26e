import Custody
public import Hummingbird
import NIOCore
import Operations

/// What a request carries through the routes.
public struct APIContext: RequestContext {
    /// Hummingbird's part.
    public var coreContext: CoreRequestContextStorage
    /// A body may be this long, in bytes (reliability.md C6).
    public var maxUploadSize: Int { 1_048_576 }

    /// A context of a request.
    public init(source: Source) { coreContext = .init(source: source) }
}

/// A context with a signed-in actor: below a group with it no handler can forget the check.
struct SignedInContext: ChildRequestContext {
    var coreContext: CoreRequestContextStorage
    let actor: Actor
    let ledger: Ledger
    var maxUploadSize: Int { 1_048_576 }

    init(context: SignedInSource) throws {
        coreContext = context.coreContext
        guard let actor = context.actor, let ledger = context.ledger else {
            throw Problem(.signIn)
        }
        self.actor = actor
        self.ledger = ledger
    }
}

/// A context in which a sign-in may have happened.
struct SignedInSource: ChildRequestContext {
    var coreContext: CoreRequestContextStorage
    var actor: Actor?
    var ledger: Ledger?
    var maxUploadSize: Int { 1_048_576 }

    init(context: APIContext) { coreContext = context.coreContext }
}

/// Reads the bearer token.
struct BearerMiddleware: RouterMiddleware {
    typealias Context = SignedInSource
    let ledger: Ledger

    func handle(
        _ request: Request, context: SignedInSource, next: (Request, SignedInSource) async throws -> Response
    ) async throws -> Response {
        var context = context
        context.ledger = ledger
        if let header = request.headers[.authorization], header.hasPrefix("Bearer ") {
            do {
                context.actor = try await ledger.signIn(String(header.dropFirst(7)))
            } catch {
                throw Problem(.away, retryAfter: 2)
            }
        }
        return try await next(request, context)
    }
}
