extension ActBody {
    /// The one existing object that an act is about, whose version a caller may insist on; `nil` for acts that bring
    /// an object into being, and for entries of registers.
    public var chief: AggregateKey? {
        switch self {
        case let act as MoveBatch: .batch(act.batch)
        case let act as SplitBatch: .batch(act.batch)
        case let act as ReduceBatch: .batch(act.batch)
        case let act as TakeStock: .batch(act.batch)
        case let act as CorrectIntake: .batch(act.batch)
        case let act as ProposeRuling: .batch(act.batch)
        case let act as ConfirmRuling: .batch(act.batch)
        case let act as ExplainDifference: .batch(act.batch)
        case let act as RetreatOutput: .disposal(act.disposal)
        case let act as DrawBulkSample: .batch(act.batch)
        case let act as Dispatch: .batch(act.batch)
        case let act as PlanDisposal: .batch(act.batch)
        case let act as RecordArrival: .manifest(act.manifest)
        case let act as ConfirmManifest: .manifest(act.manifest)
        case let act as RefuseManifest: .manifest(act.manifest)
        case let act as ReturnManifest: .manifest(act.manifest)
        case let act as VoidManifest: .manifest(act.manifest)
        case let act as CorrectReceipt: .manifest(act.manifest)
        case let act as CorrectSample: .sample(act.sample)
        case let act as ReceiveSample: .sample(act.sample)
        case let act as RecordScreening: .sample(act.sample)
        case let act as IssueReport: .sample(act.sample)
        case let act as ApplyForReinspection: .sample(act.sample)
        case let act as WithdrawDisposal: .disposal(act.disposal)
        case let act as RecordProcessing: .disposal(act.disposal)
        case let act as CertifyDisposal: .disposal(act.disposal)
        default: nil
        }
    }
}
