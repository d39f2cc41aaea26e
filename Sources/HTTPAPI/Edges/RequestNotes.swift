import HTTPTypes
import Synchronization

/// What the inner layers of a request tell the outermost: who it was, and how he stands with his allowance.
final class RequestNotes: Sendable {
    private struct Content {
        var principal: String?
        var isKnown = false
        var standings: [(name: String, allowance: Allowance, standing: RateStanding)] = []
    }

    /// Of the request that this task answers.
    @TaskLocal static var current: RequestNotes?

    private let content = Mutex(Content())

    /// Who asked.
    var principal: String? {
        get { content.withLock { $0.principal } }
        set { content.withLock { $0.principal = newValue } }
    }

    /// Whether what he came with was found to be somebody's, or could not be looked up for a reason that is not his.
    var isKnown: Bool {
        get { content.withLock { $0.isKnown } }
        set { content.withLock { $0.isKnown = newValue } }
    }

    /// Notes where somebody stands with one of his allowances.
    func note(_ name: String, _ allowance: Allowance, _ standing: RateStanding) {
        content.withLock { $0.standings.append((name, allowance, standing)) }
    }

    /// Tells the allowances in the form of draft-ietf-httpapi-ratelimit-headers.
    func tellRates(in headers: inout HTTPFields) {
        let standings = content.withLock { $0.standings }
        guard !standings.isEmpty else { return }
        headers[.rateLimitPolicy] =
            standings.map { "\"\($0.name)\";q=\($0.allowance.quota);w=\($0.allowance.seconds)" }.joined(separator: ", ")
        headers[.rateLimit] =
            standings.map { "\"\($0.name)\";r=\($0.standing.remaining);t=\($0.standing.reset)" }.joined(separator: ", ")
    }
}
