import Custody
import Foundation
import HTTPTypes
import Hummingbird
import Identity
import Operations
import Rules

/// What was done by an administrator, as it is sent. `secret` stands in the first answer alone.
struct AdministeredDocument: Encodable {
    let kind, subject: String
    let secret: String?
    let until: Timestamp?
    let recoveryCodes: [String]?

    /// The document of what was done.
    init(_ done: Administered) {
        kind = done.kind
        subject = done.subject
        secret = done.secret?.text
        until = done.secret?.until
        recoveryCodes = done.secret.flatMap { $0.recoveryCodes.isEmpty ? nil : $0.recoveryCodes }
    }
}

/// An act of administration that waits for a second person.
private struct WaitingDocument: Encodable {
    let pending, subject: String
    let awaits: [String]
}

extension AdministrativeAnswer {
    /// The answer: 201 done, 202 waits; whatever else is a problem.
    func response() throws -> Response {
        switch self {
        case .done(let done):
            var response = try JSONAnswer.response(AdministeredDocument(done))
            response.status = .created
            response.headers[.cacheControl] = "no-store"
            if done.isReplayed { response.headers[.idempotentReplayed] = "true" }
            return response
        case .waits(let id, let subject, let roles):
            var response = try JSONAnswer.response(
                WaitingDocument(pending: id, subject: subject, awaits: roles.map(\.rawValue).sorted()))
            response.status = .accepted
            return response
        case .denied(let faults): throw Problem(faults)
        case .unknown: throw Problem(.notFound)
        case .unfit(let faults): throw Problem(faults)
        case .stale: throw Problem(.stale)
        case .keyReused: throw Problem(.keyReused)
        case .busy: throw Problem(.busy, retryAfter: 2)
        }
    }
}

extension Problem {
    /// What is wrong with an act of administration: 409 where what is there forbids it, 422 where its words do not fit.
    init(_ faults: [MemberFault]) {
        let isOfState = faults.allSatisfy(\.fault.isOfState)
        self.init(
            isOfState ? .refused : .unfit, nil,
            faults.map {
                Item(
                    $0.fault.notice.code, $0.member.isEmpty ? "" : "/\($0.member)",
                    Words($0.fault.notice.zh, $0.fault.notice.en),
                    hint: Words($0.fault.remedy.zh, $0.fault.remedy.en))
            })
    }

    /// What speaks against a new password.
    init(_ findings: [PasswordFinding], at pointer: String) {
        self.init(
            .unfit, nil,
            findings.map {
                Item(
                    $0.notice.code, pointer, Words($0.notice.zh, $0.notice.en),
                    hint: Words(
                        "换一个 10 到 128 个字符、不好猜的口令", "Choose one of 10 to 128 characters that is hard to guess"))
            })
    }
}
