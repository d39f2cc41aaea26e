import Operations

extension Console {
    /// Addresses for who is signed in.
    var innerRoutes: [Route] {
        workRoutes + pageRoutes + listRoutes + actRoutes + consentRoutes + oversightRoutes + peopleRoutes
            + samplingRoutes + disclosureRoutes
    }

    private var workRoutes: [Route] {
        [
            .get("/") { console, visit throws(LedgerFault) in
                try await Workbench(console: console, visit: visit).reply()
            },
            .get("/find") { console, visit throws(LedgerFault) in try await Find(console: console, visit: visit).reply()
            },
            .get("/deadlines/{code}/notice") { console, visit throws(LedgerFault) in
                try await UrgeNotice(console: console, visit: visit).reply()
            },
            .get("/desks/receiving") { console, visit throws(LedgerFault) in
                try await ReceivingDesk(console: console, visit: visit).reply()
            },
            .get("/desks/weighbridge") { console, visit throws(LedgerFault) in
                try await Weighbridge(console: console, visit: visit).reply()
            },
            .get("/desks/samples") { console, visit throws(LedgerFault) in
                try await SampleDesk(console: console, visit: visit).reply()
            },
            .get("/imports") { console, visit throws(LedgerFault) in
                try await ImportPages(console: console, visit: visit).choose()
            },
            .post("/imports") { console, visit throws(LedgerFault) in
                try await ImportPages(console: console, visit: visit).take()
            },
            .get("/imports/{code}") { console, visit throws(LedgerFault) in
                try await ImportPages(console: console, visit: visit).show()
            },
            .post("/imports/{code}/proceed") { console, visit throws(LedgerFault) in
                try await ImportPages(console: console, visit: visit).proceed()
            },
            .get("/imports/{code}/rejected/{number}") { console, visit throws(LedgerFault) in
                try await ImportPages(console: console, visit: visit).rejected()
            },
        ]
    }

    private var pageRoutes: [Route] {
        [
            .get("/batches/{code}") { console, visit throws(LedgerFault) in try await BatchPage.reply(console, visit) },
            .get("/batches/{code}/dossier") { console, visit throws(LedgerFault) in
                try await DossierSheet.reply(console, visit)
            },
            .get("/manifests/{code}") { console, visit throws(LedgerFault) in
                try await ManifestPage.reply(console, visit)
            },
            .get("/flows") { console, visit throws(LedgerFault) in
                try await FlowPage(console: console, visit: visit).reply()
            },
            .get("/differences") { console, visit throws(LedgerFault) in
                try await DifferencePage(console: console, visit: visit).reply()
            },
            .get("/handover") { console, visit throws(LedgerFault) in
                try await HandoverPage(console: console, visit: visit).reply()
            },
            .get("/recall") { console, visit throws(LedgerFault) in
                try await RecallPage(console: console, visit: visit).reply()
            },
            .get("/disposals/{code}") { console, visit throws(LedgerFault) in
                try await DisposalPages(console: console, visit: visit).page()
            },
            .get("/depots") { console, visit throws(LedgerFault) in
                try await DepotPages(console: console, visit: visit).plan()
            },
            .get("/bins/{code}") { console, visit throws(LedgerFault) in
                try await DepotPages(console: console, visit: visit).bin()
            },
            .get("/samples/{code}") { console, visit throws(LedgerFault) in try await SamplePage.reply(console, visit)
            },
            .get("/reports/{code}") { console, visit throws(LedgerFault) in try await ReportPage.reply(console, visit)
            },
            .get("/test-runs/{code}") { console, visit throws(LedgerFault) in
                try await TestRunPage.reply(console, visit)
            },
            .get("/parcels/{code}") { console, visit throws(LedgerFault) in
                try await RegisterPages(console: console, visit: visit).parcel()
            },
            .get("/organizations/{code}") { console, visit throws(LedgerFault) in
                try await RegisterPages(console: console, visit: visit).organization()
            },
        ]
            + [Resource.scales, .reinspections, .records, .verdicts, .weighings].map { resource in
                .get("/\(resource.rawValue)/{code}") { console, visit throws(LedgerFault) in
                    try await RegisterPages(console: console, visit: visit).object(resource)
                }
            }
    }

    private var listRoutes: [Route] {
        ListLayout.all.map { layout in
            .get("/\(layout.resource.rawValue)") { console, visit throws(LedgerFault) in
                layout.resource == .disposals && visit.query["format"] == nil
                    ? try await DisposalPages(console: console, visit: visit).list()
                    : try await ListPage(console: console, visit: visit, layout: layout).reply()
            }
        }
    }

    private var oversightRoutes: [Route] {
        [
            .get("/bureau-reports") { console, visit throws(LedgerFault) in
                try await BureauReportPages(console: console, visit: visit).overview()
            },
            .post("/bureau-reports") { console, visit throws(LedgerFault) in
                try await BureauReportIssue(console: console, visit: visit).take()
            },
            .get("/bureau-reports/rows") { console, visit throws(LedgerFault) in
                try await BureauReportPages(console: console, visit: visit).rows()
            },
            .get("/bureau-reports/{number}") { console, visit throws(LedgerFault) in
                try await BureauReportPages(console: console, visit: visit).issued()
            },
            .get("/map") { console, visit throws(LedgerFault) in
                try await MapPage(console: console, visit: visit).reply()
            },
            .get("/papers") { console, visit throws(LedgerFault) in
                try await PaperPage(console: console, visit: visit).reply()
            },
            .get("/audit") { console, visit throws(LedgerFault) in
                try await AuditPage(console: console, visit: visit).reply()
            },
            .get("/rules") { console, visit throws(LedgerFault) in try await RulesPage.reply(console, visit) },
            .get("/status") { console, visit throws(LedgerFault) in
                try await HousePages(console: console, visit: visit).status()
            },
            .get("/api") { console, visit throws(LedgerFault) in ApiPages(console: console, visit: visit).list() },
            .get("/api/operations/{code}") { console, visit throws(LedgerFault) in
                ApiPages(console: console, visit: visit).operation()
            },
            .get("/api/schemas/{code}") { console, visit throws(LedgerFault) in
                ApiPages(console: console, visit: visit).schema()
            },
        ]
    }
}
