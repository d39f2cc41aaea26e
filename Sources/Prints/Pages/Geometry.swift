/// Lengths on paper are whole micrometres: a layout has no rounding of its own, and the same data give the same bytes.
extension Int {
    /// So many millimetres, in micrometres.
    var mm: Int { self * 1000 }
}

/// Width and height of a sheet or of a piece of text, in micrometres.
public struct Extent: Hashable, Sendable {
    /// Micrometres.
    public var width, height: Int

    /// A size in micrometres.
    public init(width: Int, height: Int) {
        self.width = width
        self.height = height
    }

    /// A4, upright.
    public static let a4 = Extent(width: 210.mm, height: 297.mm)
    /// A4, lying.
    public static let a4Landscape = Extent(width: 297.mm, height: 210.mm)
    /// A6, upright: a tag that fits a sleeve on a stack.
    public static let a6 = Extent(width: 105.mm, height: 148.mm)
    /// The label of a sample bag: 60 × 40 mm.
    public static let label = Extent(width: 60.mm, height: 40.mm)
}

/// A rectangle on a page; the origin is the upper left corner, y goes down.
public struct Frame: Hashable, Sendable {
    /// Micrometres from the left edge and from the upper edge of the page.
    public var x, y: Int
    /// Micrometres.
    public var width, height: Int

    /// A rectangle in micrometres.
    public init(_ x: Int, _ y: Int, _ width: Int, _ height: Int) {
        self.x = x
        self.y = y
        self.width = width
        self.height = height
    }

    /// First micrometre to the right of it.
    var right: Int { x + width }
    /// First micrometre below it.
    var bottom: Int { y + height }

    /// The rectangle with so much less on each side.
    func inset(_ across: Int, _ down: Int) -> Frame {
        Frame(x + across, y + down, width - 2 * across, height - 2 * down)
    }
    /// True when another rectangle lies wholly inside.
    func contains(_ other: Frame) -> Bool {
        other.x >= x && other.y >= y && other.right <= right && other.bottom <= bottom
    }
    /// The whole of a sheet.
    init(_ sheet: Extent) { self.init(0, 0, sheet.width, sheet.height) }
}

/// A place on a page, in micrometres from the upper left corner.
public struct Spot: Hashable, Sendable {
    /// Micrometres.
    public var x, y: Int

    /// A place.
    public init(_ x: Int, _ y: Int) {
        self.x = x
        self.y = y
    }
}
