extension Refusal.Reason {
    /// Stable code, the same in every channel.
    public var code: String { text.code }
    /// What happened and what to do, in Chinese.
    public var chinese: String { text.chinese }
    /// The same in English.
    public var english: String { text.english }
    /// The rule it comes from.
    public var clause: String { text.clause }

    private var text: (code: String, clause: String, chinese: String, english: String) {
        switch self {
        case .notPermitted: ("GL-A-0001", "design.md §5", "你的角色不能做这件事", "Your role may not do this")
        case .foreignOrganization:
            ("GL-A-0002", "design.md §5", "这不是你单位的粮食或库点", "This grain or site is not your organisation's")
        case .outsideJurisdiction:
            ("GL-A-0003", "design.md §5", "对象不在你的辖区内", "The object lies outside your jurisdiction")
        case .organizationUnknown:
            ("GL-R-0101", "domain.md §10", "没有登记这个单位，先登记单位", "No such organisation is registered; register it first")
        case .binUnknown:
            ("GL-R-0102", "domain.md §10", "没有登记这个仓房，检查仓房编码", "No such bin is registered; check the bin code")
        case .parcelUnknown:
            ("GL-R-0104", "domain.md §6", "没有登记这个地块，检查地块编码", "No such parcel is registered; check the parcel code")
        case .sampleUnknown: ("GL-R-0105", "domain.md §6", "没有这个样品，检查样品编号", "No such sample; check the sample code")
        case .reportUnknown: ("GL-R-0107", "domain.md §6", "没有这份报告，检查报告编号", "No such report; check the report number")
        case .reinspectionUnknown:
            ("GL-R-0108", "domain.md §8", "没有这个复检，检查复检编号", "No such re-inspection; check its number")
        case .batchUnknown: ("GL-R-0109", "domain.md §8", "没有这个批次，检查批次号", "No such batch; check the batch code")
        case .manifestUnknown:
            ("GL-R-0110", "domain.md §8", "没有这张联单，检查联单号", "No such manifest; check the manifest number")
        case .disposalUnknown:
            ("GL-R-0111", "domain.md §8", "没有这个处置计划，检查计划号", "No such disposal plan; check the plan number")
        case .codeTaken: ("GL-R-0201", "domain.md §10", "这个编号已经用过，换一个新编号", "This code is taken; use a new one")
        case .massNotPositive: ("GL-R-0202", "design.md §2.2", "数量应大于 0", "The quantity has to be above 0")
        case .sourcesDoNotSumToNet:
            ("GL-R-0203", "domain.md §6", "来源地块数量之和与净重不等", "The source parcels do not sum to the net weight")
        case .weightsDisagree: ("GL-R-0204", "domain.md §6", "毛重减皮重不等于净重", "Gross minus tare is not the net weight")
        case .holdingTooSmall:
            ("GL-R-0205", "design.md §2.2", "这个地方没有这么多粮食", "There is not that much grain in this place")
        case .occurredInFuture:
            (
                "GL-R-0206", "reliability.md R11", "发生时间晚于现在 5 分钟以上",
                "The time of the event lies more than 5 minutes in the future"
            )
        case .occurredBeforeBatch:
            ("GL-R-0207", "reliability.md R11", "发生时间早于批次产生的时间", "The event lies before the batch came to be")
        case .nothingToMerge: ("GL-R-0208", "domain.md §8", "并批至少要两个批次或货位", "A merge needs at least two holdings")
        case .reportHasNoLines: ("GL-R-0209", "domain.md §6", "报告没有检测项目", "The report has no lines")
        case .valueUnreadable: ("GL-R-0210", "domain.md §3", "检测结果无法读出", "The value cannot be read")
        case .organizationKindWrong:
            ("GL-R-0211", "domain.md §9", "单位类型不符合这个环节", "The organisation is not of the kind this step needs")
        case .binCapacityExceeded: ("GL-R-0301", "domain.md §8", "仓容不够", "The bin's capacity would be exceeded")
        case .binIsForCompliantGrain:
            ("GL-R-0302", "domain.md §7", "普通仓只能放合格粮食", "An ordinary bin takes compliant grain only")
        case .binIsForOverLimitGrain:
            ("GL-R-0303", "domain.md §7", "超标专仓只能放超标粮食", "A segregated bin takes over-limit grain only")
        case .binIsForQuarantine:
            ("GL-R-0304", "domain.md §7", "待检隔离仓不放合格粮食", "A quarantine bin takes no compliant grain")
        case .binHoldsAnotherClass:
            ("GL-R-0305", "domain.md §7", "仓内已有另一等级的超标粮食", "The bin holds grain of another over-limit class")
        case .binOfAnotherGranary: ("GL-R-0306", "domain.md §10", "仓房不属于这个库点", "The bin belongs to another granary")
        case .mixesOverLimitWithCompliant:
            ("GL-R-0307", "domain.md §7", "超标粮食不能与合格粮食合并", "Over-limit grain may not be merged with compliant grain")
        case .mixesPendingWithJudged:
            ("GL-R-0308", "design.md §2.3", "待检粮食只能与待检粮食合并", "Pending grain may be merged with pending grain only")
        case .quarantineHoldsBatchesApart:
            (
                "GL-R-0309", "design.md §3", "待检隔离仓内批次分开堆放，不能合并",
                "Batches in a quarantine bin are stacked apart and not merged"
            )
        case .parcelIsStrictlyControlled:
            ("GL-R-0310", "domain.md §5", "严格管控类地块不种食用农产品", "Strictly controlled land grows no food crop")
        case .sampleAlreadyReceived:
            ("GL-R-0401", "domain.md §8", "样品已经接收或拒收", "The sample was received or refused before")
        case .sampleNotReceived:
            ("GL-R-0402", "domain.md §8", "样品没有被实验室接收", "The laboratory has not received the sample")
        case .sealBroken: ("GL-R-0403", "domain.md §6", "封签破损的样品不能接收", "A sample with a broken seal is refused")
        case .signersNotDistinct:
            (
                "GL-R-0404", "experience.md §1.2", "编制、审核、批准须为三个人",
                "Compiler, reviewer and approver have to be three persons"
            )
        case .supersededReportOfAnotherSample:
            ("GL-R-0405", "domain.md §8", "被替代的报告属于另一个样品", "The superseded report belongs to another sample")
        case .reportAlreadySuperseded: ("GL-R-0406", "domain.md §8", "原报告已被替代", "The report was superseded before")
        case .rapidMethodCannotSettle:
            ("GL-R-0407", "domain.md §9", "复检不能用快检方法", "A re-inspection may not use a rapid method")
        case .reinspectionBySameLaboratory:
            ("GL-R-0408", "domain.md §8", "复检不能由初检机构做", "The first laboratory may not re-inspect")
        case .reinspectionNotAccepted: ("GL-R-0409", "domain.md §8", "复检申请没有受理", "The application was not accepted")
        case .reinspectionAlreadyReported:
            ("GL-R-0410", "domain.md §8", "复检结果已经报出", "The re-inspection was reported before")
        case .screeningIsForCadmiumOnly:
            ("GL-R-0411", "domain.md §3.8", "XRF 快检只用于镉", "XRF screening settles cadmium only")
        case .batchNotOverLimit: ("GL-R-0501", "domain.md §7", "只有超标批次才需要处置", "Only over-limit grain is disposed of")
        case .batchHasDisposal: ("GL-R-0502", "domain.md §7", "批次已有处置计划", "The batch has a disposal plan")
        case .useClassNotAllowed:
            ("GL-R-0503", "domain.md §7", "处置企业不具备这个用途类别", "The facility is not listed for this use class")
        case .licenceExpired:
            ("GL-R-0504", "domain.md §7", "单位资质不在有效期内", "The organisation's licence is not valid on that day")
        case .approverIsCompiler: ("GL-R-0505", "domain.md §7", "审批人不能是编制人", "The approver may not be the compiler")
        case .disposalNotApproved:
            (
                "GL-R-0506", "domain.md §7", "没有经批准的处置计划，超标粮食不能出库",
                "Over-limit grain leaves only under an approved disposal plan"
            )
        case .disposalOfAnotherBatch: ("GL-R-0507", "domain.md §8", "处置计划属于另一个批次", "The plan belongs to another batch")
        case .disposalExceedsPlan: ("GL-R-0508", "domain.md §7", "超过批准数量", "More than the plan covers")
        case .papersIncomplete: ("GL-R-0509", "domain.md §7", "四项随货同行不齐", "The four papers are not complete")
        case .notNotified: ("GL-R-0510", "domain.md §7", "没有提前报备", "The authorities were not notified before departure")
        case .saleOfOverLimitGrain:
            ("GL-R-0511", "domain.md §7", "只有合格粮食可以作为食用粮销售", "Only compliant grain may be sold as food")
        case .saleWithoutTest:
            ("GL-R-0512", "domain.md §7", "出库前没有检验", "The batch has not been tested before outbound sale")
        case .pendingGrainMayNotLeave: ("GL-R-0513", "design.md §2.3", "待检粮食不能出库", "Pending grain may not leave")
        case .consigneeIsNotTheFacility:
            ("GL-R-0514", "domain.md §7", "接收单位不是计划的处置企业", "The consignee is not the facility of the plan")
        case .manifestMovedOn:
            ("GL-R-0515", "domain.md §8", "联单状态已变，刷新后再试", "The manifest's state has moved on; look at it again")
        case .receivingBatchMissing:
            ("GL-R-0516", "domain.md §8", "调拨接收要写新批次号和仓房", "A transfer receipt needs a new batch code and a bin")
        case .processingExceedsReceipt:
            ("GL-R-0517", "domain.md §8", "投入数量超过已接收的数量", "The input exceeds what was received")
        case .outputsDoNotSumToInput:
            ("GL-R-0518", "domain.md §8", "产品、残渣与损耗之和不等于投入", "Product, residue and loss do not sum to the input")
        case .disposalNotFinished:
            ("GL-R-0519", "domain.md §8", "还有未加工完的粮食，不能出具证明", "Grain remains unprocessed; no certificate yet")
        case .disposalCertified: ("GL-R-0520", "domain.md §8", "处置已经结清", "The disposal is certified and closed")
        case .disposalInUse:
            (
                "GL-R-0526", "domain.md §8", "已有粮食按计划运出，不能撤回计划；处理完已运出的并出具证明",
                "Grain has gone under the plan: finish and certify it instead of withdrawing it"
            )
        case .batchIsFrozen:
            (
                "GL-R-0521", "design.md §2.4", "收发差异没有说明原因，这批粮食冻结",
                "A difference beyond tolerance is not explained: this grain is frozen"
            )
        case .nothingToExplain:
            ("GL-R-0522", "design.md §2.4", "这个编号下没有待说明的差异", "There is no unexplained difference under this number")
        case .reasonMissing: ("GL-R-0212", "design.md §2.4", "要写明原因", "A reason has to be given")
        case .batchMovedOn:
            (
                "GL-R-0213", "design.md §2.1", "批次入库后已移动、扦样或分批，不能再更正入库",
                "The batch was moved, drawn from or split since; its intake cannot be corrected"
            )
        case .correctionBettersClass:
            (
                "GL-R-0216", "design.md §2.3", "更正来源不能使等级变好；请对整批扦样检验",
                "Corrected sources may not better the class: have the whole mass tested"
            )
        case .sampleNotCorrectable:
            (
                "GL-R-0416", "domain.md §6", "样品已送达实验室，或不是田间样品，采样记录不能再更正",
                "The laboratory has the sample, or it is none of a field: its record cannot be corrected"
            )
        case .receiptMovedOn:
            (
                "GL-R-0525", "design.md §2.1", "收到的粮食已移动、扦样或加工，不能再更正收货",
                "The received grain was moved, drawn from or processed since; its receipt cannot be corrected"
            )
        case .lossIsNegative:
            ("GL-R-0214", "domain.md §7", "损耗不能为负；溢余由盘点登记", "A loss cannot be negative; a gain is found at a stocktake")
        case .rulingNeedsWholeTest:
            (
                "GL-R-0412", "design.md §2.3", "裁定要以代表整批的已定检验结果为依据",
                "A ruling rests on a settled test of the whole mass"
            )
        case .rulingUnknown: ("GL-R-0413", "design.md §2.3", "批次没有这个裁定", "No such ruling on this batch")
        case .rulingConfirmed: ("GL-R-0414", "design.md §2.3", "裁定已经确认", "The ruling was confirmed before")
        case .rulingBySameOfficer: ("GL-R-0415", "design.md §2.3", "裁定须由两名监管人员作出", "A ruling takes two officers")
        case .outputNotReleased:
            (
                "GL-R-0523", "domain.md §7", "产品不合格或未检验，先改变用途再出具证明",
                "A product failed its test or was not tested: retreat it first"
            )
        case .outputNeedsNoRetreatment:
            ("GL-R-0524", "domain.md §7", "这一产品不需要改变用途", "The product needs no retreatment")
        case .nothingChanges: ("GL-R-0215", "domain.md §10", "登记内容没有变化", "The register says so already")
        case .periodNotEnded:
            ("GL-R-0701", "experience.md §1.4", "截至时间早于报告期末，不能报出", "The period has not ended by the date of the report")
        case .versionNotNext:
            ("GL-R-0702", "experience.md §1.4", "前一版报表还没有报出", "The version before has not been issued")
        case .nothingOverdue: ("GL-R-0705", "experience.md §1.4", "这一事项没有逾期，不用催办", "Nothing of the kind is overdue")
        case .urgedUntilThePast:
            ("GL-R-0706", "experience.md §1.4", "催办期限已过，写今天或以后的日期", "The day asked for is over: today or later")
        case .reissueWithoutReason:
            ("GL-R-0703", "experience.md §1.4", "重新报出要写明原因", "A re-issued report has to say why")
        case .reportNotClosed:
            ("GL-R-0704", "design.md §2.2", "报表差额不为零，不能报出", "The report's residual is not zero; it cannot be issued")
        case .citizenNumberInText:
            (
                "GL-R-0217", "reliability.md §8 43", "文字中含有身份证号码，删去后再提交",
                "A text contains a citizen's identity number; leave it out"
            )
        case .constraintFired:
            (
                "GL-R-0999", "design.md §5", "数据库的约束不允许这一笔",
                "The database's own guard forbids this act"
            )
        }
    }
}
