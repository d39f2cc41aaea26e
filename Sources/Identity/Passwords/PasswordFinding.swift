/// Why a new password is refused; all of them are told at once, and none repeats what was typed.
public enum PasswordFinding: String, Hashable, Sendable, CaseIterable {
    /// Fewer characters than asked.
    case tooShort
    /// More characters than taken.
    case tooLong
    /// A control character, which some keyboards cannot type again.
    case controlCharacter
    /// Most of it is a password that many people use.
    case commonPassword
    /// Most of it is a common word, name or phrase, in pinyin, Chinese or English.
    case commonWord
    /// Most of it is a run such as `12345` or `abcdef`.
    case sequence
    /// Most of it is one piece again and again.
    case repetition
    /// Most of it is a row or column of the keyboard.
    case keyboardRow
    /// Most of it is a year or a date.
    case date
    /// Most of it is the name of the account, the person's organisation or this product.
    case ownName
    /// It is the old one.
    case notNew

    /// The finding in words.
    public var notice: Notice {
        switch self {
        case .tooShort: Notice("GL-I-0101", "口令太短", "The password is too short")
        case .tooLong: Notice("GL-I-0102", "口令太长", "The password is too long")
        case .controlCharacter:
            Notice("GL-I-0103", "口令中有控制字符", "The password holds a control character")
        case .commonPassword:
            Notice("GL-I-0104", "口令主要是许多人都在用的口令", "The password is mostly one that many people use")
        case .commonWord:
            Notice("GL-I-0105", "口令主要是常用词、姓名或拼音", "The password is mostly a common word, name or pinyin")
        case .sequence:
            Notice("GL-I-0106", "口令主要是连续的数字或字母", "The password is mostly a run of digits or letters")
        case .repetition:
            Notice("GL-I-0107", "口令主要是重复的内容", "The password mostly repeats one piece")
        case .keyboardRow:
            Notice("GL-I-0108", "口令主要是键盘上相邻的键", "The password is mostly neighbouring keys")
        case .date: Notice("GL-I-0109", "口令主要是年份或日期", "The password is mostly a year or a date")
        case .ownName:
            Notice(
                "GL-I-0110", "口令主要是账号、单位或本系统的名称",
                "The password is mostly the name of the account, the organisation or this product")
        case .notNew: Notice("GL-I-0111", "新口令与原口令相同", "The new password is the old one")
        }
    }
}
