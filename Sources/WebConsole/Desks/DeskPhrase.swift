/// What the desks and the laboratory's pages say; in both languages, like every `Phrase`.
enum DeskPhrase: String, CaseIterable, Sendable {
    case plateAtGate, tagAtGate, expectedAndScanned, scanned, notScanned, isSame, isDifferent, anotherBatch,
        anotherBatchWhatNow, anotherPlate, anotherPlateWhatNow, refusedForBatch, deskKeys, sampleDeskLead,
        scanSample, fetchSample, sampleAtDesk, sampleTally, samplesWaiting, samplesToday, sampleNotListed, hoursLeft,
        noSamplesHere, differenceNow, fourLimits, limitLine, intervalGuessed,
        recovery, runIsVoid, runCounts, runLead, qualityControl, measured, runPassed, runFailed, controlChart,
        recoveriesOf, overdueBy, enteredAfterwards, urgedTimes, urgedBefore, notUrgedYet,
        samplesToBring, refusedSamples, refusedSamplesNote, samplesAtLaboratory, samplesAtLaboratoryNote, testedSamples,
        testedSamplesNote, samplesOnTheWay, samplesToTest, samplesToTestNote, disputedResults, disputedResultsNote,
        issuedNote, onTheWayHere, arrivedHere, tripsUnderWay, toBeConfirmed, disposalPlans, disposalPlansNote, returningNote,
        asRegistered, wrongPlaceNote, unexplainedNote, scalesRunningOut, scalesRunningOutNote, latestRecords,
        nothingRecorded, bookOfYear
}

extension DeskPhrase {
    /// The words in Chinese.
    var chinese: String {
        switch self {
        case .plateAtGate: "车牌（到车）"
        case .tagAtGate: "批次标识牌（扫描）"
        case .expectedAndScanned: "应到与实到"
        case .scanned: "实到"
        case .notScanned: "未扫描"
        case .isSame: "相符"
        case .isDifferent: "不符"
        case .anotherBatch: "车上是另一批粮。"
        case .anotherBatchWhatNow: "不过磅，不卸车。核对标识牌后拒收，或让车停在待检处并联系发货方。"
        case .anotherPlate: "车牌与联单不同。"
        case .anotherPlateWhatNow: "查明后可以过磅；签收记录会带上这一提示。"
        case .refusedForBatch: "车上标识牌为批次 {0}，联单为批次 {1}"
        case .deskKeys: "回车：下一项 · F8：先核对 · F9：记账"
        case .sampleDeskLead: "扫描样品标签，查看封签，收下并给盲样号，或拒收并写明原因。"
        case .scanSample: "样品编号"
        case .fetchSample: "取样品"
        case .sampleAtDesk: "送到的样品"
        case .sampleTally: "今天已收 {0} · 拒收 {1} · 待收 {2}"
        case .samplesWaiting: "待收"
        case .samplesToday: "今天收到"
        case .sampleNotListed: "样品 {0} 不在你能看到的待收样品里。核对编号；标签和封签无误的可以收下，台账会再核对。"
        case .hoursLeft: "送样剩余 {0} 小时"
        case .noSamplesHere: "没有样品"
        case .differenceNow: "收发差异"
        case .fourLimits: "两次过磅、四个秤值各自的允许误差，平方和开方："
        case .recovery: "回收率"
        case .runIsVoid: "作废"
        case .runCounts: "有效"
        case .runLead: "空白、标准物质、平行样决定这个检测批的结果能不能用；作废的检测批须重新上机，记录长期可查。"
        case .qualityControl: "质量控制"
        case .measured: "测量结果"
        case .runPassed: "空白、回收率、平行样均合格。"
        case .runFailed: "质量控制不合格，这个检测批的结果都不能用："
        case .controlChart: "质控图"
        case .overdueBy: "逾期 {0}"
        case .enteredAfterwards: "补录"
        case .urgedTimes: "已催 {0} 次"
        case .urgedBefore: "已催 {0} 次，最近 {1}，期限 {2}。"
        case .notUrgedYet: "还没有催办过。记下后留在台账里，各方可见；过了期限还没办，列为“催办到期未办”。"
        case .recoveriesOf: "{0}回收率，按上机时间；允许 80–120 %"
        case .intervalGuessed: "你无权查看发货方的衡器，这里按同样的 e 估算；是否超差由台账按实际的 e 判定。"
        case .samplesToBring: "待送样品"
        case .refusedSamples: "被拒收样品"
        case .refusedSamplesNote: "须重新采样"
        case .samplesAtLaboratory: "检测中"
        case .samplesAtLaboratoryNote: "已收，未出报告"
        case .testedSamples: "已检毕"
        case .testedSamplesNote: "报告已出"
        case .samplesOnTheWay: "在途样品"
        case .samplesToTest: "待检样品"
        case .samplesToTestNote: "已收，等上机"
        case .disputedResults: "有异议的结果"
        case .disputedResultsNote: "备样不得处理"
        case .issuedNote: "已签发"
        case .onTheWayHere: "来车在途"
        case .arrivedHere: "到货未签收"
        case .tripsUnderWay: "在途"
        case .toBeConfirmed: "已到，等签收"
        case .disposalPlans: "处置计划"
        case .disposalPlansNote: "批准、加工、办结"
        case .returningNote: "拒收的粮要退回"
        case .asRegistered: "台账登记"
        case .wrongPlaceNote: "不得与其他粮混放"
        case .unexplainedNote: "超出允许误差"
        case .scalesRunningOut: "检定将到期的衡器"
        case .scalesRunningOutNote: "30 天内到期或已过期"
        case .latestRecords: "最近入账"
        case .nothingRecorded: "还没有入账。"
        case .bookOfYear: "台账 {0} 年"
        case .limitLine: "{0} 公斤，e = {1} 公斤 → ±{2} 公斤"
        }
    }

