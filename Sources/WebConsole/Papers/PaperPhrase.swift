/// What the page says that holds a paper against the book; in both languages, like every `Phrase`.
enum PaperPhrase: String, CaseIterable, Sendable {
    case paperTitle, paperLead, paper, paperCode, seal, sealHint, day, dayHint, checkIt, inTheBook, onThePaper, same,
        differs, sealForm,
        printAnew, noSuchObject
}

extension PaperPhrase {
    /// The words in Chinese.
    var chinese: String {
        switch self {
        case .paperTitle: "核对纸件"
        case .paperLead: "纸件每页印有校验码，是所依据数据摘要的开头。扫纸上的二维码，或在此输入，即可核对纸件与台账。"
        case .paper: "纸件"
        case .paperCode: "编号"
        case .seal: "校验码"
        case .sealHint: "16 位，如 5ABD-CC43-047A-5BFC"
        case .day: "打印日期"
        case .dayHint: "较早打印的纸件填打印那天；空着就与现在的台账核对。"
        case .checkIt: "核对"
        case .inTheBook: "台账数据的校验码"
        case .onThePaper: "纸上的校验码"
        case .same: "一致：纸上的数据就是台账里的数据。"
        case .differs: "不一致：纸件打印后台账有过变动，或由权限不同的人打印，或被改过；也可能是校验码输错了。可填打印日期再核对，或看台账现在的内容。"
        case .sealForm: "校验码是 16 位 0–9 和 A–F，每四位一组"
        case .printAnew: "按台账重新打印"
        case .noSuchObject: "台账里没有编号 {0}，或你无权查看。核对纸上的编号，分清 0 和 O、1 和 I。"
        }
    }

    /// The words in English.
    var english: String {
        switch self {
        case .paperTitle: "Check a paper"
        case .paperLead:
            "Each page of a paper has its seal, the beginning of the digest of its data. Scan the paper's code, or type the seal here, to hold the paper against the book."
        case .paper: "Paper"
        case .paperCode: "Number"
        case .seal: "Seal"
        case .sealHint: "16 characters, such as 5ABD-CC43-047A-5BFC"
        case .day: "Printed on"
        case .dayHint: "For a paper that was printed earlier; left empty, it is held against the book as it is now."
        case .checkIt: "Check"
        case .inTheBook: "Seal of the book's data"
        case .onThePaper: "Seal on the paper"
        case .same: "They agree: the data on the paper are those in the book."
        case .differs:
            "They differ: the book has changed since, or somebody with other rights printed it, or the paper was altered; or the seal was mistyped. Give the day it was printed, or read what the book says now."
        case .sealForm: "A seal is 16 characters of 0–9 and A–F, in groups of four"
        case .printAnew: "Print it anew from the book"
        case .noSuchObject:
            "The book has no number {0} that you may see. Compare it with the paper: 0 and O, 1 and I are easily mistaken."
        }
    }
}
