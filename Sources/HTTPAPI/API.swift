public import Hummingbird
import NIOCore
public import Operations
import Prints

/// The routes of API v1 over a ledger.
public enum API {
    /// The API's own description, `openapi.json`.
    public static var description: [UInt8] { PackageResources.openapi_json }

    /// A router; nothing in it knows where the ledger comes from.
    ///
    /// - Parameters:
    ///   - address: address of the service as readers of paper reach it; `nil` when it is not known.
    ///   - edges: what stands around the routes.
    public static func router(
        over ledger: Ledger, reports: BureauReports, doors: Doors, evidence: EvidenceLog, field: FieldDesk,
        imports: Imports, address: String? = nil, edges: Edges = Edges()
    ) -> Router<APIContext> {
        let prints = PrintRoutes(reports: reports, press: PrintPress(), address: address)
        // The routes are laid twice: the second time below the middleware that has to know them all.
        let plan = Router(context: APIContext.self)
        addRoutes(to: plan, over: ledger, reports, doors, evidence, field, imports, prints, edges)
        let router = Router(context: APIContext.self, options: .autoGenerateHeadEndpoints)
        // From the outside in: what is logged and counted is what was sent, problems of the inner three among it.
        router.add(middleware: RequestMiddleware(edges: edges))
        router.add(middleware: ProblemMiddleware(routes: KnownRoutes(of: plan)))
        router.add(middleware: StrangerMiddleware(allowances: edges.allowances))
        router.add(middleware: AcceptanceMiddleware())
        addRoutes(to: router, over: ledger, reports, doors, evidence, field, imports, prints, edges)
        return router
    }

    private static func addRoutes(
        to router: Router<APIContext>, over ledger: Ledger, _ reports: BureauReports, _ doors: Doors,
        _ evidence: EvidenceLog, _ field: FieldDesk, _ imports: Imports, _ prints: PrintRoutes, _ edges: Edges
    ) {
        router.get("/livez") { _, _ in "up\n" }
        router.get("/openapi.json") { _, _ in
            Response(
                status: .ok, headers: [.contentType: "application/json; charset=utf-8"],
                body: .init(byteBuffer: ByteBuffer(bytes: PackageResources.openapi_json)))
        }
        ProblemPages.add(to: router)
        let anybody = router.group("/v1", context: SignedInSource.self)
            .add(middleware: CallerMiddleware(ledger: ledger, doors: doors, edges: edges))
        SessionRoutes.addDoor(to: anybody)
        HandsetRoutes.addDoor(to: anybody)
        let signedIn = anybody.group(context: SignedInContext.self)
            .add(middleware: AllowanceMiddleware(allowances: edges.allowances))
            .add(middleware: LastingRightMiddleware())
        SessionRoutes.add(to: signedIn)
        ConsentRoutes.add(to: signedIn)
        AuditRoutes.add(to: signedIn)
        PeopleRoutes.add(to: signedIn)
        OwnAccountRoutes.add(to: signedIn)
        DisclosureRoutes.add(to: signedIn)
        ActRoutes.add(to: signedIn)
        CaptureRoutes.add(to: signedIn)
        HandsetRoutes.add(to: signedIn)
        CodeBlockRoutes.add(to: signedIn, field)
        AttachmentRoutes.add(to: signedIn, field)
        ImportRoutes(imports: imports).add(to: signedIn)
        ListRoutes.add(to: signedIn, prints.press)
        BatchRoutes.add(to: signedIn)
        BalanceRoutes.add(to: signedIn)
        DifferenceRoutes.add(to: signedIn)
        RecallRoutes.add(to: signedIn)
        RuleRoutes.add(to: signedIn, field)
        BureauReportRoutes(reports: reports, press: prints.press).add(to: signedIn)
        LogRoutes(evidence: evidence).add(to: router)
        LogRoutes(evidence: evidence).add(to: signedIn)
        StreamRoutes(evidence: evidence).add(to: signedIn)
        prints.add(to: signedIn)
    }
}
