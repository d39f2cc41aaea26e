extension VerificationPhrase {
    /// The words in Chinese.
    var chinese: String { words.chinese }
    /// The same in English.
    var english: String { words.english }

    private var words: (chinese: String, english: String) {
        switch self {
        case .name: ("核验存证档案", "Verify a dossier")
        case .lead:
            (
                "选一个存证档案（.zip）。核验在这台设备上进行，文件不会上传，也不用登录。",
                "Choose a dossier (.zip). It is verified on this device: nothing is uploaded, and nobody has to sign in."
            )
        case .otherLanguage: ("English", "中文")
        case .keep: ("下载本页，离线使用", "Keep this page, to use it offline")
        case .keepHint:
            (
                "下载下来是一个文件，断网也能打开；法院、审计可以多年以后再用。",
                "It is one file that opens without network, for a court or an auditor, years later."
            )
        case .noScript: ("核验要用 JavaScript。", "Verifying needs JavaScript.")
        case .noModule:
            (
                "核验程序没有装上，这台服务器不能核验；可以用命令 grainledger verify。",
                "The verifying module is missing on this server; use the command grainledger verify."
            )
        case .dossier: ("存证档案", "Dossier")
        case .dossierHint: ("由 grainledger 打包的 .zip 文件", "A .zip packed by grainledger")
        case .policy: ("可信公钥文件（选填）", "Policy with the keys you trust (optional)")
        case .policyHint:
            (
                "不给，就用档案自带的公钥：那要和公布的公钥对一遍才算数。",
                "Without one the dossier's own keys are used: they prove nothing until compared with those published."
            )
        case .checking: ("正在核验……", "Verifying …")
        case .unreadable:
            ("这个文件不是档案，或者已经损坏，读不出来。", "This file is no dossier, or is damaged: it cannot be read.")
        case .policyUnreadable: ("公钥文件读不懂，没有核验。", "The policy cannot be read; nothing was verified.")
        case .good: ("没有发现问题", "No fault was found")
        case .faults: ("发现 {0} 处问题", "{0} faults were found")
        case .summary: ("{0} 条记录，{1} 个批次", "{0} records of {1} batches")
        case .seals: ("一环扣一环", "The chain of seals")
        case .sealFiles: ("每个文件与目录里的摘要一致", "Every file is what the manifest says")
        case .sealRecords: ("每条记录与日志条目里的摘要一致", "Every record is what its entry in the log says")
        case .sealProofs: ("每个条目都在日志里", "Every entry is in the log")
        case .sealCheckpoint: ("检查点的签名符合信任策略", "The checkpoint is signed as the policy demands")
        case .sealNames: ("披露的姓名属于各自的记录", "Names that are told belong to their records")
        case .sealStreams: ("每个批次的记录从 1 到末号不缺不重", "The records of each batch run from 1 without a hole")
        case .sealGood: ("成立", "holds")
        case .sealBad: ("不成立", "does not hold")
        case .faultTable: ("问题", "Faults")
        case .faultCode: ("代码", "Code")
        case .faultRecord: ("记录", "Record")
        case .faultPlace: ("位置", "Place")
        case .faultWords: ("说明", "What is wrong")
        case .facts: ("依据", "What it rests on")
        case .origin: ("日志", "Log")
        case .leaves: ("条目数", "Entries")
        case .root: ("根", "Root")
        case .keys: ("日志公钥", "Key of the log")
        case .cosigners: ("见证方", "Witnesses")
        case .noCosigners: ("没有见证方签名", "No witness has signed")
        case .batches: ("批次", "Batches")
        case .recordCount: ("{0} 条", "{0} records")
        case .notChecked: ("没有核验什么", "What was not checked")
        case .notKeys:
            (
                "公钥取自档案本身：请与公布的公钥核对。", "The keys are the dossier's own: compare them with those that were published."
            )
        case .notEnd:
            (
                "没有对照公布的日志清点：某批次末尾缺的记录看不出来。命令 grainledger verify --log 可以清点。",
                "The published log was not counted: records missing at the end of a batch do not show. The command grainledger verify --log counts it."
            )
        case .notTruth:
            (
                "这里证明记录自写下后没有改过、没有抽掉；写下时是否属实，要看称重、检测和签名的人。",
                "This proves that the records were not changed or withheld since they were written; whether they were true then is for the scale, the laboratory and those who signed."
            )
        case .given: ("用的是你给的公钥。", "The keys are those you gave.")
        }
    }
}
