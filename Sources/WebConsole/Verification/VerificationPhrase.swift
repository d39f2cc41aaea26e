/// What the page `/verify` says. The raw value is the word by which its script asks for it; each has its words in
/// `VerificationPhrase+words.swift`, Chinese, the source, beside English: one without does not compile.
enum VerificationPhrase: String, CaseIterable, Sendable {
    case name, lead, otherLanguage, keep, keepHint, noScript, noModule
    case dossier, dossierHint, policy, policyHint, checking
    case unreadable, policyUnreadable, good, faults, summary
    case seals
    case sealFiles, sealRecords, sealProofs, sealCheckpoint, sealNames, sealStreams
    case sealGood, sealBad
    case faultTable, faultCode, faultRecord, faultPlace, faultWords
    case facts, origin, leaves, root, keys, cosigners, noCosigners, batches, recordCount
    case notChecked, notKeys, notEnd, notTruth, given
}
