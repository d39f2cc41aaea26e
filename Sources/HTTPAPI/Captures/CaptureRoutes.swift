import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Operations

/// `POST /v1/capture`: up to 5,000 acts in one request, each with its own key and its own result.
///
/// Acts are decided in the order in which they stand, each after the one before is durable. What fails is told and
/// passed over (`onError=proceed`); the whole is sent again with the same keys after any break, and does nothing twice.
/// `onError=rollback` would need one transaction for all, which the committer does not offer: it is refused, not feigned.
enum CaptureRoutes {
    /// Acts in one request at most.
    static let mostActs = 5_000
    /// Bytes of a body at most.
    static let mostBytes = 16_777_216

    private struct Summary: Encodable {
        let accepted: Int
        let items: [CaptureResult]
    }

    static func add(to group: RouterGroup<SignedInContext>) {
        group.post("/capture") { request, context in
            let isDryRun = try options(of: request)
            let types = ["application/json", "application/x-ndjson"]
            let body = try await JSONBody.bytes(of: request, limit: mostBytes, types: types)
            let isLines = request.headers[.contentType]?.lowercased().hasPrefix(types[1]) ?? false
            let parts = try CaptureItem.parts(of: body, isLines: isLines)
            guard parts.count <= mostActs else {
                throw Problem(.tooLarge, Words("一次最多 \(mostActs) 条", "At most \(mostActs) acts in one request"))
            }
            let language = Language(accepting: request.headers[.acceptLanguage])
            var results: [CaptureResult] = []
            var right = LastingRight(context.entitlement)
            for (index, bytes) in parts.enumerated() {
                let item = CaptureItem(bytes, at: index, by: context.caller, isDryRun: isDryRun)
                // What was stored before is answered for; whose right has ended sends the rest again once he is let in.
                let isInForce = try await LedgerReading.ask { () throws(LedgerFault) in try await right.isInForce() }
                results.append(
                    isInForce
                        ? await result(of: item, context.ledger, language)
                        : CaptureResult(item, Problem(.signIn), language))
            }
            return try JSONAnswer.response(
                Summary(accepted: results.count { $0.status < 300 }, items: results))
        }
    }

    /// A right that is asked for again once a second, while one request does much: that is how soon a revocation acts.
    private struct LastingRight {
        private let entitlement: Entitlement
        private var askedAt = ContinuousClock.now
        private var lasts = true

        init(_ entitlement: Entitlement) { self.entitlement = entitlement }

        mutating func isInForce() async throws(LedgerFault) -> Bool {
            guard lasts, ContinuousClock.now - askedAt >= .milliseconds(500) else { return lasts }
            lasts = try await entitlement.isInForce()
            askedAt = .now
            return lasts
        }
    }

    /// - Returns: whether nothing is to be stored.
    private static func options(of request: Request) throws(Problem) -> Bool {
        var parameters = Parameters(request, known: ["onError", "dryRun"])
        let onError = parameters.value("onError", Words("写 proceed", "proceed")) { text in
            ["proceed", "rollback"].contains(text) ? text : nil
        }
        let isDryRun = parameters.flag("dryRun")
        try parameters.check()
        guard onError != "rollback" else {
            throw Problem(.notSupported, Words("不支持整批回滚，改用 proceed", "Rolling back all is not supported; use proceed"))
        }
        return isDryRun
    }

    private static func result(of item: CaptureItem, _ ledger: Ledger, _ language: Language) async -> CaptureResult {
        switch item.content {
        case .failure(let problem): return CaptureResult(item, problem, language)
        case .success(let submission):
            let answer = await ledger.submit(submission)
            guard case .done(let receipt, let replayed) = answer else {
                return CaptureResult(item, Problem(answer, data: item.data) ?? Problem(.internal), language)
            }
            return CaptureResult(item, receipt, replayed: replayed, isDryRun: submission.isDryRun, language)
        }
    }
}
