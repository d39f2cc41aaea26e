/// A colour of print, 8 bits a channel.
public struct Ink: Hashable, Sendable {
    /// Channels.
    public let red, green, blue: UInt8

    /// From `0xRRGGBB`.
    public init(_ hex: UInt32) {
        red = UInt8(truncatingIfNeeded: hex >> 16)
        green = UInt8(truncatingIfNeeded: hex >> 8)
        blue = UInt8(truncatingIfNeeded: hex)
    }

    /// Text.
    static let black = Ink(0x1A1F24)
    /// Secondary text: 7:1 on white.
    static let grey = Ink(0x4B5563)
    /// Lines of tables.
    static let rule = Ink(0x9AA5B1)
    /// Ground of heads of tables.
    static let pale = Ink(0xEDF1F5)
    /// Paper.
    static let white = Ink(0xFFFFFF)
    /// What nobody may overlook.
    static let red = Ink(0xA3161A)
}

/// How a piece of text is set.
public struct TextStyle: Hashable, Sendable {
    /// Kind of type: Noto CJK in each case.
    public enum Face: Hashable, Sendable, CaseIterable { case sans, serif, mono }
    /// Where lines lie in their frame.
    public enum Alignment: Hashable, Sendable { case left, centre, right }
    /// What happens to text that is larger than its frame.
    public enum Fit: Hashable, Sendable {
        /// Wrapped; the layout gave it the height it needs.
        case wrap
        /// One line, set smaller down to half, then cut with an ellipsis.
        case line
        /// Wrapped, set smaller down to half, then cut with an ellipsis.
        case block
    }

    /// Kind of type.
    var face: Face = .sans
    /// Size in tenths of a point: 105 is 10.5 pt (五号).
    var size = 90
    /// Bold.
    var isBold = false
    /// Colour.
    var ink = Ink.black
    /// Place of the lines across the frame.
    var alignment = Alignment.left
    /// What happens when it is too large.
    var fit = Fit.wrap
    /// True to centre it between the frame's upper and lower edge.
    var isCentredDown = false

    /// The style at another size, in tenths of a point.
    func sized(_ size: Int) -> Self { with { $0.size = size } }
    /// The style in bold.
    var bold: Self { with { $0.isBold = true } }
    /// The style in another colour.
    func inked(_ ink: Ink) -> Self { with { $0.ink = ink } }
    /// The style with its lines elsewhere.
    func aligned(_ alignment: Alignment) -> Self { with { $0.alignment = alignment } }
    /// The style that fits its frame.
    func fitted(_ fit: Fit) -> Self { with { $0.fit = fit } }
    /// The style in another kind of type.
    func faced(_ face: Face) -> Self { with { $0.face = face } }
    /// The style in the middle of its frame, up and down.
    var middled: Self { with { $0.isCentredDown = true } }

    private func with(_ change: (inout Self) -> Void) -> Self {
        var style = self
        change(&style)
        return style
    }

    /// Running text.
    static let body = TextStyle()
    /// Secondary lines and English.
    static let small = TextStyle(size: 72, ink: .grey)
    /// Codes: each digit as wide as the next.
    static let code = TextStyle(face: .mono, size: 90)
    /// Title of a document.
    static let title = TextStyle(face: .serif, size: 220, isBold: true, alignment: .centre)
    /// Title of a section.
    static let heading = TextStyle(face: .serif, size: 125, isBold: true)
}
