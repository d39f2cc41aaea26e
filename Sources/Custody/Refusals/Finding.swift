/// What is odd about an accepted act: stored with it, argued about afterwards (experience.md §1.0).
public struct Finding: Hashable, Sendable, Codable {
    /// How much it weighs.
    public enum Severity: String, Sendable, Codable { case hold, warn, info }
    /// The closed list of findings.
    public enum Kind: String, Sendable, Codable, CaseIterable {
        case differenceBeyondTolerance, scaleCertificateExpired, sampleLate, recordedLate, runVoid
        case reportDisagreesWithRun, reportCitesVoidRun, secondSampleOfDay, growerDidNotSign
        case naturalLossAboveAllowance, stocktakeGain, confirmedLate, outputFailed, licenceExpired
        case scaleNotRegistered, screeningNotClear, reinspectionOutOfTime, grainLiesWrong, papersIncomplete
        case stocktakeShortage, methodNotFit, planWithoutPeriod, soilSaysWorse, creditCodeCheckFails, townshipUnknown
        case manifestVoided, plateDiffers
    }
    /// Which.
    public let kind: Kind
    /// The object it concerns.
    public let subject: String
    /// Figures that explain it.
    public let detail: String

    /// A finding.
    public init(_ kind: Kind, _ subject: String, _ detail: String = "") {
        self.kind = kind
        self.subject = subject
        self.detail = detail
    }
}

extension Finding.Kind {
    /// Severity.
    public var severity: Finding.Severity { text.0 }
    /// Stable code.
    public var code: String { text.1 }
    /// Chinese words.
    public var chinese: String { text.2 }
    /// English words.
    public var english: String { text.3 }

    private var text: (Finding.Severity, String, String, String) {
        switch self {
        case .differenceBeyondTolerance:
            (.hold, "GL-W-0101", "收发差异超过两台衡器的允许差", "The difference exceeds what the two scales may differ")
        case .scaleCertificateExpired:
            (.warn, "GL-W-0102", "衡器检定证书已过期", "The scale's certificate has expired")
        case .scaleNotRegistered:
            (.warn, "GL-W-0103", "衡器没有登记，允许差算不出", "The scale is not registered: no tolerance can be computed")
        case .sampleLate: (.warn, "GL-W-0201", "样品超过 2 天才送到实验室", "The sample took more than 2 days to the laboratory")
        case .recordedLate: (.info, "GL-W-0202", "发生后超过 24 小时才录入", "Recorded more than 24 hours after the event")
        case .runVoid: (.warn, "GL-W-0203", "质控不合格，本检测批作废", "Quality control failed: the run is void")
        case .reportDisagreesWithRun:
            (.hold, "GL-W-0204", "报告值与仪器数据不一致", "The report disagrees with the instrument data")
        case .reportCitesVoidRun: (.hold, "GL-W-0205", "报告引用了作废的检测批", "The report cites a void run")
        case .secondSampleOfDay: (.hold, "GL-W-0206", "同一地块当天第二份样品", "A second sample of the parcel on the same day")
        case .growerDidNotSign: (.info, "GL-W-0207", "种植户拒签", "The grower did not sign")
        case .naturalLossAboveAllowance: (.hold, "GL-W-0301", "自然损耗超过定额", "Natural loss above the allowance")
        case .stocktakeGain: (.hold, "GL-W-0302", "盘点溢余", "Stocktake found more than the book")
        case .confirmedLate: (.warn, "GL-W-0303", "联单逾期确认", "The manifest was confirmed late")
        case .outputFailed: (.hold, "GL-W-0304", "产出品不合格", "The output failed its test")
        case .licenceExpired: (.hold, "GL-W-0305", "单位资质不在有效期内", "The organisation's licence is not valid on that day")
        case .screeningNotClear:
            (.info, "GL-W-0306", "快检落在灰区或疑似超标，须确证", "Screening is grey or over: confirmation required")
        case .reinspectionOutOfTime:
            (.info, "GL-W-0307", "复检申请超期，不予受理", "The application came too late and is not accepted")
        case .grainLiesWrong:
            (.warn, "GL-W-0308", "判定后粮食所在仓房不合用途，限期移仓", "After the verdict the grain lies in a bin of the wrong use")
        case .stocktakeShortage:
            (.hold, "GL-W-0310", "盘点短少超过自然损耗定额", "Stocktake found less than natural loss explains")
        case .methodNotFit:
            (.warn, "GL-W-0208", "方法定量限高于限量的五分之一", "The method's LOQ is above a fifth of the limit")
        case .planWithoutPeriod:
            (.info, "GL-W-0311", "处置计划没有期限，不会显示逾期", "The plan names no period: it cannot fall due")
        case .soilSaysWorse:
            (.warn, "GL-W-0104", "按土壤镉和 pH 应归更严的类别", "By soil cadmium and pH the class would be stricter")
        case .creditCodeCheckFails:
            (.hold, "GL-W-0105", "统一社会信用代码校验不符", "The check character of the credit code does not fit")
        case .townshipUnknown:
            (.warn, "GL-W-0106", "乡镇代码不在区划表中", "The township code is not in the table of regions")
        case .manifestVoided: (.warn, "GL-W-0312", "联单作废，车辆未出库", "The manifest is void: the truck never left")
        case .plateDiffers: (.hold, "GL-W-0313", "到货车牌与发运车牌不一致", "Another vehicle came than left")
        case .papersIncomplete: (.hold, "GL-W-0309", "四项随货同行不齐", "The four papers are not complete")
        }
    }
}
