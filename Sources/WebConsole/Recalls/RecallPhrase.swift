/// What the page of recalls says; in both languages, like every `Phrase`.
enum RecallPhrase: String, CaseIterable, Sendable {
    case recallLead, recallParcels, recallParcelsHint, allSeasons, follow, unknownParcels, tooManyParcels, nothingGrown
    case cameOff, takenIn, nothingTaken, unreadableSeason, stillHere, leftStock, whereNow, ofTheseParcels, mixedThere,
        isMixed, followGrain, foreignBatch
}

extension RecallPhrase {
    /// The words in Chinese.
    var chinese: String {
        switch self {
        case .recallLead: "这些地块收的粮，现在在哪里、去了哪里，各行相加等于收进来的数。"
        case .recallParcels: "地块编号"
        case .recallParcelsHint: "一行一个，或用逗号、空格隔开，最多 {0} 个"
        case .allSeasons: "全部产季"
        case .follow: "查去向"
        case .unknownParcels: "没有这些地块，或者不归你看：{0}。改正后再查。"
        case .tooManyParcels: "一次最多查 {0} 个地块，分开查。"
        case .nothingGrown: "这些地块在所选产季没有收进粮食。"
        case .cameOff: "收自这些地块"
        case .takenIn: "本单位收自这些地块"
        case .nothingTaken: "本单位在所选产季没有从这些地块收粮。"
        case .unreadableSeason: "产季读不出：{0}。写成 2025-late 或 2025-early。"
        case .stillHere: "仍在仓、在途、在厂"
        case .leftStock: "已不在库"
        case .whereNow: "在哪里"
        case .ofTheseParcels: "其中来自这些地块"
        case .mixedThere: "该批在此处全部"
        case .isMixed: "同一批次的粮视为混匀，按比例折算；分不开时，应按“该批在此处全部”处置。"
        case .followGrain: "这块田的粮在哪里"
        case .foreignBatch: "其他单位的批次 {0}"
        }
    }

    /// The words in English.
    var english: String {
        switch self {
        case .recallLead:
            "Where the grain of these parcels is now, or where it went; to the gram, it sums to what was taken in."
        case .recallParcels: "Parcel numbers"
        case .recallParcelsHint: "One a line, or parted by commas or spaces; {0} at most"
        case .allSeasons: "All seasons"
        case .follow: "Follow"
        case .unknownParcels: "No such parcels, or not yours to see: {0}. Correct them and ask again."
        case .tooManyParcels: "{0} parcels at most can be followed at once; ask in parts."
        case .nothingGrown: "No grain of these parcels was taken in, in the season chosen."
        case .cameOff: "Came off these parcels"
        case .takenIn: "Taken in by you off these parcels"
        case .nothingTaken: "You took in no grain of these parcels, in the season chosen."
        case .unreadableSeason: "The season cannot be read: {0}. Write 2025-late or 2025-early."
        case .stillHere: "Still in bins, trucks and yards"
        case .leftStock: "No longer in stock"
        case .whereNow: "Where"
        case .ofTheseParcels: "Of these parcels"
        case .mixedThere: "All of the batch there"
        case .isMixed:
            "A batch counts as mixed, and is told in proportion; where its grain cannot be told apart, hold all of it there."
        case .followGrain: "Where the grain of this parcel is"
        case .foreignBatch: "Batch {0} of others"
        }
    }
}