    /// The words in English.
    var english: String {
        switch self {
        case .plateAtGate: "Plate (at the gate)"
        case .tagAtGate: "Batch tag (scanned)"
        case .expectedAndScanned: "Expected and scanned"
        case .scanned: "Scanned"
        case .notScanned: "not scanned"
        case .isSame: "the same"
        case .isDifferent: "different"
        case .anotherBatch: "Another batch is on the truck."
        case .anotherBatchWhatNow:
            "Do not weigh, do not unload. Look at the tag again and refuse, or let the truck wait and call the sender."
        case .anotherPlate: "The plate is not that of the manifest."
        case .anotherPlateWhatNow: "It may be weighed once that is cleared up; the receipt will carry this notice."
        case .refusedForBatch: "The tag on the truck is batch {0}, the manifest's batch is {1}"
        case .deskKeys: "Enter: next field · F8: check · F9: book"
        case .sampleDeskLead:
            "Scan the label, look at the seal, take the sample in under a blind code, or refuse it and say why."
        case .scanSample: "Sample code"
        case .fetchSample: "Fetch the sample"
        case .sampleAtDesk: "Samples brought"
        case .sampleTally: "Taken in today {0} · refused {1} · waiting {2}"
        case .samplesWaiting: "Waiting"
        case .samplesToday: "Received today"
        case .sampleNotListed:
            "Sample {0} is not among those you can see waiting. Compare the code; where label and seal are right it may be taken in, and the book checks again."
        case .hoursLeft: "{0} hours left to bring it"
        case .noSamplesHere: "No samples"
        case .differenceNow: "Difference between sent and received"
        case .fourLimits: "The limits of error of two weighings, four figures; the root of the sum of their squares:"
        case .recovery: "Recovery"
        case .runIsVoid: "Void"
        case .runCounts: "Valid"
        case .runLead:
            "Blanks, reference materials and duplicates decide whether the results of a run count; a void run is measured anew, and stays to be seen."
        case .qualityControl: "Quality control"
        case .measured: "Measured"
        case .runPassed: "Blanks, recoveries and duplicates are within their limits."
        case .runFailed: "Quality control failed; no result of this run counts:"
        case .controlChart: "Control chart"
        case .overdueBy: "{0} overdue"
        case .enteredAfterwards: "entered afterwards"
        case .urgedTimes: "urged {0}×"
        case .urgedBefore: "Urged {0}×, last {1}, asked for by {2}."
        case .notUrgedYet:
            "Not urged yet. It stays on record, for all parties to see; open past its day, the line is urged in vain."
        case .recoveriesOf: "Recoveries of {0} by time; 80–120 % is allowed"
        case .intervalGuessed:
            "The sender's scale is not shown to you; it is taken to have the same e. The book judges by the real one."
        case .samplesToBring: "Samples to bring"
        case .refusedSamples: "Refused samples"
        case .refusedSamplesNote: "to be collected again"
        case .samplesAtLaboratory: "At the laboratory"
        case .samplesAtLaboratoryNote: "received, no report yet"
        case .testedSamples: "Tested"
        case .testedSamplesNote: "with a report"
        case .samplesOnTheWay: "Samples on the way"
        case .samplesToTest: "Samples to test"
        case .samplesToTestNote: "received, to be measured"
        case .disputedResults: "Disputed results"
        case .disputedResultsNote: "keep the back-up samples"
        case .issuedNote: "issued"
        case .onTheWayHere: "On the way here"
        case .arrivedHere: "Arrived, not confirmed"
        case .tripsUnderWay: "Under way"
        case .toBeConfirmed: "Arrived, to be confirmed"
        case .disposalPlans: "Disposal plans"
        case .disposalPlansNote: "approved, processed, certified"
        case .returningNote: "refused grain has to go back"
        case .asRegistered: "in the book"
        case .wrongPlaceNote: "may not lie with other grain"
        case .unexplainedNote: "beyond tolerance"
        case .scalesRunningOut: "Scales running out"
        case .scalesRunningOutNote: "certificate ends within 30 days, or has"
        case .latestRecords: "Latest in the book"
        case .nothingRecorded: "Nothing recorded yet."
        case .bookOfYear: "The book, {0}"
        case .limitLine: "{0} kg, e = {1} kg → ±{2} kg"
        }
    }
}
