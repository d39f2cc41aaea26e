import Custody
import Testing

@testable import Identity

@Suite("Table of permissions")
struct PermissionTests {
    private static let accountActs: Set<String> = [
        "membership-granted", "office-granted", "membership-suspended", "credential-granted", "credential-revoked",
        "second-factor-reset", "person-registered", "membership-restored",
        "membership-ended", "account-opened", "password-reset", "handset-withdrawn",
    ]
    private static let bookActs = Set((Act.kinds + Act.computed).map { $0.name })

    /// Every set of relations there is.
    private static let relations: [Set<Relation>] = (0..<(1 << Relation.allCases.count)).map { bits in
        Set(Relation.allCases.enumerated().filter { bits & 1 << $0.offset != 0 }.map(\.element))
    }

    @Test("every act of the book has one line, and no line stands for an act that is not")
    func isTotal() {
        let missing = Self.bookActs.subtracting(PermissionTable.acts)
        #expect(missing.isEmpty, "no line for \(missing.sorted())")
        let surplus = Set(PermissionTable.acts).subtracting(Self.bookActs).subtracting(Self.accountActs)
        #expect(surplus.isEmpty, "lines for no act: \(surplus.sorted())")
        #expect(PermissionTable.acts.count == Set(PermissionTable.acts).count)
        #expect(PermissionTable.actsThatAskForAFreshFactor.isSubset(of: PermissionTable.acts))
    }

    @Test("who may do what, standing to the object as he has to")
    func rows() {
        let expected: [String: String] = [
            "organization-registered": "administrator+ city-officer county-officer",
            "bin-registered": "administrator+ city-officer county-officer",
            "scale-registered": "administrator+ city-officer county-officer",
            "parcel-registered": "administrator+ city-officer county-officer sampler+",
            "sample-collected": "sampler",
            "bulk-sample-drawn": "granary-manager keeper sampler+",
            "sample-corrected": "city-officer county-officer sampler",
            "sample-received": "technician",
            "sample-screened": "sampler technician",
            "test-run-measured": "technician",
            "report-issued": "approver+",
            "reinspection-applied": "city-officer county-officer granary-manager sampler",
            "reinspection-reported": "approver+",
            "grain-taken-in": "granary-manager keeper weigher",
            "batch-moved": "granary-manager keeper",
            "batches-merged": "granary-manager keeper+",
            "batch-split": "granary-manager keeper+",
            "batch-reduced": "granary-manager+ keeper+",
            "stock-taken": "city-officer+ county-officer+ granary-manager+ keeper+",
            "intake-corrected": "keeper+ weigher+",
            "ruling-proposed": "city-officer county-officer",
            "ruling-confirmed": "city-officer county-officer",
            "difference-explained": "city-officer county-officer facility-operator granary-manager",
            "output-retreated": "city-officer county-officer facility-operator+",
            "manifest-dispatched": "granary-manager weigher",
            "manifest-arrived": "carrier facility-operator granary-manager weigher",
            "manifest-confirmed": "facility-operator granary-manager weigher",
            "manifest-refused": "facility-operator granary-manager",
            "manifest-returned": "granary-manager weigher",
            "manifest-voided": "granary-manager+ weigher+",
            "receipt-corrected": "facility-operator+ granary-manager+ weigher+",
            "disposal-planned": "city-officer+ county-officer+",
            "disposal-withdrawn": "city-officer+ county-officer+",
            "disposal-processed": "facility-operator",
            "disposal-certified": "city-officer county-officer facility-operator+",
            "deadline-urged": "city-officer county-officer",
            "bureau-report-issued": "city-officer+ county-officer+",
            "person-registered": "administrator",
            "membership-granted": "administrator",
            "membership-restored": "administrator",
            "membership-ended": "administrator",
            "account-opened": "administrator",
            "password-reset": "administrator",
            "office-granted": "administrator+",
            "membership-suspended": "administrator city-officer county-officer",
            "credential-granted": "administrator",
            "credential-revoked": "administrator city-officer county-officer",
            "handset-withdrawn": "administrator city-officer county-officer",
            "second-factor-reset": "administrator+",
        ]
        for act in PermissionTable.acts {
            let able = Role.allCases.compactMap { role -> String? in
                switch Permission.of(role, to: act, relations: Set(Relation.allCases)) {
                case .denied: nil
                case .allowed: role.rawValue
                case .needsSecondPerson: role.rawValue + "+"
                }
            }
            // An act that is new in the table has to be written down here too: the table is not its own witness.
            #expect(able.sorted().joined(separator: " ") == expected[act], "\(act)")
        }
    }

