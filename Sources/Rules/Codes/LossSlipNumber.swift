/// Number of a loss or gain slip 损溢单: stack position 30 places, day `yyyyMMdd`, serial 3 digits (domain.md §6).
public struct LossSlipNumber: Hashable, Sendable {
    /// The 41 places.
    public let text: String
    /// Where the grain lay.
    public let position: DepotCode
    /// Day of the slip.
    public let day: CivilDate

    /// A number, or why it is none.
    public init(checking text: String) throws(CodeFault) {
        let bytes = try places(41, of: text)
        position = try DepotCode(checking: Rules.text(bytes, 0..<30))
        try requireDigits(bytes, 30..<41)
        guard let year = digits(bytes[30..<34]), let month = digits(bytes[34..<36]), let day = digits(bytes[36..<38]),
            let date = CivilDate(year: year, month: month, day: day)
        else { throw .character(place: 31) }
        self.day = date
        self.text = text
    }

    /// A number; `nil` when it is none.
    public init?(_ text: String) {
        do throws(CodeFault) { try self.init(checking: text) } catch { return nil }
    }

    /// Serial of the day.
    public var serial: Int { digits(Array(text.utf8)[38..<41]) ?? 0 }
}
