/// The form of the grain a limit is written for; paddy is judged as brown rice (GB 2762-2022, appendix A).
public enum GrainForm: String, CaseIterable, Sendable {
    /// Paddy 稻谷.
    case paddy
    /// Brown rice 糙米.
    case brownRice = "brown-rice"
    /// Milled rice 大米.
    case milledRice = "milled-rice"

    /// The Chinese name.
    public var zh: String {
        switch self {
        case .paddy: "稻谷"
        case .brownRice: "糙米"
        case .milledRice: "大米"
        }
    }
}
