import Custody
import Rules

extension ActForm {
    /// Samples, runs of instruments, reports and re-inspections.
    static let testing: [ActForm] = [
        ActForm(
            kind: CollectSample.self,
            fields: [
                text("sample"), text("parcel"), text("task"),
                choice("pattern", "pattern", ["five-point", "chessboard", "serpentine"]),
                ActField(name: "points", form: .whole), mass("grams"), text("seal"), person(.sampler),
                person(.secondSampler), person(.grower),
            ]),
        ActForm(
            kind: DrawBulkSample.self,
            fields: [
                text("slip"), text("sample"), text("batch"), text("bin"), text("reason"), mass("representedGrams"),
                mass("grams"), person(.sampler), person(.keeper),
            ]),
        ActForm(
            kind: CorrectSample.self,
            fields: [
                text("sample"), text("parcel"), ActField(name: "collectedAt", form: .moment), text("task"),
                choice("pattern", "pattern", ["five-point", "chessboard", "serpentine"]),
                ActField(name: "points", form: .whole), mass("grams"), text("seal"), text("reason"),
            ]),
        ActForm(
            kind: ReceiveSample.self,
            fields: [
                text("sample"), text("laboratory"), flag("sealIntact"), flag("accepted"),
                text("reason", optional: true), text("blindCode", optional: true), person(.messenger),
                person(.receiver),
            ]),
        ActForm(
            kind: RecordScreening.self,
            fields: [text("sample"), choice("item", "item", ["Cd"]), text("value"), text("instrument")]),
        ActForm(
            kind: ApplyForReinspection.self,
            fields: [
                text("reinspection"), text("sample"), text("report"), ActField(name: "toldAt", form: .moment),
                text("laboratory", optional: true), person(.applicant),
            ]),
        ActForm(
            kind: RecordTestRun.self,
            fields: [
                text("run"), text("laboratory"), choice("unit", "unit", ["mg/kg", "μg/kg"]),
                choice("item", "item", items),
                ActField(
                    name: "rows",
                    form: .rows(
                        [
                            choice("kind", "row", ["blank", "reference", "sample", "duplicate", "spike"]), text("name"),
                            text("readings"), text("certified", optional: true),
                        ], most: 16)),
            ]),
        ActForm(
            kind: IssueReport.self,
            fields: [
                text("report"), text("sample"),
                ActField(
                    name: "lines",
                    form: .rows(
                        [
                            choice("item", "item", items), text("value"), text("method"), text("lod"), text("loq"),
                            text("run", optional: true),
                        ], most: items.count)),
                text("supersedes", optional: true), person(.compiler, optional: false),
                person(.reviewer, optional: false), person(.approver, optional: false),
            ]),
        ActForm(
            kind: ReportReinspection.self,
            fields: [
                text("reinspection"), text("report"), choice("item", "item", items), text("value"), text("method"),
                text("run"),
            ]),
    ]

    private static let items = Item.allCases.map(\.rawValue)
}
