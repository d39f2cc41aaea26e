public import Rules

/// One figure of the bureau report: a subject, split by class of grain or by use class where the form asks for it.
public struct BureauFigure: Hashable, Sendable {
    /// What is counted or weighed; masses say so in their name.
    public enum Subject: String, Sendable, CaseIterable {
        case samplesCollected, samplesReceived, samplesRefused, samplesScreened, samplesTested
        case reportsIssued, reportsSuperseded, runsMeasured, runsVoid
        case verdicts, reinspectionsApplied, reinspectionsReported
        case openingStockGrams, intakeGrams, transferredInGrams, transferredOutGrams, soldGrams, sampledGrams
        case lossGrams, differenceGrams, disposedGrams, closingStockGrams, balanceResidualGrams
        case stockInBinsGrams, stockInTransitGrams, stockAtFacilitiesGrams, stockResidualGrams
        case tripsDispatched, dispatchedGrams, tripsReceived, receivedGrams, tripsReturned, returnedGrams
        case differencesBeyondTolerance, differencesBeyondToleranceGrams
        case productGrams, residueGrams, processLossGrams, disposalsCertified
        case tagsOpened, tagsClosed, tagsOpen
        case overdueHandovers, overdueReturns, grainLyingWrong, overdueDisposals
        case unexplainedDifferences
    }

    /// What is counted or weighed.
    public let subject: Subject
    /// Class (`A`, `B`, `C`, `D`, `pending`) or use class (`1`–`4`); empty where the subject is not split.
    public let part: String

    /// A figure that is not split.
    public init(_ subject: Subject) {
        self.subject = subject
        part = ""
    }
    /// A figure of one class of grain.
    public init(_ subject: Subject, _ grainClass: GrainClass) {
        self.subject = subject
        part = grainClass.rawValue
    }
    /// A figure of one use class, 1–4.
    public init(_ subject: Subject, useClass: Int) {
        self.subject = subject
        part = String(useClass)
    }

    /// The figure with a name; `nil` when the form has none of it.
    public init?(name: String) {
        guard let figure = Self.all.first(where: { $0.name == name }) else { return nil }
        self = figure
    }

    /// `intakeGrams.B`, `tagsOpen`: the key in JSON, CSV and queries.
    public var name: String { part.isEmpty ? subject.rawValue : "\(subject.rawValue).\(part)" }

    /// Every figure, in the order of the form.
    public static let all: [BureauFigure] = Subject.allCases.flatMap { subject -> [BureauFigure] in
        switch subject.split {
        case .none: [BureauFigure(subject)]
        case .byClass: GrainClass.allCases.map { BureauFigure(subject, $0) }
        case .byUse: UseClass.allCases.map { BureauFigure(subject, useClass: $0.rawValue) }
        }
    }
}

extension BureauFigure.Subject {
    /// How a subject is split.
    public enum Split: Sendable { case none, byClass, byUse }

    /// How this one is.
    public var split: Split {
        switch self {
        case .verdicts, .intakeGrams, .stockInBinsGrams, .stockInTransitGrams, .stockAtFacilitiesGrams: .byClass
        case .productGrams, .residueGrams, .processLossGrams: .byUse
        default: .none
        }
    }

    /// True for grams, false for a count.
    public var isMass: Bool { rawValue.hasSuffix("Grams") }

    /// True for what stands at a moment and is no sum over the period: the months of a season do not sum to it.
    public var isMoment: Bool {
        switch self {
        case .openingStockGrams, .closingStockGrams, .stockInBinsGrams, .stockInTransitGrams, .stockAtFacilitiesGrams,
            .stockResidualGrams, .tagsOpen, .overdueHandovers, .overdueReturns, .grainLyingWrong, .overdueDisposals,
            .unexplainedDifferences:
            true
        default: false
        }
    }

    /// True for what is named code by code in the report itself: somebody has to act on each line.
    public var isListed: Bool {
        switch self {
        case .differencesBeyondToleranceGrams, .overdueHandovers, .overdueReturns, .grainLyingWrong, .overdueDisposals,
            .unexplainedDifferences, .balanceResidualGrams, .stockResidualGrams:
            true
        default: false
        }
    }
}
