/// What a person does in an organisation; the closed list of fourteen.
public enum Role: String, Hashable, Sendable, CaseIterable {
    /// Collects samples in the paddy and from the stack.
    case sampler
    /// Receives samples and measures them; compiles reports.
    case technician
    /// Reviews what the technician compiled.
    case reviewer
    /// Approves and issues reports.
    case approver
    /// Weighs trucks in and out.
    case weigher
    /// Keeps the bins of his sites.
    case keeper
    /// Answers for a granary.
    case granaryManager = "granary-manager"
    /// Drives, or plans the trips of a carrier.
    case carrier
    /// Runs a disposal facility.
    case facilityOperator = "facility-operator"
    /// Officer of a county's grain bureau.
    case countyOfficer = "county-officer"
    /// Officer of the prefecture's grain bureau.
    case cityOfficer = "city-officer"
    /// Reads for agriculture, natural resources, ecology, forestry or market supervision.
    case departmentReader = "department-reader"
    /// Reads everything of a region, with the trails of who read what.
    case auditor
    /// Keeps accounts, devices and registers; decides nothing about grain.
    case administrator

    /// Chinese name.
    public var zh: String {
        switch self {
        case .sampler: "采样员"
        case .technician: "检测员"
        case .reviewer: "审核人"
        case .approver: "批准人"
        case .weigher: "司磅员"
        case .keeper: "保管员"
        case .granaryManager: "库点负责人"
        case .carrier: "承运人"
        case .facilityOperator: "处置企业操作员"
        case .countyOfficer: "县级监管人员"
        case .cityOfficer: "市级监管人员"
        case .departmentReader: "部门查阅人"
        case .auditor: "审计人员"
        case .administrator: "系统管理员"
        }
    }

    /// English name.
    public var en: String {
        switch self {
        case .sampler: "sampler"
        case .technician: "technician"
        case .reviewer: "reviewer"
        case .approver: "approver"
        case .weigher: "weigher"
        case .keeper: "bin keeper"
        case .granaryManager: "granary manager"
        case .carrier: "carrier"
        case .facilityOperator: "facility operator"
        case .countyOfficer: "county officer"
        case .cityOfficer: "city officer"
        case .departmentReader: "department reader"
        case .auditor: "auditor"
        case .administrator: "administrator"
        }
    }

    /// Whether nobody gets in as this without a second factor: those whose word changes what grain may become, or who
    /// may do what.
    public var needsSecondFactor: Bool {
        switch self {
        case .reviewer, .approver, .countyOfficer, .cityOfficer, .administrator: true
        default: false
        }
    }

    /// Whether he acts for the state over others' grain.
    public var isRegulator: Bool { self == .countyOfficer || self == .cityOfficer }
}
