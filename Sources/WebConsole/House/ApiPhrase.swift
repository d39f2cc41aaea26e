/// What the pages of the API say; in both languages, like every `Phrase`. What they describe is in English, as the
/// description is.
enum ApiPhrase: String, CaseIterable, Sendable {
    case member, standsIn, type, mustBeGiven, mayBeLeftOut, body, answers, status, membersOf, schemas, schemasLead
    case oneOf, noBody, usedBy
}

extension ApiPhrase {
    /// The words in Chinese.
    var chinese: String {
        switch self {
        case .member: "名称"
        case .standsIn: "位置"
        case .type: "类型"
        case .mustBeGiven: "必填"
        case .mayBeLeftOut: "可不填"
        case .body: "请求正文"
        case .answers: "答复"
        case .status: "状态码"
        case .membersOf: "{0} 的成员"
        case .schemas: "数据结构"
        case .schemasLead: "请求和答复里用到的对象。"
        case .oneOf: "取值之一"
        case .noBody: "没有正文"
        case .usedBy: "用于"
        }
    }

    /// The words in English.
    var english: String {
        switch self {
        case .member: "Name"
        case .standsIn: "In"
        case .type: "Type"
        case .mustBeGiven: "required"
        case .mayBeLeftOut: "optional"
        case .body: "Body of the request"
        case .answers: "Answers"
        case .status: "Status"
        case .membersOf: "Members of {0}"
        case .schemas: "Schemas"
        case .schemasLead: "The objects that requests and answers are made of."
        case .oneOf: "one of"
        case .noBody: "no body"
        case .usedBy: "Used by"
        }
    }
}
