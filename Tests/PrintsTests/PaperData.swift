import Custody
import Foundation
import Operations
import Prints
import Rules

/// Data of a batch of class C as the ledger gives them, with a name put wherever people write one.
struct PaperData {
    let dossier: Dossier
    let organization: Organization
    let bin: Bin
    let weighings: [WeighTicket.Weighing]
    let name: String

    init(name: String = "沅江酒精样厂") throws {
        self.name = name
        let written = String(decoding: try JSONEncoder().encode(name), as: UTF8.self)
        let json = Self.dossierJSON.replacing("\"NAME\"", with: written)
        dossier = try JSONDecoder().decode(Dossier.self, from: Data(json.utf8))
        let day = try JSONDecoder().decode([CivilDate].self, from: Data(#"["2022-05-12","2028-05-11"]"#.utf8))
        organization = Organization(
            code: "91430981MAQN1GM12X", name: name, kind: .facility, county: "430981", licence: "湘粮处2024-033",
            validFrom: day[0], validTo: day[1], useClasses: [3])
        bin = try JSONDecoder().decode(
            Bin.self,
            from: Data(
                #"""
                {"use":"segregated","code":"91430902MAQ2N2QK6A0010004","kind":"平房仓","name":NAME,"county":"430902",
                "content":{"C":7780000},"granary":"91430902MAQ2N2QK6A","capacityGrams":150000000}
                """#.replacing("NAME", with: written).utf8))
        weighings = [
            WeighTicket.Weighing(
                record: "01a214db-e5ba-766e-80e3-f5bb5dbdce2c", kind: "manifest-dispatched", batch: "25W-90201-H0005",
                manifest: "20254309000006", ticket: nil, scale: "DS-90201-1", plate: "湘H3912F",
                grossGrams: Grams(44_820_000), tareGrams: Grams(15_140_000), netGrams: Grams(29_680_000),
                occurredAt: dossier.manifests[0].departedAt)
        ]
    }

    var trip: TripFile {
        let manifest = dossier.manifests[0]
        return TripFile(
            manifest: manifest,
            departure: .init(plate: "湘H3912F", route: name, seals: "QF25000006", notifiedAt: manifest.departedAt),
            organizations: [
                manifest.consignor: organization, manifest.carrier: organization, manifest.consignee: organization,
            ],
            bin: bin, disposal: dossier.disposals[0], weighings: weighings)
    }

    /// Every print of them, by name.
    func documents(address: String? = "https://grain.example.cn") throws -> [(name: String, document: any Printable)] {
        let holding = BinSign.Holding(
            batch: "25W-90201-H0005", grainClass: .c, grams: Grams(7_780_000), since: dossier.batch.createdAt)
        return [
            ("label", SampleLabel(sample: dossier.samples[1], parcel: dossier.parcels[0])),
            ("handover", HandoverSheet(samples: dossier.samples, bringer: name)),
            ("label of a batch", SampleLabel(sample: dossier.samples[0], parcel: nil)),
            (
                "tag",
                BatchTag(
                    batch: dossier.batch, reports: dossier.reports, granary: name,
                    bins: ["91430902MAQ2N2QK6A0010004": name], address: address)
            ),
            (
                "sign",
                BinSign(
                    bin: bin, granary: name, holdings: [holding], asOf: dossier.batch.createdAt, address: address)
            ),
            ("ticket", WeighTicket(weighing: weighings[0], grainClass: .c, owner: name, address: address)),
            ("manifest", try ManifestForm(trip, address: address)),
            ("undertaking", try Undertaking(trip, address: address)),
            (
                "report",
                try TestReportSheet(
                    .init(report: dossier.reports[0], sample: dossier.samples[1], laboratory: organization),
                    address: address)
            ),
            (
                "dossier",
                try CustodyDossier(
                    .init(dossier: dossier, names: ["91430981MAQN1GM12X": name], asOf: nil), address: address)
            ),
            ("bureau report", monthly(rows: 9)),
        ]
    }

    /// A monthly report with so many counties.
    func monthly(rows: Int) -> BureauReportSheet {
        let table = BureauReportSheet.Table(
            title: "表二 收支存平衡", unit: "计量单位：吨",
            groups: [.init(head: "", columns: ["期初结存"]), .init(head: "入库", columns: ["▲ B", "◆ C"])],
            rows: (0..<rows).map { [$0 == 0 ? "合计" : "区划\($0)", "1373.212", "41.360", "0"] })
        return BureauReportSheet(
            title: "超标粮食监管月报表", english: "Over-limit grain: monthly report", bureau: name, period: "2025年11月",
            number: "BR-4309-2025-11-1", notice: "", cards: [["检毕样品", "26", "件"]], tables: [table],
            annexes: [.init(title: "期后变更", heads: ["区划"], rows: [], none: "没有")], approvedBy: name,
            compiledBy: name, issuedOn: "2025年12月1日", record: "01a214db", digest: "5abd", asOf: dossier.batch.createdAt,
            address: "https://grain.example.cn")
    }

    private static let dossierJSON = #"""
        {"batch":{"children":["25W-90201-F0001"],"code":"25W-90201-H0005","county":"430902",
        "createdAt":"2025-11-18T16:00:00+08:00","disposal":"CZ2025-0001","frozenBy":[],"grainClass":"C",
        "granary":"91430902MAQ2N2QK6A","history":[{"at":"2025-11-18T16:00:00+08:00",
        "because":"ZY25-90201-0012","grainClass":"C"}],
        "ledger":{"bin:91430902MAQ2N2QK6A0010004":7780000,"difference":40000,
        "facility:91430981MAQN1GM12X":0,"from:25W-90201-H0002":-27340000,
        "from:25W-90201-H0003":-37600000,"into:25W-90201-F0001":27460000,"loss:natural":17500,
        "process-loss":10506300,"product":8832700,"residue":10301000,"sample":2500,
        "transit:20254309000006":0},"origin":"merge","parents":{"25W-90201-H0002":27340000,
        "25W-90201-H0003":37600000},"record":"01a214db-e332-7f83-8c50-2ea04025f86e","rulings":[],
        "season":"2025-late","sourceClass":"C","sources":{},
        "tag":{"openedAt":"2025-11-18T16:00:00+08:00"},"tests":{"KC25-902-00003":{"coversWhole":true,
        "grainClass":"C"}}},
        "maskedAncestors":[],"ancestors":[{"children":["25W-90201-H0005"],"code":"25W-90201-H0002","county":"430902",
        "createdAt":"2025-11-18T16:00:00+08:00","frozenBy":[],"grainClass":"B",
        "granary":"91430902MAQ2N2QK6A","history":[{"at":"2025-11-18T16:00:00+08:00",
        "because":"ZY25-90201-0009","grainClass":"B"}],"ledger":{"bin:91430902MAQ2N2QK6A0010003":0,
        "from:25W-90201-T0001":-10080000,"from:25W-90201-T0020":-4120000,
        "from:25W-90201-T0021":-6000000,"from:25W-90201-T0022":-1140000,"from:25W-90201-T0025":-6000000,
        "into:25W-90201-H0005":27340000},"origin":"merge","parents":{"25W-90201-T0001":10080000,
        "25W-90201-T0020":4120000,"25W-90201-T0021":6000000,"25W-90201-T0022":1140000,
        "25W-90201-T0025":6000000},"record":"01a214db-e2fe-79a0-8d60-56c30224aa09","rulings":[],
        "season":"2025-late","sourceClass":"B","sources":{},
        "tag":{"closedAt":"2025-11-18T16:00:00+08:00","openedAt":"2025-11-18T16:00:00+08:00"},
        "tests":{}}],
        "parcels":[{"batches":{"2025-late":["25W-90201-T0010"]},"classes":{"2025-late":"C"},
        "code":"43090210200001","county":"430902","farmlandClass":"safe-use","latitude":"28.528801",
        "longitude":"112.405370","samples":{"2025-late":["LT25-902-00014"]},"soilCadmium":"0.402",
        "soilPH":"5.24","squareMetres":14867,"township":"430902102","village":"NAME"}],
        "samples":[{"blindCode":"25S0069","code":"KC25-902-00003",
        "collectedAt":"2025-11-20T09:24:00+08:00","county":"430902","disputed":false,"finalLines":[],
        "grams":2500,"laboratory":"12430903MAQ77FU86A","receivedAt":"2025-11-20T13:21:00+08:00",
        "reports":["ZJ-25-00064"],"screenings":[],"season":"2025-late","state":"tested",
        "subject":{"batch":{"_0":"25W-90201-H0005","ofWhole":true,"represents":64940000}},"verdict":"C",
        "verdictBy":"ZJ-25-00064"},{"blindCode":"25S0040","code":"LT25-902-00014",
        "collectedAt":"2025-10-20T13:27:00+08:00","county":"430902","disputed":false,"finalLines":[],
        "grams":1500,"laboratory":"12430903MAQ77FU86A","receivedAt":"2025-10-20T17:30:00+08:00",
        "reports":["ZJ-25-00048"],"screenings":[],"season":"2025-late","state":"tested",
        "subject":{"parcel":{"_0":"43090210200001"}},"verdict":"C","verdictBy":"ZJ-25-00048"}],
        "reports":[{"code":"ZJ-25-00048","edition":"GB 2762-2022",
        "issuedAt":"2025-10-28T15:17:00+08:00","lines":[{"item":"Cd","lod":"0.002","loq":"0.005",
        "method":"GB 5009.268-2016","run":"ZJ20251023-04","value":"0.00938"},{"item":"Pb","lod":"0.01",
        "loq":"0.03","method":"GB 5009.268-2016","run":"ZJ20251023-04","value":"0.0112"},{"item":"As",
        "lod":"0.002","loq":"0.005","method":"GB 5009.268-2016","run":"ZJ20251023-04","value":"0.512"},
        {"item":"iAs","lod":"0.01","loq":"0.03","method":"GB 5009.11-2024","run":"ZJLC20251026-03",
        "value":"0.36"},{"item":"Hg","lod":"0.001","loq":"0.003","method":"GB 5009.268-2016",
        "run":"ZJ20251023-04","value":"0.00468"},{"item":"Cr","lod":"0.05","loq":"0.2",
        "method":"GB 5009.268-2016","run":"ZJ20251023-04","value":"0.0531"}],
        "record":"01a214db-dfda-7973-a4d1-a4110a1fc639","sample":"LT25-902-00014","verdict":"C"},
        {"code":"ZJ-25-00064","edition":"GB 2762-2022","issuedAt":"2025-11-24T15:51:00+08:00",
        "lines":[{"item":"Cd","lod":"0.002","loq":"0.005","method":"GB 5009.268-2016",
        "run":"ZJ20251123-06","value":"0.490"},{"item":"Pb","lod":"0.01","loq":"0.03",
        "method":"GB 5009.268-2016","run":"ZJ20251123-06","value":"0.0124"},{"item":"As","lod":"0.002",
        "loq":"0.005","method":"GB 5009.268-2016","run":"ZJ20251123-06","value":"0.190"},{"item":"Hg",
        "lod":"0.001","loq":"0.003","method":"GB 5009.268-2016","run":"ZJ20251123-06",
        "value":"0.00384"},{"item":"Cr","lod":"0.05","loq":"0.2","method":"GB 5009.268-2016",
        "run":"ZJ20251123-06","value":"0.0744"}],"record":"01a214db-e506-7f0b-b89d-1e3db2d75ea9",
        "sample":"KC25-902-00003","verdict":"C"}],
        "manifests":[{"arrivedAt":"2025-11-27T13:28:00+08:00","batch":"25W-90201-H0005",
        "bin":"91430902MAQ2N2QK6A0010004","carrier":"91430921MAQEXNNT33",
        "closedAt":"2025-11-27T14:58:00+08:00","code":"20254309000006","consignee":"91430981MAQN1GM12X",
        "consignor":"91430902MAQ2N2QK6A","county":"430902","departedAt":"2025-11-27T08:47:00+08:00",
        "differenceReason":"","disposal":"CZ2025-0001","grainClass":"C","loadedGrams":29680000,
        "loadedTareGrams":15140000,"loadingScale":"DS-90201-1","papers":{"contract":true,"invoice":true,
        "report":true,"undertaking":true},"purpose":"disposal","receivedGrams":29640000,
        "record":"01a214db-e5ba-766e-80e3-f5bb5dbdce2c","state":"accepted","toleranceGrams":101980}],
        "disposals":[{"approvedAt":"2025-11-26T10:37:00+08:00","batch":"25W-90201-H0005",
        "code":"CZ2025-0001","contract":"NAME","county":"430902","dispatchedGrams":29680000,
        "facility":"91430981MAQN1GM12X","frozenBy":[],"plannedGrams":37460000,
        "processings":[{"at":"2025-12-01T08:35:00+08:00","inputGrams":29640000,"lossGrams":10506300,
        "number":"JG25-00002","outputVerdict":"","product":"NAME","productGrams":8832700,"residue":"酒糟",
        "residueGrams":10301000,"residueTo":"转第4类处置"}],"receivedGrams":29640000,"useClass":3}],
        "movements":[{"grams":-37600000,"kind":"batches-merged",
        "occurredAt":"2025-11-18T16:00:00+08:00","place":"from:25W-90201-H0003",
        "record":"01a214db-e332-7f83-8c50-2ea04025f86e"},{"grams":37600000,"kind":"batches-merged",
        "occurredAt":"2025-11-18T16:00:00+08:00","place":"bin:91430902MAQ2N2QK6A0010004",
        "record":"01a214db-e332-7f83-8c50-2ea04025f86e"},{"grams":-27340000,"kind":"batches-merged",
        "occurredAt":"2025-11-18T16:00:00+08:00","place":"from:25W-90201-H0002",
        "record":"01a214db-e332-7f83-8c50-2ea04025f86e"},{"grams":27340000,"kind":"batches-merged",
        "occurredAt":"2025-11-18T16:00:00+08:00","place":"bin:91430902MAQ2N2QK6A0010004",
        "record":"01a214db-e332-7f83-8c50-2ea04025f86e"},{"grams":-2500,"kind":"bulk-sample-drawn",
        "occurredAt":"2025-11-20T09:24:00+08:00","place":"bin:91430902MAQ2N2QK6A0010004",
        "record":"01a214db-e39e-78cf-9498-64bfc85dac19"},{"grams":2500,"kind":"bulk-sample-drawn",
        "occurredAt":"2025-11-20T09:24:00+08:00","place":"sample",
        "record":"01a214db-e39e-78cf-9498-64bfc85dac19"}],
        "findings":[{"code":"GL-W-0306","detail":"0.315","severity":"info","subject":"LT25-902-00001"}]}
        """#
}
