import Custody

/// The form of one act.
struct ActForm: Sendable {
    /// The act.
    let kind: any ActBody.Type
    /// What it asks for, in the order of the paper it stands for.
    let fields: [ActField]

    /// Name of the act.
    var name: String { kind.name }

    /// The form of an act; `nil` when the console has none.
    static func named(_ name: String) -> ActForm? { all.first { $0.name == name } }

    /// All forms of the console.
    static let all: [ActForm] = registers + grain + trips + disposals + testing + oversight

    static func text(_ name: String, optional: Bool = false) -> ActField {
        ActField(name: name, isOptional: optional)
    }
    static func mass(_ name: String) -> ActField { ActField(name: name, form: .mass) }
    static func choice(_ name: String, _ vocabulary: String, _ words: [String]) -> ActField {
        ActField(name: name, form: .choice(vocabulary: vocabulary, words: words))
    }
    static func flag(_ name: String) -> ActField { ActField(name: name, form: .flag) }
    static func person(_ role: PersonRole, optional: Bool = true) -> ActField {
        ActField(name: role.rawValue, form: .person, isOptional: optional)
    }

    static let grain: [ActForm] = [
        ActForm(
            kind: TakeIn.self,
            fields: [
                text("ticket"), text("granary"), text("scale"), text("plate"), mass("grossGrams"), mass("tareGrams"),
                text("moisture"), text("impurity"), mass("adjustmentGrams"),
                ActField(name: "sources", form: .sources), text("bin"), text("batch"), person(.grower),
                person(.witness), person(.keeper),
            ]),
        ActForm(
            kind: MoveBatch.self,
            fields: [text("operation"), text("batch"), text("from"), text("to"), mass("grams"), text("reason")]),
        ActForm(
            kind: MergeBatches.self,
            fields: [
                text("operation"),
                ActField(name: "inputs", form: .rows([text("batch"), text("bin"), mass("grams")], most: 6)),
                text("batch"), text("bin"), text("reason"),
            ]),
        ActForm(
            kind: SplitBatch.self,
            fields: [
                text("operation"), text("batch"), text("bin"), mass("grams"), text("newBatch"), text("newBin"),
                text("reason"),
            ]),
        ActForm(
            kind: ReduceBatch.self,
            fields: [
                text("operation"), text("batch"), text("bin"),
                choice("kind", "loss", LossKind.allCases.map(\.rawValue)),
                mass("beforeGrams"), mass("afterGrams"), text("reason"),
            ]),
        ActForm(
            kind: TakeStock.self,
            fields: [text("operation"), text("batch"), text("bin"), mass("bookGrams"), mass("countedGrams")]),
        ActForm(
            kind: CorrectIntake.self,
            fields: [
                text("batch"), text("bin"), mass("grossGrams"), mass("tareGrams"),
                ActField(name: "sources", form: .sources), text("reason"),
            ]),
        ActForm(kind: ExplainDifference.self, fields: [text("subject"), text("batch"), text("reason")]),
        ActForm(
            kind: ProposeRuling.self, fields: [text("number"), text("batch"), text("report"), text("reason")]),
        ActForm(kind: ConfirmRuling.self, fields: [text("number"), text("batch")]),
    ]

    static let oversight: [ActForm] = [
        ActForm(
            kind: UrgeDeadline.self,
            fields: [
                choice("matter", "matter", DeadlineList.Matter.allCases.map(\.rawValue)), text("subject"),
                text("batch", optional: true), ActField(name: "until", form: .day),
            ])
    ]

    static let trips: [ActForm] = [
        ActForm(
            kind: Dispatch.self,
            fields: [
                text("manifest"), choice("purpose", "purpose", ["disposal", "transfer", "sale"]), text("batch"),
                text("disposal", optional: true), text("bin"), text("consignee"), text("carrier"), text("plate"),
                person(.driver), text("route"), text("seals"), flag("papers.contract"), flag("papers.invoice"),
                flag("papers.undertaking"), flag("papers.report"),
                ActField(name: "notifiedAt", form: .moment, isOptional: true), text("scale"), mass("grossGrams"),
                mass("tareGrams"),
            ]),
        ActForm(kind: RecordArrival.self, fields: [text("manifest")]),
        ActForm(
            kind: ConfirmManifest.self,
            fields: [
                text("manifest"), text("scale"), mass("grossGrams"), mass("tareGrams"), text("batch", optional: true),
                text("bin", optional: true), text("differenceReason", optional: true), text("plate", optional: true),
                person(.receiver),
            ]),
        ActForm(kind: RefuseManifest.self, fields: [text("manifest"), text("reason")]),
        ActForm(kind: VoidManifest.self, fields: [text("manifest"), text("bin", optional: true), text("reason")]),
        ActForm(
            kind: CorrectReceipt.self,
            fields: [
                text("manifest"), text("scale"), mass("grossGrams"), mass("tareGrams"),
                text("differenceReason", optional: true), text("reason"),
            ]),
        ActForm(
            kind: ReturnManifest.self,
            fields: [text("manifest"), text("scale"), mass("grossGrams"), mass("tareGrams"), text("bin")]),
    ]

    static let disposals: [ActForm] = [
        ActForm(
            kind: PlanDisposal.self,
            fields: [
                text("disposal"), text("batch"),
                ActField(name: "useClass", form: .choice(vocabulary: "use-class", words: ["1", "2", "3", "4"])),
                text("facility"), mass("grams"), text("contract", optional: true),
                ActField(name: "until", form: .day, isOptional: true), person(.compiler),
                person(.approver, optional: false),
            ]),
        ActForm(
            kind: RecordProcessing.self,
            fields: [
                text("number"), text("disposal"), mass("inputGrams"), text("product"), mass("productGrams"),
                text("residue"), mass("residueGrams"), text("residueTo"), mass("lossGrams"), text("outputReport"),
                text("outputValues.Cd", optional: true),
            ]),
        ActForm(kind: CertifyDisposal.self, fields: [text("disposal"), text("certificate")]),
        ActForm(kind: WithdrawDisposal.self, fields: [text("disposal"), text("reason")]),
        ActForm(
            kind: RetreatOutput.self,
            fields: [
                text("disposal"), text("number"), choice("useClass", "use-class", ["1", "2", "3", "4"]),
                text("destination"),
            ]),
    ]
}
