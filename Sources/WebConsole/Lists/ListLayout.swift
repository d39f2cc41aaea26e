import Custody
import Operations

/// How a list looks: its columns, facets, fields to ask by, and the views somebody saved.
struct ListLayout: Sendable {
    /// What is listed.
    let resource: Resource
    /// Title of the page.
    let title: Phrase
    /// What the page is for, in a sentence.
    let lead: Phrase
    /// Members shown, in order.
    let columns: [String]
    /// Members counted beside the list.
    var facets: [String] = []
    /// Members to type into.
    var filters: [String] = ["code"]
    /// Order without another wish: `-createdAt`.
    var order = ""
    /// Views that somebody comes back to: name and query.
    var views: [(Phrase, String)] = []
    /// Names of the acts that add to the list.
    var acts: [String] = []

    /// The layout of a resource.
    static func of(_ resource: Resource) -> ListLayout? { all.first { $0.resource == resource } }

    /// Every list of the console.
    static let all: [ListLayout] = grain + testing + registers + book

    private static let grain: [ListLayout] = [
        ListLayout(
            resource: .batches, title: .batches, lead: .batchesLead,
            columns: ["code", "grainClass", "granary", "county", "stock", "origin", "createdAt", "disposal", "state"],
            facets: ["grainClass", "origin", "county"], filters: ["code", "granary", "createdFrom", "createdTo"],
            order: "-createdAt",
            views: [
                (.viewAll, ""), (.viewOverLimit, "grainClass=B,C,D"), (.viewPending, "grainClass=pending"),
                (.viewMerged, "origin=merge"), (.viewReceived, "origin=receipt"),
            ]),
        ListLayout(
            resource: .manifests, title: .manifests, lead: .manifestsLead,
            columns: [
                "code", "state", "grainClass", "batch", "consignor", "consignee", "departedAt", "loadedGrams",
                "receivedGrams", "difference",
            ],
            facets: ["state", "purpose", "grainClass"], filters: ["code", "batch", "departedFrom", "departedTo"],
            order: "-departedAt",
            views: [
                (.viewAll, ""), (.viewOpenTrips, "state=departed,arrived"),
                (.viewRefusedTrips, "state=refused,returned"),
            ]),
        ListLayout(
            resource: .disposals, title: .disposals, lead: .disposalsLead,
            columns: [
                "code", "batch", "useClass", "facility", "plannedGrams", "dispatchedGrams", "receivedGrams",
                "processed", "approvedAt", "certificate",
            ],
            facets: ["facility", "county"], filters: ["code", "batch"], order: "-approvedAt", views: [(.viewAll, "")]),
        ListLayout(
            resource: .weighings, title: .weighings, lead: .weighingsLead,
            columns: [
                "ticket", "occurredAt", "kind", "plate", "scale", "grossGrams", "tareGrams", "netGrams", "batch",
                "manifest",
            ],
            facets: ["kind", "scale"], filters: ["plate", "ticket", "occurredFrom", "occurredTo"], order: "-occurredAt"),
    ]