    @Test("with no tie to the object, only a sampler may do anything, and only what a station does abroad")
    func withoutTies() {
        for act in PermissionTable.acts {
            for role in Role.allCases where Permission.of(role, to: act, relations: [.anywhere]) != .denied {
                #expect(role == .sampler)
                #expect(["parcel-registered", "bulk-sample-drawn", "reinspection-applied"].contains(act))
            }
        }
    }

    @Test("a party of a trip is not another party: consignors do not confirm, carriers do not weigh")
    func parties() {
        let parties: Set<Relation> = [.consignor, .carrier, .consignee]
        for (act, party) in [
            ("manifest-dispatched", Relation.consignor), ("manifest-confirmed", .consignee),
            ("manifest-refused", .consignee), ("manifest-returned", .consignor),
        ] {
            #expect(Permission.of(.granaryManager, to: act, relations: [party]) == .allowed)
            for other in parties.subtracting([party]) {
                #expect(Permission.of(.granaryManager, to: act, relations: [other]) == .denied, "\(act) by \(other)")
            }
        }
        #expect(Permission.of(.carrier, to: "manifest-arrived", relations: [.carrier]) == .allowed)
        #expect(Permission.of(.carrier, to: "manifest-arrived", relations: [.consignee]) == .denied)
        #expect(Permission.of(.weigher, to: "manifest-arrived", relations: [.carrier]) == .denied)
    }

    @Test("readers and auditors change nothing; an administrator touches no grain, and nothing of the book alone")
    func separation() {
        for act in Self.bookActs {
            for relations in Self.relations {
                #expect(Permission.of(.auditor, to: act, relations: relations) == .denied)
                #expect(Permission.of(.departmentReader, to: act, relations: relations) == .denied)
                let administrator = Permission.of(.administrator, to: act, relations: relations)
                #expect(administrator != .allowed)
                if !act.hasSuffix("-registered") { #expect(administrator == .denied) }
            }
        }
        for act in Self.accountActs.union(Self.bookActs) {
            for relations in Self.relations {
                #expect(Permission.of(.auditor, to: act, relations: relations) == .denied)
            }
        }
    }

    @Test("an act without a line is denied to everybody")
    func denyByDefault() {
        for role in Role.allCases {
            for act in ["", "batch-deleted", "BATCH-MOVED", "batch-moved "] {
                #expect(Permission.of(role, to: act, relations: Set(Relation.allCases)) == .denied)
            }
        }
    }

    @Test("over all acts, roles and relations: a further tie never takes a right away")
    func monotone() {
        func rank(_ permission: Permission) -> Int {
            switch permission {
            case .denied: 0
            case .needsSecondPerson: 1
            case .allowed: 2
            }
        }
        for act in PermissionTable.acts {
            for role in Role.allCases {
                for relations in Self.relations {
                    let before = rank(Permission.of(role, to: act, relations: relations))
                    for tie in Relation.allCases {
                        #expect(rank(Permission.of(role, to: act, relations: relations.union([tie]))) >= before)
                    }
                }
            }
        }
    }

    @Test("a second person is never asked from a role that could not see the object")
    func seconds() {
        for line in PermissionTable.lines {
            for clause in line.clauses where !clause.second.isEmpty {
                let readers: Set<Role> = [.auditor, .departmentReader, .carrier]
                #expect(clause.second.isDisjoint(with: readers), "\(line.act)")
            }
        }
    }
}
