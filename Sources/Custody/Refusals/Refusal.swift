/// Why a command was refused: the law or the state of the book forbids it. Nothing was changed.
public struct Refusal: Error, Hashable, Sendable, Codable {
    /// The reason.
    public let reason: Reason
    /// What it concerns: a code, a place, a member of the request.
    public let subject: String

    /// A refusal.
    public init(_ reason: Reason, _ subject: String = "") {
        self.reason = reason
        self.subject = subject
    }

    /// The closed list of reasons, each with a stable code, words and the clause it comes from.
    public enum Reason: String, Hashable, Sendable, Codable, CaseIterable {
        /// Your role may not do this (design.md §5).
        case notPermitted
        /// This grain or site is not your organisation's (design.md §5).
        case foreignOrganization
        /// The object lies outside your jurisdiction (design.md §5).
        case outsideJurisdiction
        /// No such organisation is registered; register it first (domain.md §10).
        case organizationUnknown
        /// No such bin is registered; check the bin code (domain.md §10).
        case binUnknown
        /// No such parcel is registered; check the parcel code (domain.md §6).
        case parcelUnknown
        /// No such sample; check the sample code (domain.md §6).
        case sampleUnknown
        /// No such report; check the report number (domain.md §6).
        case reportUnknown
        /// No such re-inspection; check its number (domain.md §8).
        case reinspectionUnknown
        /// No such batch; check the batch code (domain.md §8).
        case batchUnknown
        /// No such manifest; check the manifest number (domain.md §8).
        case manifestUnknown
        /// No such disposal plan; check the plan number (domain.md §8).
        case disposalUnknown
        /// This code is taken; use a new one (domain.md §10).
        case codeTaken
        /// The quantity has to be above 0 (design.md §2.2).
        case massNotPositive
        /// The source parcels do not sum to the net weight (domain.md §6).
        case sourcesDoNotSumToNet
        /// Gross minus tare is not the net weight (domain.md §6).
        case weightsDisagree
        /// There is not that much grain in this place (design.md §2.2).
        case holdingTooSmall
        /// The time of the event lies more than 5 minutes in the future (reliability.md R11).
        case occurredInFuture
        /// The event lies before the batch came to be (reliability.md R11).
        case occurredBeforeBatch
        /// A merge needs at least two holdings (domain.md §8).
        case nothingToMerge
        /// The report has no lines (domain.md §6).
        case reportHasNoLines
        /// The value cannot be read (domain.md §3).
        case valueUnreadable
        /// The organisation is not of the kind this step needs (domain.md §9).
        case organizationKindWrong
        /// The bin's capacity would be exceeded (domain.md §8).
        case binCapacityExceeded
        /// An ordinary bin takes compliant grain only (domain.md §7).
        case binIsForCompliantGrain
        /// A segregated bin takes over-limit grain only (domain.md §7).
        case binIsForOverLimitGrain
        /// A quarantine bin takes no compliant grain (domain.md §7).
        case binIsForQuarantine
        /// The bin holds grain of another over-limit class (domain.md §7).
        case binHoldsAnotherClass
        /// The bin belongs to another granary (domain.md §10).
        case binOfAnotherGranary
        /// Over-limit grain may not be merged with compliant grain (domain.md §7).
        case mixesOverLimitWithCompliant
        /// Pending grain may be merged with pending grain only (design.md §2.3).
        case mixesPendingWithJudged
        /// Batches in a quarantine bin are stacked apart and not merged (design.md §3).
        case quarantineHoldsBatchesApart
        /// Strictly controlled land grows no food crop (domain.md §5).
        case parcelIsStrictlyControlled
        /// The sample was received or refused before (domain.md §8).
        case sampleAlreadyReceived
        /// The laboratory has not received the sample (domain.md §8).
        case sampleNotReceived
        /// A sample with a broken seal is refused (domain.md §6).
        case sealBroken
        /// Compiler, reviewer and approver have to be three persons (experience.md §1.2).
        case signersNotDistinct
        /// The superseded report belongs to another sample (domain.md §8).
        case supersededReportOfAnotherSample
        /// The report was superseded before (domain.md §8).
        case reportAlreadySuperseded
        /// A re-inspection may not use a rapid method (domain.md §9).
        case rapidMethodCannotSettle
        /// The first laboratory may not re-inspect (domain.md §8).
        case reinspectionBySameLaboratory
        /// The application was not accepted (domain.md §8).
        case reinspectionNotAccepted
        /// The re-inspection was reported before (domain.md §8).
        case reinspectionAlreadyReported
        /// XRF screening settles cadmium only (domain.md §3.8).
        case screeningIsForCadmiumOnly
        /// Only over-limit grain is disposed of (domain.md §7).
        case batchNotOverLimit
        /// The batch has a disposal plan (domain.md §7).
        case batchHasDisposal
        /// The facility is not listed for this use class (domain.md §7).
        case useClassNotAllowed
        /// The organisation's licence is not valid on that day (domain.md §7).
        case licenceExpired
        /// The approver may not be the compiler (domain.md §7).
        case approverIsCompiler
        /// Over-limit grain leaves only under an approved disposal plan (domain.md §7).
        case disposalNotApproved
        /// The plan belongs to another batch (domain.md §8).
        case disposalOfAnotherBatch
        /// More than the plan covers (domain.md §7).
        case disposalExceedsPlan
        /// The four papers are not complete (domain.md §7).
        case papersIncomplete
        /// The authorities were not notified before departure (domain.md §7).
        case notNotified
        /// Only compliant grain may be sold as food (domain.md §7).
        case saleOfOverLimitGrain
        /// The batch has not been tested before outbound sale (domain.md §7).
        case saleWithoutTest
        /// Pending grain may not leave (design.md §2.3).
        case pendingGrainMayNotLeave
        /// The consignee is not the facility of the plan (domain.md §7).
        case consigneeIsNotTheFacility
        /// The manifest's state has moved on; look at it again (domain.md §8).
        case manifestMovedOn
        /// A transfer receipt needs a new batch code and a bin (domain.md §8).
        case receivingBatchMissing
        /// The input exceeds what was received (domain.md §8).
        case processingExceedsReceipt
        /// Product, residue and loss do not sum to the input (domain.md §8).
        case outputsDoNotSumToInput
        /// Grain remains unprocessed; no certificate yet (domain.md §8).
        case disposalNotFinished
        /// The disposal is certified and closed (domain.md §8).
        case disposalCertified
        /// Grain has gone under the plan: it is finished and certified, not withdrawn (domain.md §8).
        case disposalInUse
        /// A difference beyond tolerance has not been explained; nothing of this grain moves (design.md §2.4).
        case batchIsFrozen
        /// There is no unexplained difference under this number (design.md §2.4).
        case nothingToExplain
        /// A reason has to be given (design.md §2.4).
        case reasonMissing
        /// The batch was moved, drawn from or split since its intake; its intake cannot be corrected any more.
        case batchMovedOn
        /// Corrected sources would better the class: that takes a test of the whole mass (design.md §2.3).
        case correctionBettersClass
        /// A loss cannot be negative; a gain is found at a stocktake (domain.md §7).
        case lossIsNegative
        /// The laboratory has the sample, or it was drawn from a batch: its field record stays (domain.md §6).
        case sampleNotCorrectable
        /// The received grain was moved, drawn from or processed since: its receipt cannot be corrected any more.
        case receiptMovedOn
        /// A ruling rests on a settled test of the whole mass (design.md §2.3).
        case rulingNeedsWholeTest
        /// No such ruling on this batch (design.md §2.3).
        case rulingUnknown
        /// The ruling was confirmed before (design.md §2.3).
        case rulingConfirmed
        /// A ruling takes two officers (design.md §2.3).
        case rulingBySameOfficer
        /// A product failed its test or was not tested; it has to be retreated first (domain.md §7).
        case outputNotReleased
        /// The product may be released as it is (domain.md §7).
        case outputNeedsNoRetreatment
        /// The register says so already (domain.md §10).
        case nothingChanges
        /// The report's period has not ended by its date (experience.md §1.4).
        case periodNotEnded
        /// The version before has not been issued (experience.md §1.4).
        case versionNotNext
        /// A re-issued report says why (experience.md §1.4).
        case reissueWithoutReason
        /// The report has a residual: the book is wrong, and no report is made of it (design.md §2.2).
        case reportNotClosed
        /// Nothing of the kind is overdue (experience.md §1.4).
        case nothingOverdue
        /// The day by which it is asked for is over (experience.md §1.4).
        case urgedUntilThePast
        /// A citizen's number stands in a text; no record holds one (reliability.md §8, 43).
        case citizenNumberInText
        /// The database's own guard forbids it (design.md §5).
        case constraintFired
    }
}
