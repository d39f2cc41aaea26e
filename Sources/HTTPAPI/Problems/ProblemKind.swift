import HTTPTypes

/// Every kind of problem this API answers with: the last part of `type`, and of a page under `/problems/`.
enum ProblemKind: String, CaseIterable, Sendable {
    case query, cursor, body, header
    case notSupported = "not-supported"
    case signIn = "sign-in"
    case forbidden
    case notFound = "not-found"
    case noRoute = "no-route"
    case unknownAct = "unknown-act"
    case method, refused, stale
    case tooLarge = "too-large"
    case contentType = "content-type"
    case unfit
    case keyReused = "key-reused"
    case keyMissing = "key-missing"
    case request, `internal`, away, unconfirmed, busy
    case csrf
    case tooManyTries = "too-many-tries"
    case secondPerson = "second-person"
    case notAcceptable = "not-acceptable"
    case tooManyRequests = "too-many-requests"
    case tooSlow = "too-slow"
    case targetTooLong = "target-too-long"
    case headTooLarge = "head-too-large"
    case crowded

    /// HTTP status; one for each kind (experience.md §3.1).
    var status: HTTPResponse.Status {
        switch self {
        case .query, .cursor, .body, .header, .notSupported, .request: .badRequest
        case .signIn: .unauthorized
        case .forbidden, .csrf: .forbidden
        case .tooManyTries: .tooManyRequests
        case .notFound, .noRoute, .unknownAct: .notFound
        case .method: .methodNotAllowed
        case .refused, .secondPerson: .conflict
        case .stale: .preconditionFailed
        case .tooLarge: .contentTooLarge
        case .contentType: .unsupportedMediaType
        case .unfit, .keyReused: .unprocessableContent
        case .keyMissing: .preconditionRequired
        case .internal: .internalServerError
        case .away, .unconfirmed, .busy, .crowded: .serviceUnavailable
        case .notAcceptable: .notAcceptable
        case .tooManyRequests: .tooManyRequests
        case .tooSlow: .requestTimeout
        case .targetTooLong: .uriTooLong
        case .headTooLarge: .requestHeaderFieldsTooLarge
        }
    }

    /// What it is called.
    var title: Words { texts.title }
    /// What it means.
    var meaning: Words { texts.meaning }
    /// What to do.
    var remedy: Words { texts.remedy }
    /// Stable code of a finding of this kind that has no code of its own: `GL-P-` and the place in the list.
    var code: String {
        let place = (Self.allCases.firstIndex(of: self) ?? 0) + 1
        return place < 10 ? "GL-P-000\(place)" : "GL-P-00\(place)"
    }
}

extension ProblemKind {
    private typealias Texts = (title: Words, meaning: Words, remedy: Words)

    private var texts: Texts {
        switch self {
        case .query, .cursor, .body, .header, .notSupported, .request, .contentType, .tooLarge: shapeTexts
        case .signIn, .forbidden, .notFound, .noRoute, .unknownAct, .method: rightTexts
        case .csrf, .tooManyTries, .secondPerson: doorTexts
        case .refused, .stale, .unfit, .keyReused, .keyMissing: stateTexts
        case .internal, .away, .unconfirmed, .busy: worldTexts
        case .notAcceptable, .tooManyRequests, .tooSlow, .targetTooLong, .headTooLarge, .crowded: edgeTexts
        }
    }