    private static let testing: [ListLayout] = [
        ListLayout(
            resource: .parcels, title: .parcels, lead: .parcelsLead,
            columns: [
                "code", "township", "village", "squareMetres", "farmlandClass", "soilPH", "soilCadmium", "classes",
            ],
            facets: ["farmlandClass", "county"], filters: ["code", "township"], acts: [RegisterParcel.name]),
        ListLayout(
            resource: .samples, title: .samples, lead: .samplesLead,
            columns: [
                "code", "blindCode", "state", "verdict", "parcel", "batch", "collectedAt", "receivedAt", "grams",
                "laboratory",
            ],
            facets: ["state", "season", "county", "laboratory"],
            filters: ["code", "parcel", "batch", "collectedFrom", "collectedTo"],
            order: "-collectedAt",
            views: [
                (.viewAll, ""), (.viewWaitingSamples, "state=collected,received"), (.viewDisputed, "disputed=true"),
            ], acts: [CollectSample.name]),
        ListLayout(
            resource: .testRuns, title: .testRuns, lead: .testRunsLead,
            columns: ["code", "measuredAt", "laboratory", "unit", "rows", "faults"], facets: ["laboratory"],
            filters: ["code", "measuredFrom", "measuredTo"], order: "-measuredAt",
            acts: [RecordTestRun.name]),
        ListLayout(
            resource: .reports, title: .testReports, lead: .testReportsLead,
            columns: ["code", "verdict", "sample", "cadmium", "issuedAt", "edition", "supersededBy"],
            facets: ["verdict", "edition"],
            filters: ["code", "sample", "issuedFrom", "issuedTo"], order: "-issuedAt", acts: [IssueReport.name]),
        ListLayout(
            resource: .reinspections, title: .reinspections, lead: .reinspectionsLead,
            columns: ["code", "sample", "report", "appliedAt", "accepted", "laboratory", "verdict"],
            facets: ["accepted", "laboratory"],
            filters: ["code", "sample"], order: "-appliedAt",
            acts: [ApplyForReinspection.name, ReportReinspection.name]),
    ]

    private static let registers: [ListLayout] = [
        ListLayout(
            resource: .organizations, title: .organizations, lead: .organizationsLead,
            columns: ["name", "code", "kind", "county", "licence", "validTo", "useClasses"],
            facets: ["kind", "county"], filters: ["code", "validTo"], acts: [RegisterOrganization.name]),
        ListLayout(
            resource: .bins, title: .bins, lead: .binsLead,
            columns: ["name", "granary", "use", "kind", "content", "filled", "capacityGrams", "code"],
            facets: ["use", "county"], filters: ["granary"],
            views: [
                (.viewAll, ""), (.viewSegregated, "use=segregated"), (.viewQuarantine, "use=quarantine"),
            ], acts: [RegisterBin.name]),
        ListLayout(
            resource: .scales, title: .scales, lead: .scalesLead,
            columns: ["code", "owner", "maximumGrams", "intervalGrams", "certificate", "validTo"],
            facets: ["owner"], filters: ["code", "validTo"], order: "validTo", acts: [RegisterScale.name]),
    ]

    private static let book: [ListLayout] = [
        ListLayout(
            resource: .deadlines, title: .overdue, lead: .overdueLead,
            columns: [
                "subject", "matter", "grainClass", "workingDays", "dueAt", "grams", "batch", "county", "next",
                "urge",
            ],
            facets: ["matter", "grainClass", "county"], filters: ["batch"], order: "-weight",
            views: [(.viewAll, ""), (.viewOverdue, "overdue=true"), (.viewEscalated, "escalated=true")]),
        ListLayout(
            resource: .findings, title: .findings, lead: .findingsLead,
            columns: ["finding", "severity", "says", "subject", "detail", "occurredAt", "record"],
            facets: ["severity", "finding"], filters: ["subject", "occurredFrom", "occurredTo"], order: "-occurredAt",
            views: [(.viewAll, ""), (.viewHolds, "severity=hold")]),
        ListLayout(
            resource: .records, title: .audit, lead: .auditLead,
            columns: ["seq", "kind", "actor", "occurredAt", "recordedAt", "digest", "record"],
            facets: ["kind"], filters: ["actor", "recordedFrom", "recordedTo"], order: "-seq"),
        ListLayout(
            resource: .verdicts, title: .verdicts, lead: .verdictsLead,
            columns: ["code", "verdict", "parcel", "batch", "season", "edition", "issuedAt", "disputed"],
            facets: ["verdict", "season", "county"], filters: ["code"], order: "-issuedAt"),
        ListLayout(
            resource: .movements, title: .movements, lead: .movementsLead,
            columns: ["batch", "kind", "legs", "occurredAt", "record"], facets: ["kind"], filters: ["batch"],
            order: "-occurredAt"
        ),
    ]
}
