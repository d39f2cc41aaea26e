/// What is wrong with the purpose for which somebody asks what tells a person, or has it erased (PIPL art. 6, 2021-11-01: a purpose
/// that is clear).
public enum PurposeFault: String, Hashable, Sendable, CaseIterable {
    /// None was given, or too long a one.
    case form
    /// It names the person, and would stay in the record of the erasure for good.
    case namesPerson

    /// A purpose has so many characters.
    public static let lengths = 4...500

    /// The fault in words.
    public var notice: Notice {
        switch self {
        case .form: Notice("GL-I-0701", "写明用途，4 到 500 字", "Say what for, in 4 to 500 characters")
        case .namesPerson:
            Notice(
                "GL-I-0702", "用途里不能写当事人的姓名：它会永久留在删除记录里",
                "Leave the person's name out of the purpose: it stays in the record of the erasure for good")
        }
    }
}