    private var shapeTexts: Texts {
        switch self {
        case .query:
            (
                Words("查询参数有误", "A query parameter is wrong"),
                Words("有不认识的参数，或参数的值读不出。", "A parameter is not known, or its value cannot be read."),
                Words("按 findings 逐条改正参数。", "Correct each parameter that findings names.")
            )
        case .cursor:
            (
                Words("翻页游标不能用", "The cursor cannot be used"),
                Words("游标残缺，或来自另一个查询。", "The cursor is damaged, or it comes from another query."),
                Words("去掉 cursor，从第一页重新开始。", "Leave cursor out and begin at the first page.")
            )
        case .body:
            (
                Words("正文读不出", "The body cannot be read"),
                Words("正文不是 UTF-8 的 JSON，或嵌套超过 32 层。", "The body is not JSON in UTF-8, or is nested deeper than 32."),
                Words("检查正文的格式。", "Check the form of the body.")
            )
        case .header:
            (
                Words("请求头有误", "A header is wrong"),
                Words("请求头的值读不出，或不适用于这个请求。", "A header cannot be read, or does not apply to this request."),
                Words("按 findings 改正请求头。", "Correct the header that findings names.")
            )
        case .notSupported:
            (
                Words("不支持这种组合", "This combination is not supported"),
                Words("每个选项都认识，但合在一起没有定义。", "Each option is known; together they have no meaning here."),
                Words("去掉其中一个选项。", "Leave one of the options out.")
            )
        case .contentType:
            (
                Words("正文类型不对", "The content type is wrong"),
                Words("这个地址不收这种类型的正文。", "This address does not take a body of this type."),
                Words("改用 application/json。", "Send application/json.")
            )
        case .tooLarge:
            (
                Words("正文太大", "The body is too large"),
                Words("正文超过上限。", "The body is longer than the limit."),
                Words("分几次发送。", "Send it in parts.")
            )
        default:
            (
                Words("请求读不出", "The request cannot be read"),
                Words("请求不合 HTTP 的写法。", "The request is not well-formed HTTP."),
                Words("检查客户端。", "Check the client.")
            )
        }
    }

    private var rightTexts: Texts {
        switch self {
        case .signIn:
            (
                Words("没有登录", "Not signed in"),
                Words(
                    "没有有效的令牌或会话。", "There is no bearer token or session that is in force."),
                Words(
                    "用 Authorization: Bearer 送有效令牌，或重新登录。",
                    "Send a valid token as Authorization: Bearer, or sign in again.")
            )
        case .forbidden:
            (
                Words("没有权限", "Not permitted"),
                Words("角色、单位或辖区不允许这个操作。", "Role, organisation or jurisdiction does not allow this act."),
                Words("由有权的单位或人员办理。", "Have it done by the organisation or person entitled to it.")
            )
        case .notFound:
            (
                Words("没有这个对象", "No such object"),
                Words(
                    "不存在，或不在你能看的范围内；两者不加区分。",
                    "It does not exist, or it is not yours to see; the two are not told apart."),
                Words("检查编号。", "Check the code.")
            )
        case .noRoute:
            (
                Words("没有这个地址", "No such address"),
                Words("地址写错，或属于另一版本。", "The path is mistyped, or belongs to another version."),
                Words("对照 /openapi.json 检查地址。", "Compare the path with /openapi.json.")
            )
        case .unknownAct:
            (
                Words("没有这种操作", "No such act"),
                Words("操作名称不在清单内。", "The name is not in the list of acts."),
                Words("对照 /openapi.json 检查操作名称。", "Compare the name with /openapi.json.")
            )
        default:
            (
                Words("方法不对", "The method is wrong"),
                Words("这个地址有，但不收这种方法。", "The address exists; it does not take this method."),
                Words("改用 Allow 列出的方法。", "Use a method that Allow names.")
            )
        }
    }

    private var doorTexts: Texts {
        switch self {
        case .csrf:
            (
                Words("缺少会话的令牌", "The session's token is missing"),
                Words(
                    "用会话写入时，X-CSRF-Token 必须是这个会话的令牌。",
                    "A write by session carries the session's token in X-CSRF-Token."),
                Words("从 GET /v1/session 取 csrf。", "Take csrf from GET /v1/session.")
            )
        case .tooManyTries:
            (
                Words("尝试次数太多", "Too many tries"),
                Words("这个账号或地址尝试登录太多次。", "This account or address has tried to sign in too often."),
                Words("按 Retry-After 再试。", "Try again after Retry-After.")
            )
        default:
            (
                Words("须由另一人同意", "Another person has to consent"),
                Words(
                    "这种操作须两人办理；另一人同意之前，台账不变。",
                    "Two persons do this act; until the second has consented the book stays as it is."),
                Words(
                    "由另一人用 POST /v1/pending-acts/{id}/consent 同意。",
                    "Another person consents by POST /v1/pending-acts/{id}/consent.")
            )
        }
    }

