/// What the pages of `/field` and `/scale` say. The raw value is the word by which their scripts ask for it; each phrase has
/// its words in `FieldPhrase+chinese.swift`, the source, and `FieldPhrase+english.swift`: one without does not compile.
enum FieldPhrase: String, CaseIterable, Sendable {
    case fieldName, scaleName, skip, menu
    case menuHome = "menu home"
    case menuParcels = "menu parcels"
    case menuSamples = "menu samples"
    case menuQueue = "menu queue"
    case menuSettings = "menu settings"
    case menuIn = "menu in"
    case menuTrips = "menu trips"
    case online, offlineSince, stuckCount, waitingCount, optional, missing, again, back, next, drop
    case cannotStart, noScript, notSecure, notSecureWhy, signInTitle, signInLead, account, password, factor
    case factorHint, signIn
    case doorOut = "door out"
    case doorAway = "door away"
    case doorLater = "door later"
    case pinTitle, pinLead, pinNew, pinHint, pinAgain, pinSix, pinDiffers, pinMake, pin, unlock, pinWrong
    case pinWait, locked, lockedLead, signedOut, signInAgain, homeTitle, homeReady, homeNotReady, lampPack
    case lampCodes, lampRules, lampStorage, lampClock, lampLogin
    case lampGood = "lamp good"
    case lampGrey = "lamp grey"
    case lampBad = "lamp bad"
    case packAt, packNone, packLoad, packAgain, packComing, packFailed, codesSpare, codesNone, rulesThere
    case rulesNone, storageFree, storageUnknown, storageLoose, clockGood, clockShifted, slow, fast
    case clockDoubtful, loginAs, loginGone, noNetwork, toParcels, updateWaits, updateNow, today
    case tallyWaiting = "tally waiting"
    case tallyStuck = "tally stuck"
    case tallyAccepted = "tally accepted"
    case parcelsTitle, parcelsLead
    case seasonEarly = "season early"
    case seasonLate = "season late"
    case searchParcel, byDistance, nothingFound, areaMu, farMetres, farKilometres
    case farmlandPriorityProtection = "farmland priority-protection"
    case farmlandSafeUse = "farmland safe-use"
    case farmlandStrictlyControlled = "farmland strictly-controlled"
    case taken, notTaken
    case classA = "class A"
    case classB = "class B"
    case classC = "class C"
    case classD = "class D"
    case classPending = "class pending"
    case placeGood, placeRough, placeOutside, placeShifted
    case placeDenied = "place denied"
    case placeAway = "place away"
    case placeNone = "place none"
    case placeComing, samplesTitle, samplesLead, samplesNone, screenIt, handOver, sample, screenHead
    case screenLead, instrument, reading, readingHint, unreadable, likeMicrograms
    case screenClear = "screen clear"
    case screenGrey = "screen grey"
    case screenOver = "screen over"
    case screenWhyClear = "screenWhy clear"
    case screenWhyGrey = "screenWhy grey"
    case screenWhyOver = "screenWhy over"
    case screenOnly, screenTitle, saveHere, draftGone, parcelGone, parcelGoneWhy, stepOf
    case stepLabel = "step label"
    case stepPoints = "step points"
    case stepSample = "step sample"
    case stepProof = "step proof"
    case stepReview = "step review"
    case dropDraft, label, labelHint, labelMissing, takeNext, scan, stopScan, noScanner
    case codeLength = "code length"
    case codeCharacter = "code character"
    case codeCheck = "code check"
    case codeNone = "code none"
    case codeGood, codeUsed, point, pointByHand, takePoint, byHand, dropPoint, pointsFew, remark, remarkHint
    case remarkNeeded, mass, unit, kg, jin, isKilograms, isJin, massUnusual, massMissing, seal, sampler
    case secondSampler, samplersSame, addPhoto, photo, photoKept, photoNoRoom, photoUnreadable, grower
    case growerHint, growerSign, signAgain, signed, refused, refusedHint, refusedWord, signOrRefuse, parcel
    case pointsTaken, pointsCount, samplers, photos, savedMeans, queueTitle, queueLead, queueEmpty, sendNow
    case sendDone = "send done"
    case sendAway = "send away"
    case sendDoor = "send door"
    case sendBusy = "send busy"
    case kindSampleCollected = "kind sample-collected"
    case kindSampleScreened = "kind sample-screened"
    case kindGrainTakenIn = "kind grain-taken-in"
    case kindManifestConfirmed = "kind manifest-confirmed"
    case stateDraft = "state draft"
    case stateWaiting = "state waiting"
    case stateSending = "state sending"
    case stateSent = "state sent"
    case stateAccepted = "state accepted"
    case stateConflict = "state conflict"
    case stateRefused = "state refused"
    case stateDoor = "state door"
    case stateWithdrawn = "state withdrawn"
    case stateWhyDraft = "stateWhy draft"
    case stateWhyWaiting = "stateWhy waiting"
    case stateWhySending = "stateWhy sending"
    case stateWhySent = "stateWhy sent"
    case stateWhyAccepted = "stateWhy accepted"
    case stateWhyConflict = "stateWhy conflict"
    case stateWhyRefused = "stateWhy refused"
    case stateWhyDoor = "stateWhy door"
    case stateWhyWithdrawn = "stateWhy withdrawn"
    case entryGone, replayed, findings, what, plate, net, happened, savedAt, acceptedAt, key, record, owner
    case became, beside, mine, theirs, manifestState
    case manifestDeparted = "manifest departed"
    case manifestArrived = "manifest arrived"
    case manifestAccepted = "manifest accepted"
    case manifestRefused = "manifest refused"
    case manifestReturned = "manifest returned"
    case codeInUse, movedOn, theirsUnseen, sameSample, otherCode, withdraw, withdrawn, withdrawWhy, refusedBy
    case mend, mended, sendAgain, languageWord, looks, letters, plainLook, largeLook, contrastLook, deviceWord
    case deviceName, lockNow, exportLog, exportQueue, exportLead, exportMake, exportNothing, exported
    case importTitle, importFile, importSecret, importTake, imported, importFailed, scaleWord, gross, tare
    case netIs, grossBelowTare, weightsMissing, sourceParcel, sourceHint, sourceUnknown, bin
    case useOrdinary = "use ordinary"
    case useSegregated = "use segregated"
    case useQuarantine = "use quarantine"
    case notLegal, noLegalBin, moisture, impurity, witness, ticketNext, tripsLead, tripsNone, loadedIs
    case tripGone, receiveTitle, manifestWord, classWord, loaded, departedAt, within, beyond, differenceIs
    case howComputed, toleranceWhy, intervalGuessed, differenceReason, differenceHint, noSerial, connect
    case toGross, toTare, steady, moving
    case withdrawnTitle, withdrawnWhy, forgottenTitle, forgottenLead
}
