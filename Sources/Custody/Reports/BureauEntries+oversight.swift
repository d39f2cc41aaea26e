import Rules

extension BureauEntries {
    /// Manifests of the period, under the consignor's county.
    mutating func addTrips() {
        for trip in closing.manifests.values {
            let (county, code) = (trip.county, trip.code.text)
            // What was voided never left.
            if isIn(trip.departedAt), trip.state != .voided {
                add(BureauFigure(.tripsDispatched), county, code)
                add(BureauFigure(.dispatchedGrams), county, code, trip.loadedGrams)
            }
            guard isIn(trip.closedAt), let received = trip.receivedGrams else { continue }
            if trip.state == .returned {
                add(BureauFigure(.tripsReturned), county, code)
                add(BureauFigure(.returnedGrams), county, code, received)
                continue
            }
            add(BureauFigure(.tripsReceived), county, code)
            add(BureauFigure(.receivedGrams), county, code, received)
            let difference = received < trip.loadedGrams ? trip.loadedGrams - received : received - trip.loadedGrams
            if let tolerance = trip.toleranceGrams, difference > tolerance {
                add(BureauFigure(.differencesBeyondTolerance), county, code)
                add(BureauFigure(.differencesBeyondToleranceGrams), county, code, difference)
            }
        }
    }

    /// What was used up in the period, by use class.
    mutating func addDisposals() {
        for plan in closing.disposals.values {
            for run in plan.processings where isIn(run.at) {
                let use = plan.useClass
                add(BureauFigure(.productGrams, useClass: use), plan.county, run.number, run.productGrams)
                add(BureauFigure(.residueGrams, useClass: use), plan.county, run.number, run.residueGrams)
                add(BureauFigure(.processLossGrams, useClass: use), plan.county, run.number, run.lossGrams)
                add(BureauFigure(.disposedGrams), plan.county, run.number, run.inputGrams)
            }
            if isIn(plan.certifiedAt) { add(BureauFigure(.disposalsCertified), plan.county, plan.code.text) }
        }
    }

    /// Tags, and what is overdue at the cut.
    mutating func addOversight() {
        for batch in closing.batches.values {
            guard let tag = batch.tag else { continue }
            if isIn(tag.openedAt) { add(BureauFigure(.tagsOpened), batch.county, batch.code.text) }
            if isIn(tag.closedAt) { add(BureauFigure(.tagsClosed), batch.county, batch.code.text) }
            if tag.closedAt == nil { add(BureauFigure(.tagsOpen), batch.county, batch.code.text) }
        }
        for line in OverdueList(of: closing, asOf: cut).lines {
            let subject: BureauFigure.Subject? =
                switch line.matter {
                case .handover: .overdueHandovers
                case .returning: .overdueReturns
                case .liesWrong: .grainLyingWrong
                case .disposal: .overdueDisposals
                case .unexplained: .unexplainedDifferences
                // Laboratories report these by their own figures; a report of grain has none for them.
                case .sample, .reinspection: nil
                }
            guard let subject else { continue }
            let code = line.matter == .liesWrong ? line.batch : line.subject
            add(BureauFigure(subject), line.county, code)
        }
    }
}
