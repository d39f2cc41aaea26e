import Custody
import Foundation
import Rules

enum GrainEntries {
    struct Source: Decodable {
        let parcel: String
        let grams: Int64
    }

    struct WeighedIn: SeasonEntry {
        let ticket, granary, scale, plate, moisture, impurity, bin, batch: String
        let grossG, tareG, netG, adjustmentG: Int64
        let sources: [Source]
        let recordedAt, witness, keeper: String?

        var persons: Persons { named([.witness: witness, .keeper: keeper]) }

        func act() throws -> Act {
            var grams: [ParcelNumber: Grams] = [:]
            for source in sources { grams[ParcelNumber(source.parcel), default: .zero] += Grams(source.grams) }
            return Act(
                TakeIn(
                    ticket: ticket, granary: OrganizationCode(granary), scale: ScaleNumber(scale), plate: plate,
                    grossGrams: Grams(grossG), tareGrams: Grams(tareG), netGrams: Grams(netG), moisture: moisture,
                    impurity: impurity, adjustmentGrams: Grams(adjustmentG), sources: grams, bin: BinNumber(bin),
                    batch: BatchCode(batch), enteredAt: try recordedAt.map { try time("recorded_at", $0) }))
        }
    }

    struct Moved: SeasonEntry {
        let op, batch, fromBin, toBin, reason: String
        let grams: Int64

        func act() throws -> Act {
            Act(
                MoveBatch(
                    operation: op, batch: BatchCode(batch), from: BinNumber(fromBin), to: BinNumber(toBin),
                    grams: Grams(grams), reason: reason))
        }
    }

    struct Holding: Decodable {
        let batch, bin: String
        let grams: Int64
    }

    struct Merged: SeasonEntry {
        let op, reason: String
        let inputs: [Holding]
        let output: Holding

        func act() throws -> Act {
            Act(
                MergeBatches(
                    operation: op,
                    inputs: inputs.map {
                        .init(batch: BatchCode($0.batch), bin: BinNumber($0.bin), grams: Grams($0.grams))
                    },
                    batch: BatchCode(output.batch), bin: BinNumber(output.bin), reason: reason))
        }
    }

    struct Split: SeasonEntry {
        let op, batch, bin, newBatch, newBin, reason: String
        let grams: Int64

        func act() throws -> Act {
            Act(
                SplitBatch(
                    operation: op, batch: BatchCode(batch), bin: BinNumber(bin), grams: Grams(grams),
                    newBatch: BatchCode(newBatch), newBin: BinNumber(newBin), reason: reason))
        }
    }

    struct Reduced: SeasonEntry {
        let op, batch, bin, kind, reason: String
        let beforeG, afterG: Int64

        func act() throws -> Act {
            Act(
                ReduceBatch(
                    operation: op, batch: BatchCode(batch), bin: BinNumber(bin),
                    kind: try read("kind", kind) { LossKind(rawValue: $0) }, beforeGrams: Grams(beforeG),
                    afterGrams: Grams(afterG), reason: reason))
        }
    }
}

enum TripEntries {
    struct Papers: Decodable { let contract, invoice, undertaking, report: Bool }

    struct Dispatched: SeasonEntry {
        let manifest, type, batch, fromBin, toOrg, carrier, plate, route, seals, scale: String
        let plan, notifiedAt, driver: String?
        let papers: Papers
        let grossG, tareG: Int64

        var persons: Persons { named([.driver: driver]) }

        func act() throws -> Act {
            Act(
                Dispatch(
                    manifest: ManifestCode(manifest),
                    purpose: try read("type", type) { Manifest.Purpose(rawValue: $0) },
                    batch: BatchCode(batch), disposal: plan.map { DisposalNumber($0) }, bin: BinNumber(fromBin),
                    consignee: OrganizationCode(toOrg), carrier: OrganizationCode(carrier), plate: plate, route: route,
                    seals: seals,
                    papers: .init(
                        contract: papers.contract, invoice: papers.invoice, undertaking: papers.undertaking,
                        report: papers.report), notifiedAt: try notifiedAt.map { try time("notified_at", $0) },
                    scale: ScaleNumber(scale), grossGrams: Grams(grossG), tareGrams: Grams(tareG)))
        }
    }

    struct Arrived: SeasonEntry {
        let manifest: String
        func act() throws -> Act { Act(RecordArrival(manifest: ManifestCode(manifest))) }
    }

    struct Confirmed: SeasonEntry {
        let manifest, scale: String
        let grossG, tareG: Int64
        let result, toBatch, toBin: String?

        /// 差异接收: the consignee took the goods and reported the difference; that is the word on it.
        private var differenceReason: String? { result == "difference" ? "差异接收" : nil }

        func act() throws -> Act {
            Act(
                ConfirmManifest(
                    manifest: ManifestCode(manifest), scale: ScaleNumber(scale), grossGrams: Grams(grossG),
                    tareGrams: Grams(tareG), batch: toBatch.map { BatchCode($0) }, bin: toBin.map { BinNumber($0) },
                    differenceReason: differenceReason))
        }
    }

    struct Refused: SeasonEntry {
        let manifest, reason: String
        func act() throws -> Act { Act(RefuseManifest(manifest: ManifestCode(manifest), reason: reason)) }
    }

    struct Returned: SeasonEntry {
        let manifest, scale, bin: String
        let grossG, tareG: Int64

        func act() throws -> Act {
            Act(
                ReturnManifest(
                    manifest: ManifestCode(manifest), scale: ScaleNumber(scale), grossGrams: Grams(grossG),
                    tareGrams: Grams(tareG), bin: BinNumber(bin)))
        }
    }
}

enum DisposalEntries {
    struct Planned: SeasonEntry {
        let plan, batch, facility, approver: String
        let useClass: Int
        let grams: Int64
        let contract, until: String?

        var persons: Persons { named([.approver: approver]) }

        func act() throws -> Act {
            Act(
                PlanDisposal(
                    disposal: DisposalNumber(plan), batch: BatchCode(batch), useClass: useClass,
                    facility: OrganizationCode(facility), grams: Grams(grams), contract: contract,
                    until: try until.map { try day("until", $0) }))
        }
    }

    struct Processed: SeasonEntry {
        let process, plan, product: String
        let residue, residueTo, outputReport, outputTest: String?
        let inputG, productG, residueG, lossG: Int64

        func act() throws -> Act {
            var values: [String: String] = [:]
            for pair in (outputTest ?? "").split(separator: ";") {
                let parts = pair.split(separator: "=", maxSplits: 1)
                guard parts.count == 2 else { throw StreamFault(member: "output_test", found: String(pair)) }
                values[String(parts[0])] = String(parts[1])
            }
            return Act(
                RecordProcessing(
                    number: process, disposal: DisposalNumber(plan), inputGrams: Grams(inputG), product: product,
                    productGrams: Grams(productG), residue: residue ?? "", residueGrams: Grams(residueG),
                    residueTo: residueTo ?? "", lossGrams: Grams(lossG), outputReport: outputReport ?? "",
                    outputValues: values))
        }
    }

    struct Certified: SeasonEntry {
        let plan, certificate: String
        func act() throws -> Act {
            Act(CertifyDisposal(disposal: DisposalNumber(plan), certificate: certificate))
        }
    }
}
