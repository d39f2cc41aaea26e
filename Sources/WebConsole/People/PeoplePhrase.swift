/// What the pages of persons, devices and one's own account say; in both languages, like every `Phrase`.
enum PeoplePhrase: String, CaseIterable, Sendable {
    case peopleLead, devicesLead, ownAccountLead, registerPerson, registerPersonLead, memberships
    case grantMembership, accounts, openAccount, resetPassword, resetFactor, suspend, restore
    case endForGood, suspendAll, restoreAll, reason, revoke, grantCredential, shownOnceTitle
    case shownOnceLead, servesUntil, copy, copied, recoveryCodes, administeredDone
    case administeredWaits, holder, lastUsed, lastSignIn, never, expires, scopes, boundCertificate
    case notBound, standing, alias, personName, phone, elsewhere, changePassword, oldPassword
    case oldPasswordWrong, passwordChanged, sessions, thisSession, endSession, startedAt, lastSeen
    case noSuchPassword, firstPasswordUntil, ownPassword, hasFactor, noFactor, unboundDevice, days
    case kindOfCredential, findText, tokenAccount, role
    case namesLeftOut, namesLeftOutLead, noNamesKept, tellName, partPlayed, erasuresLead, pictureErased
    case eraseForGood, tellPerson, tellPersonLead, signatureLead, showSignature
    case handset, handsets, handsetsLead, noHandsets, lastHeard, recordsWaiting, codesLeft, withdrawHandset
    case requestNumber, auditHours, auditHour, noteCount, refusedCount
}
