/// The part a person plays in an act.
///
/// Names are personal data: an act is decided with them, a record keeps their salted digests only (design.md §6), so
/// that a name can be erased while every proof holds.
public enum PersonRole: String, Hashable, Sendable, Codable, CaseIterable, CodingKeyRepresentable {
    /// Grower of a parcel 种植户.
    case grower
    /// First and second sampler 采样人; the first answers for the field record (domain.md §6).
    case sampler, secondSampler
    /// Who hands a sample over 送样人, and who receives it or signs for goods 签收人.
    case messenger, receiver
    /// Who measures 检测员.
    case technician
    /// Compiler, reviewer and approver of a report or plan 编制人, 审核人, 批准人.
    case compiler, reviewer, approver
    /// Who asks for a re-inspection 申请人.
    case applicant
    /// Weighing witness 监磅员 and bin keeper 值仓保管员.
    case witness, keeper
    /// Who does an operation in store 经办人, and who watches it 监督人.
    case handler, supervisor
    /// Driver 驾驶员.
    case driver
}

/// Names by the part played.
public typealias Persons = [PersonRole: String]

extension Persons {
    /// The names of these parts, provided each is given and no two are alike; `nil` otherwise.
    func distinct(_ roles: PersonRole...) -> [String]? {
        let names = roles.compactMap { self[$0] }.filter { !$0.isEmpty }
        return names.count == roles.count && Set(names).count == roles.count ? names : nil
    }
}
