public import Custody
public import Hummingbird
import Identity
public import Operations
public import Rules

/// The web console: pages over the ledger, for people at a desk. It knows operations and rules, and nothing of
/// databases; what it shows somebody is what the ledger would tell him anyway.
public struct Console: Sendable {
    /// What people can do.
    let ledger: Ledger
    /// The bureau's reports.
    let reports: BureauReports
    /// Who comes in, and what persons do beside the book.
    let doors: Doors
    /// What the house itself can tell.
    let house: House

    /// What the console needs to know of the installation around it.
    public struct House: Sendable {
        /// The checks of the doctor.
        public var examine: @Sendable () async throws(LedgerFault) -> [Doctor.Check]
        /// Reads files and puts them into the book, or tries to.
        public var imports: Imports
        /// The bytes of `openapi.json`.
        public var openAPI: [UInt8]
        /// The rules as WebAssembly, for the pages that judge without network; `nil` when they were not built.
        public var rulesModule: [UInt8]?
        /// The verification of dossiers as WebAssembly; `nil` when it was not built.
        public var evidenceModule: [UInt8]?
        /// Script and stylesheet of Leaflet, for maps that can be moved; `nil` when it was not laid beside the program.
        public var leaflet: (script: [UInt8], style: [UInt8])?
        /// Whether somebody may ask for a page now, or take a list away: what to hold while it is made; nothing, and after how
        /// many seconds to ask again.
        public var admit: @Sendable (Actor, _ isExport: Bool) -> (held: (any Sendable)?, retryAfter: Int)
        /// The bytes of a picture that a field record names by its digest; `nil` where none are kept.
        public var picture: @Sendable (_ digest: String) async throws(LedgerFault) -> [UInt8]?
        /// The clock.
        public var now: @Sendable () -> Timestamp

        /// A house.
        public init(
            examine: @escaping @Sendable () async throws(LedgerFault) -> [Doctor.Check], imports: Imports,
            openAPI: [UInt8], rulesModule: [UInt8]? = nil, evidenceModule: [UInt8]? = nil,
            leaflet: (script: [UInt8], style: [UInt8])? = nil,
            admit: @escaping @Sendable (Actor, Bool) -> (held: (any Sendable)?, retryAfter: Int),
            picture: @escaping @Sendable (String) async throws(LedgerFault) -> [UInt8]? = { _ throws(LedgerFault) in nil
            },
            now: @escaping @Sendable () -> Timestamp
        ) {
            self.picture = picture
            self.examine = examine
            self.imports = imports
            self.openAPI = openAPI
            self.rulesModule = rulesModule
            self.evidenceModule = evidenceModule
            self.leaflet = leaflet
            self.admit = admit
            self.now = now
        }
    }

    /// A console.
    public init(ledger: Ledger, reports: BureauReports, doors: Doors, house: House) {
        self.ledger = ledger
        self.reports = reports
        self.doors = doors
        self.house = house
    }

    /// The files of Leaflet, script first; none when they are not there.
    var leaflet: [Asset] {
        house.leaflet.map {
            [
                Asset("leaflet", "js", "text/javascript; charset=utf-8", $0.script),
                Asset("leaflet", "css", "text/css; charset=utf-8", $0.style),
            ]
        } ?? []
    }

    /// Notes a read in the audit before it is shown: what cannot be noted is not read.
    func note(_ act: String, _ subject: String, _ visit: Visit) async throws(LedgerFault) {
        let detail = String(visit.query.encoded.prefix(1_000))
        try await doors.audits.note(AuditNote(visit.who.caller, act, subject, detail: detail))
    }

    /// A page that is nobody's but others': noted, and answered as one that is not there.
    func refused(_ act: String, _ what: Phrase, _ visit: Visit) async throws(LedgerFault) -> Reply {
        try await doors.audits.note(AuditNote(refused: act, for: [.notPermitted], to: visit.who.caller))
        return .page(visit.missing(what))
    }

    /// Lays the pages on a router.
    ///
    /// - Parameter address: network address of who asks.
    public func add<Context: RequestContext>(
        to router: Router<Context>, from address: @escaping @Sendable (Context) -> String
    ) {
        let door = Door(console: self)
        for file in Asset.all + leaflet {
            router.get(RouterPath(file.address)) { request, _ in file.response(to: request) }
        }
        for route in openRoutes + singleSignOnRoutes + innerRoutes {
            router.on(RouterPath(route.path), method: route.method) { request, context in
                await door.answer(
                    request, to: route, places: context.parameters, limit: context.maxUploadSize,
                    from: address(context), context.logger)
            }
        }
        FieldApp(rulesModule: house.rulesModule).add(to: router)
        VerificationApp(evidenceModule: house.evidenceModule).add(to: router)
        router.get("**") { request, context in
            guard Door.isForPeople(request) else { throw HTTPError(.notFound) }
            return await door.notFound(request, context.logger)
        }
    }
}