    private var stateTexts: Texts {
        switch self {
        case .refused:
            (
                Words("台账的状态不允许", "The state of the book forbids it"),
                Words(
                    "操作读得懂，但现在的规则和台账不允许；没有改动任何东西。",
                    "The act is understood; rules and book forbid it now. Nothing was changed."),
                Words("按 findings 查看对象的现状。", "Look at the object that findings names.")
            )
        case .stale:
            (
                Words("对象已经变了", "The object has changed"),
                Words("If-Match 的版本不是现在的版本。", "The version of If-Match is not the present one."),
                Words("重新读取对象，再决定。", "Read the object again, then decide.")
            )
        case .unfit:
            (
                Words("内容不符合要求", "The content does not fit"),
                Words(
                    "正文读得出，但缺成员、类型不对，或数字之间不符。",
                    "The body can be read; a member is missing or wrong, or figures disagree."),
                Words("按 findings 逐条改正。", "Correct each member that findings names.")
            )
        case .keyReused:
            (
                Words("同一个键用于不同内容", "The key was used with another body"),
                Words("这个 Idempotency-Key 已经对应另一份内容。", "This Idempotency-Key belongs to another body."),
                Words("新的操作用新的键。", "Take a new key for a new act.")
            )
        default:
            (
                Words("缺少 Idempotency-Key", "Idempotency-Key is missing"),
                Words(
                    "每次写入都要带键，1 到 200 字节，重发时不变。",
                    "Each write carries a key of 1 to 200 bytes that stays the same when it is sent again."),
                Words("加上 Idempotency-Key。", "Add Idempotency-Key.")
            )
        }
    }

    private var edgeTexts: Texts {
        switch self {
        case .notAcceptable:
            (
                Words("没有所要的格式", "Not in a form that is accepted"),
                Words("这个地址没有 Accept 列出的格式。", "This address has none of the forms that Accept names."),
                Words("在 Accept 中加上 application/json。", "Add application/json to Accept.")
            )
        case .tooManyRequests:
            (
                Words("请求太多", "Too many requests"),
                Words(
                    "超过了个人、单位或网络地址的用量；没有受理，什么也没有改动。",
                    "The allowance of the person, the organisation or the address is used up; nothing was done."),
                Words("按 Retry-After 再发一次。", "Send it again after Retry-After.")
            )
        case .tooSlow:
            (
                Words("请求来得太慢", "The request came too slowly"),
                Words("请求头须在 15 秒内、正文须在 30 秒内到齐。", "A head arrives within 15 s, a body within 30 s."),
                Words("检查网络，再发一次。", "Check the network and send it again.")
            )
        case .targetTooLong:
            (
                Words("地址太长", "The address is too long"),
                Words("地址和查询参数超过上限。", "Path and query are longer than the limit."),
                Words("减少查询条件。", "Ask with fewer conditions.")
            )
        case .headTooLarge:
            (
                Words("请求头太大", "The head is too large"),
                Words("请求头超过上限，或多于 100 行。", "The header is longer than the limit, or has more than 100 fields."),
                Words("检查客户端。", "Check the client.")
            )
        default:
            (
                Words("连接太多", "Too many connections"),
                Words("同时的连接已到上限。", "As many connections are open as may be."),
                Words("按 Retry-After 再连接。", "Connect again after Retry-After.")
            )
        }
    }

    private var worldTexts: Texts {
        switch self {
        case .away:
            (
                Words("数据库暂时不在", "The database is away"),
                Words("读取没有完成。", "The read was not completed."),
                Words("按 Retry-After 再试。", "Try again after Retry-After.")
            )
        case .unconfirmed:
            (
                Words("结果没有确认", "Not confirmed"),
                Words("可能已经记下，也可能没有。", "It may have been recorded, or not."),
                Words("用同一个键再发一次，不会重复记账。", "Send it again with the same key; it is recorded once.")
            )
        case .busy:
            (
                Words("现在太忙", "Too much is waiting"),
                Words("没有受理，什么也没有改动。", "It was not taken on; nothing was done."),
                Words("按 Retry-After 再发一次。", "Send it again after Retry-After.")
            )
        default:
            (
                Words("我们这边出了错", "Something went wrong on our side"),
                Words("没有预料到的错误。", "An error that nobody expected."),
                Words("把问题编号 requestId 告诉管理员。", "Tell the administrator the requestId.")
            )
        }
    }
}
