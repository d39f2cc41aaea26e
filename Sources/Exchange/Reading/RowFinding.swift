/// How much a finding weighs.
public enum FindingSeverity: String, Sendable, Hashable, CaseIterable {
    /// The row, or the file, was left out.
    case reject
    /// Read, but somebody should look at it.
    case warn
    /// Told for completeness.
    case info
}

/// What was found while a file was read. Codes are stable, the texts are not.
public struct RowFinding: Sendable, Hashable {
    /// Name of the file.
    public let file: String
    /// Row, from 1; 0 when the whole file is meant.
    public let row: Int
    /// Head of the column as the file writes it; empty when the whole row is meant.
    public let column: String
    /// Stable code.
    public let code: String
    /// How much it weighs.
    public let severity: FindingSeverity
    /// The sentence in Chinese.
    public let zh: String
    /// The sentence in English.
    public let en: String
    /// What to do about it, in Chinese.
    public let hint: String

    /// A finding from its parts.
    public init(
        file: String, row: Int, column: String, code: FindingCode, severity: FindingSeverity, zh: String, en: String,
        hint: String
    ) {
        self.file = file
        self.row = row
        self.column = column
        self.code = code.rawValue
        self.severity = severity
        self.zh = zh
        self.en = en
        self.hint = hint
    }
}

/// The codes of findings on files; each has one meaning for ever.
public enum FindingCode: String, Sendable, Hashable, CaseIterable {
    /// The bytes are in no encoding that is read.
    case unreadableText = "GL-F-0301"
    /// The header fits no kind of file.
    case unknownKind = "GL-F-0302"
    /// A column that must be there is missing.
    case missingColumn = "GL-F-0303"
    /// A line above the header was skipped.
    case titleLine = "GL-F-0304"
    /// A total or signature line was skipped.
    case footerLine = "GL-F-0305"
    /// A column is not known and was not read.
    case unknownColumn = "GL-F-0306"
    /// A cell that must be filled is empty.
    case emptyCell = "GL-F-0307"
    /// A cell is no mass, or is finer than a gram.
    case notAMass = "GL-F-0308"
    /// A cell is no date or time.
    case notATime = "GL-F-0309"
    /// A cell is no number.
    case notANumber = "GL-F-0310"
    /// A word is not one of the words allowed.
    case unknownWord = "GL-F-0311"
    /// A spreadsheet has turned a code into a number.
    case damagedCode = "GL-F-0312"
    /// A code does not have the shape it must have.
    case malformedCode = "GL-F-0313"
    /// A row has more cells than the header.
    case rowTooLong = "GL-F-0314"
    /// A quotation mark is never closed, or stands inside a bare cell.
    case strayQuote = "GL-F-0315"
    /// A line of the stream is no JSON object.
    case malformedLine = "GL-F-0316"
    /// A stream event lacks a member, or has one of the wrong type.
    case malformedEvent = "GL-F-0317"
    /// Figures of one row do not sum.
    case sumDiffers = "GL-F-0318"
    /// Rows of one report, operation or plan contradict each other or repeat.
    case rowsContradict = "GL-F-0319"
    /// A good row was left out because another row of its group is bad.
    case groupIncomplete = "GL-F-0320"
    /// The laboratory of a run cannot be told.
    case laboratoryUnknown = "GL-F-0321"
    /// Two columns carry the same meaning.
    case columnTwice = "GL-F-0322"
    /// The unit in a header is not known or does not fit the column.
    case unitUnfit = "GL-F-0323"
    /// The file holds no rows.
    case emptyFile = "GL-F-0324"
    /// A time had no hour; midnight was taken.
    case hourMissing = "GL-F-0325"
    /// A measured value is neither a number nor one of the ways to say "not detected".
    case notAReading = "GL-F-0326"
    /// A row stands in the file twice.
    case rowRepeated = "GL-F-0328"
    /// The file is a spreadsheet's own, not delimited text.
    case spreadsheetFile = "GL-F-0329"
    /// The file cannot be opened.
    case unopenable = "GL-F-0327"
}
