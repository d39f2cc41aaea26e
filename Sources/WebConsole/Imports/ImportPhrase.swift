/// What the pages of imports say besides the words of every page; in both languages, like every `Phrase`.
enum ImportPhrase: String, CaseIterable, Sendable {
    case own, none, stored, refused, previewing, previewed, booking, booked, brokenOff, brokenOffLead, goOn, progress,
        leave, lookAgain, errorFiles, errorFilesLead, tooMany
}

extension ImportPhrase {
    /// The words in Chinese.
    var chinese: String {
        switch self {
        case .own: "我导入的文件"
        case .none: "还没有导入过文件，或已过七天"
        case .stored: "写入"
        case .refused: "退回"
        case .previewing: "预览中"
        case .previewed: "待写入"
        case .booking: "写入中"
        case .booked: "已写完"
        case .brokenOff: "中断"
        case .brokenOffLead: "中途停了：服务器停过，或者登录、权限已经结束。已写入的不会丢，也不会重复；点一下接着办。"
        case .goOn: "接着办"
        case .progress: "{0} / {1} 条"
        case .leave: "可以离开此页，办完后在导入页找到它。"
        case .lookAgain: "再看一次"
        case .errorFiles: "退回的行"
        case .errorFilesLead: "格式与原文件相同，末列写明原因。改好后直接再导入。"
        case .tooMany: "你已有三批文件正在办理，等一批办完再交"
        }
    }
}

extension ImportPhrase {
    /// The words in English.
    var english: String {
        switch self {
        case .own: "Files I handed in"
        case .none: "None yet, or longer than seven days ago"
        case .stored: "Stored"
        case .refused: "Returned"
        case .previewing: "being previewed"
        case .previewed: "to be stored"
        case .booking: "being stored"
        case .booked: "done"
        case .brokenOff: "broken off"
        case .brokenOffLead:
            "It stopped on the way: the server did, or the sign-in or right it was handed in by has ended. What was stored is neither lost nor stored twice: go on from here."
        case .goOn: "Go on"
        case .progress: "{0} of {1}"
        case .leave: "You may leave this page; it is found again among the imports."
        case .lookAgain: "Look again"
        case .errorFiles: "Rows that were returned"
        case .errorFilesLead:
            "In the layout of their file, with the reason in the last column. Correct them there and hand the file in again."
        case .tooMany: "Three of your imports are under way; wait until one is done"
        }
    }
}
