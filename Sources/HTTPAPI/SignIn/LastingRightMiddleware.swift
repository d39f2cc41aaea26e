import HTTPTypes
import Hummingbird
import Operations

/// What was long in the making is answered only to somebody whose right has lasted as long.
///
/// What was done is answered for in any case: an act that is in the book must be known to whoever handed it in.
struct LastingRightMiddleware: RouterMiddleware {
    typealias Context = SignedInContext

    func handle(
        _ request: Request, context: SignedInContext, next: (Request, SignedInContext) async throws -> Response
    ) async throws -> Response {
        let begin = ContinuousClock.now
        let response = try await next(request, context)
        let isReading =
            request.method == .get || request.method == .head || request.uri.path.hasSuffix("/reveal")
        guard isReading else { return response }
        let lasts = try await LedgerReading.ask { () throws(LedgerFault) in
            try await context.entitlement.lasts(since: begin)
        }
        if !lasts { throw Problem(.signIn) }
        return response
    }
}
