/// What the console says. Each phrase has its words in `Phrase+chinese.swift`, the source, and `Phrase+english.swift`;
/// one without words in a language does not compile.
enum Phrase: String, CaseIterable, Sendable {
    case productName, office, skipToContent, menu, closeMenu, search, searchLabel, signIn, signInLead, signInRefused
    case signOut, account, accountHint, password, factor, factorHint, factorMissing, tryLater, sessionEnded, formKept
    case formKeptLead, sendAgain, csrfFailed, tooLarge, away, noSuchPage, backToWork, notThere, notThereLead
    case largeType, normalType, dataAsOf, printHint, print, actDone, actWaits, awaitsSecond, actReplayed, record, back,
        yes, no, tonne
    case kilogram, mu, menuToday, menuDesks, menuGrain, menuTesting, menuOversight, workbench, overdue, findings
    case receivingDesk, weighbridge, resultImport, batches, depotPlan, manifests, disposals, weighings, parcels
    case samples, testRuns, testReports, reinspections, bureauReports, organizations, bins, scales, rulesPage, audit
    case systemStatus, apiDocs, verdicts, movements, batchesLead, manifestsLead, disposalsLead, weighingsLead
    case parcelsLead, samplesLead, testRunsLead, testReportsLead, reinspectionsLead, organizationsLead, binsLead
    case scalesLead, overdueLead, findingsLead, auditLead, verdictsLead, movementsLead, filter, apply, clear, rows
    case exportCSV, nextPage, firstPage, savedViews, nothingMatches, viewAll, viewOverLimit, viewPending, viewMerged
    case viewReceived, viewOpenTrips, viewRefusedTrips, viewWaitingSamples, viewDisputed, viewSegregated
    case viewQuarantine, viewHolds, frozen, gone, inStock, beyond, runGood, runVoid, workingDays, workingDaysEither
    case urge, hours, found, name, code, nothingFound, searchFor, workbenchLead, everywhere, dueFirst, stockByCounty
    case nextSteps, latestHolds, holds, holdsNote, openTrips, openTripsNote, pendingBatches, pendingNote
    case waitingSamples, waitingNote, overBatches, overNote, nothingDue, stepReceive, stepWeigh, stepStock, stepTrips
    case stepCollect, stepField, stepScale, fieldRecord, fieldDevice, fieldPoints, fieldPhoto,
        stepReceiveSample, stepWaitingSamples, blinded, origin, effectTitle, effectAsk, effectNone, effectSome,
        verdictNow, verdictThen, stepImport, stepRun, sampleDesk, stepReports, stepDisposals, stepOverdue,
        stepOver, stepReport
    case stepStatus, noticeTitle, noticeLead, noticeCopy, noticeCopyHint, noticeText, batch, dossier, verifyDossier,
        evidenceFile, dossierLead
    case printDossier, tagOpen, tagClosed, frozenBecause, massBalance, family, journey, journeyTitle, checkPaper,
        allTaken,
        fromElsewhere,
        lookBack, lookBackShow, tests, actsNow, notNow, noActs
    case fourPapers, timeline, cameIn, stillThere, losses, residual, waterfallTitle, familyTitle, showData, noTrips
    case nothingLeft, noSamples, noFindings, noReports, paperContract, paperInvoice, paperUndertaking, paperReport
    case present, absent, papersNotNeeded, severity, finding, manifest, from, to, departed, arrived, loaded, received
    case difference, planned, processed, certificate, sample, verdict, sampleOf, collected, report, wholeMass
    case classBecame, mass, place, andMore, thisBatch, cameFrom, wentInto, completeness, complete, incomplete
    case missingPieces, sources, sourcesKnown, reportThere, papersThere, balanceCloses, nothingFrozen
    case disposalCertified, parcel, township, share, time, act, obstacleNothingInBins, obstacleFrozen
    case obstacleNothingToExplain, obstacleNotOver, obstacleHasPlan, obstaclePending, obstacleNoTest, obstacleNoIntake,
        obstacleMovedOn, obstacleNoRuling
    case actLead, form, faultsTitle, optional, checkFirst, choose, chinaTime, parcelNumber, massOfParcel, freeRoom
    case empty, faultMissing, faultMass, faultArea, faultInRow, faultCertified, tooManyRows, tooMuchAsked, faultMoment,
        faultDay,
        faultWhole, faultChoice,
        faultForm, answerStale
    case answerKeyReused, answerUnconfirmed, answerBusy, checkPassed, netWeight, road, weights, weighing, scale, gross
    case tare, net, notWeighedYet, beyondTolerance, withinTolerance, reasonGiven, allowed, howComputed, toleranceRule
    case parties, consignor, consignee, carrier, bin, disposal, receivedAs, disposalFlow, flow, product, residue
    case processLoss, notProcessed, nothingReceived, certifiedBy, underWay, dispatchedMass, plan, county, facility
    case approvedAt, until, contract, processings, number, input, outputTest, nothingProcessed, planOf, planKey
    case depotLead, liesHere, grainClass, made, state, binEmpty, granary, chain, disputed, represents, season
    case blindCode, laboratory, collectedAndSealed, laterThanTwoDays, screening, screeningOnly, issued, edition
    case superseded, inForce, replaced, supersedes, reportLead, roundingTrace, item, items, readings, rounded
    case reported, limit, onTheRuler, method, noReadings, meanRounded, differsFromReport, history, area, soilSaysWorse
    case coordinates, organization, licenceInForce, licenceEnded, expired, validity, particulars, objects, weighIn
    case theOrder, lastTickets, receivingLead, deskStep1, deskStep2, deskStep3, deskStep4, deskStep5, deskStep6
    case weighbridgeLead, scanManifest, fetchTruck, truckAtGate, onTheWay, noSuchManifest, expected, checkPapers
    case noTrucks, importLead, chooseFiles, chooseFilesHint, previewFiles, noFile, preview, wouldStore, didStore
    case commitImport, files, file, readAs, unknownKind, row, column, rejected, noted, cadmiumOfFile, thisFile
    case theBook, medians, looksLikeMicrograms, bureauLead, bureauReport, period, periodHint, region, regionHint
    case drawUp, notYourRegion, issuedReports, figuresCaption, figure, figures, total, version, compiledBy, approvedBy
    case nothingIssued, laterChanges, asIssued, asNow, nothingLater, digest, amount, rowsLead, entries, issueReport
    case issueLead, reissueReason, rulesLead, limitsByEdition, limitsCaption, inForceFrom, classes, meaning
    case classRuleA, classRuleB, classRuleC, classRuleD, classRulePending, screeningRule, tolerance, toleranceExample
    case load, clocks, clock, term, clockSample, clockRapid, clockReinspection, clockReinspectionReport, clockManifest
    case methods, purpose, statusLead, checks, check, outcome, remedy, faultCount, warningCount, allGood, addresses
    case address, notes, parameters, apiLead
    case factorAnew, factorRefused, consents, consentsLead, consent, consentGone, consentOtherWords, nothingWaits,
        handedIn, occurred
    case mayConsent, itsWords, auditTrail, erasures, seasonFlow, recallGrain, bringSamples, auditTrailLead, auditWho,
        auditSubject,
        anyOutcome,
        nothingAudited, older
    case exportXLSX, districtMap, mapLead, mapCaption, overShare, withdrawn, viewOverdue, viewEscalated
    case signInBy, resume, resumeHint, factorStep, factorStepLead, signInLost, signInBrokenOff, signInUnproven
    case signInUnlinked, signInNotInForce, providerAway
    case newPassword, newPasswordHint, firstPassword, listComma, people, devices, ownAccount
    case sampling, samplingLead, samplingPlan, samplingCaption, plannedParcels, takenParcels, notTaken, verdictPending
    case withinLimit, overTheLimit
    case differences, differencesLead, differencesCaption, tripCount, differenceSum, differenceMean, byPair, byScale
    case byPlate, oneSided, notOneSided, tooFewTrips, oneSidedRule, zoomIn, zoomOut
}
