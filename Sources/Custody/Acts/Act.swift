import Rules

/// Everything a person can do to the book, as one closed list.
public struct Act: Hashable, Sendable {
    /// The act itself.
    public let body: any ActBody

    /// Wraps an act.
    public init(_ body: some ActBody) { self.body = body }

    /// Every kind of act that a person hands in.
    public static let kinds: [any ActBody.Type] = [
        RegisterOrganization.self,
        RegisterBin.self,
        RegisterScale.self,
        RegisterParcel.self,
        CollectSample.self,
        DrawBulkSample.self,
        CorrectSample.self,
        ReceiveSample.self,
        RecordScreening.self,
        RecordTestRun.self,
        IssueReport.self,
        ApplyForReinspection.self,
        ReportReinspection.self,
        ProposeRuling.self,
        ConfirmRuling.self,
        TakeIn.self,
        MoveBatch.self,
        MergeBatches.self,
        SplitBatch.self,
        ReduceBatch.self,
        TakeStock.self,
        CorrectIntake.self,
        Dispatch.self,
        RecordArrival.self,
        ConfirmManifest.self,
        RefuseManifest.self,
        ReturnManifest.self,
        VoidManifest.self,
        CorrectReceipt.self,
        ExplainDifference.self,
        PlanDisposal.self,
        WithdrawDisposal.self,
        RecordProcessing.self,
        RetreatOutput.self,
        CertifyDisposal.self,
        UrgeDeadline.self,
    ]

    /// Kinds whose content the service computes: nobody hands them in as they are, and records hold them like any other.
    public static let computed: [any ActBody.Type] = [IssueBureauReport.self]

    /// The kind with a name, of those a person hands in.
    public static func kind(named name: String) -> (any ActBody.Type)? { kinds.first { $0.name == name } }
    /// The kind of a record.
    public static func recorded(named name: String) -> (any ActBody.Type)? {
        kind(named: name) ?? computed.first { $0.name == name }
    }
    /// Name of the fact: `batch-moved`.
    public var name: String { type(of: body).name }

    /// Equal when kind and words are equal.
    public static func == (left: Act, right: Act) -> Bool { left.body.isEqual(to: right.body) }
    /// Hashes the words.
    public func hash(into hasher: inout Hasher) { body.hash(into: &hasher) }
}

extension ActBody {
    fileprivate func isEqual(to other: any ActBody) -> Bool { (other as? Self) == self }
}

extension Book {
    /// Decides an act: rights first, then the act's own ladder; changes nothing.
    ///
    /// - Parameter isPermitted: the table of permissions has allowed it already, which is finer than the roles known here.
    /// - Throws: the first `Refusal` in the order of the ladder.
    public func decide(_ act: Act, _ circumstances: Circumstances, isPermitted: Bool = false) throws(Refusal) -> Fact {
        if !isPermitted { try checkRights(circumstances.actor, to: act) }
        guard circumstances.occurredAt <= circumstances.now.adding(minutes: 5) else {
            throw Refusal(.occurredInFuture, circumstances.occurredAt.rfc3339)
        }
        let outcome = try act.body.decide(in: self, circumstances)
        return Fact(
            act: act, outcome: outcome, occurredAt: circumstances.occurredAt, corrects: act.body.corrects(in: self))
    }

    private func checkRights(_ actor: Actor, to act: Act) throws(Refusal) {
        guard actor.role == .administrator || type(of: act.body).roles.contains(actor.role) else {
            throw Refusal(.notPermitted, act.name)
        }
        try checkRelation(of: actor, to: act.body.parties(in: self))
    }

    /// An organisation acts for its own grain or trip; an officer within his region; the administrator anywhere.
    private func checkRelation(of actor: Actor, to parties: [OrganizationCode]) throws(Refusal) {
        guard let first = parties.first else { return }
        switch actor.role {
        case .administrator: return
        case .officer, .auditor, .registrar:
            let within = parties.contains { organizations[$0]?.county.hasPrefix(actor.region) ?? true }
            guard within else { throw Refusal(.outsideJurisdiction, first.text) }
        case .station, .laboratory, .granary, .carrier, .facility:
            guard parties.contains(actor.organization) else { throw Refusal(.foreignOrganization, first.text) }
        }
    }

    /// Carries a fact into the book.
    public mutating func apply(_ fact: Fact) {
        record = fact.id
        fact.act.body.apply(fact.outcome, at: fact.occurredAt, to: &self)
    }
}
