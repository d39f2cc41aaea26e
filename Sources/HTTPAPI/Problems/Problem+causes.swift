import Custody
import Foundation
import HTTPTypes
import Hummingbird

extension Problem {
    /// The refusal of an act: 403 where the actor may not, 422 where the words do not fit, 409 where the state forbids it.
    ///
    /// - Parameter data: the words of the act; the finding points at the member that holds the refusal's subject.
    init(_ refusal: Refusal, in data: [String: Any] = [:]) {
        let reason = refusal.reason
        let kind: ProblemKind =
            switch reason.code.prefix(7) {
            case "GL-A-00": .forbidden
            case "GL-R-02": reason == .codeTaken || reason == .holdingTooSmall ? .refused : .unfit
            case "GL-R-01": .unfit
            default: .refused
            }
        let words = Words(reason.chinese, reason.english)
        let member = data.keys.sorted().first { $0 == refusal.subject || data[$0] as? String == refusal.subject }
        self.init(
            kind, words,
            [
                Item(
                    reason.code, member.map { "/data/\($0)" } ?? "/data", words, hint: kind.remedy,
                    subject: refusal.subject)
            ])
    }

    /// A body that is no such act: which member, what is wrong with it.
    init(_ error: DecodingError, isJSON: Bool, at prefix: String = "") {
        let (path, words): ([any CodingKey], Words) =
            switch error {
            case .keyNotFound(let key, let context):
                (context.codingPath + [key], Words("缺少这个成员", "This member is missing"))
            case .typeMismatch(_, let context): (context.codingPath, Words("类型不对", "The type is wrong"))
            case .valueNotFound(_, let context): (context.codingPath, Words("不能为空", "May not be null"))
            case .dataCorrupted(let context):
                (context.codingPath, Words("读不出这个值；克数应为整数", "The value cannot be read; grams are whole numbers"))
            @unknown default: ([], Words("读不出", "Cannot be read"))
            }
        let kind: ProblemKind = isJSON ? .unfit : .body
        let pointer = prefix + path.map { "/\($0.intValue.map(String.init) ?? $0.stringValue)" }.joined()
        self.init(kind, nil, [Item("GL-R-0001", pointer, words, hint: kind.remedy)])
    }

    /// What Hummingbird itself answers with, such as a body that ended too early.
    init(_ error: HTTPError) {
        let kind: ProblemKind =
            switch error.status {
            case .notFound: .noRoute
            case .contentTooLarge: .tooLarge
            case .unsupportedMediaType: .contentType
            case .internalServerError: .internal
            default: .request
            }
        self.init(kind)
    }
}
