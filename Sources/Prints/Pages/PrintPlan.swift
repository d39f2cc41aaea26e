public import Rules

/// One thing that stands on a page.
public enum Mark: Hashable, Sendable {
    /// Text in a frame.
    case text(String, Frame, TextStyle)
    /// A filled rectangle.
    case fill(Frame, Ink)
    /// The edges of a rectangle; thickness in micrometres.
    case border(Frame, Ink, Int)
    /// A straight line; thickness in micrometres.
    case line(Spot, Spot, Ink, Int, isDashed: Bool)
    /// A filled polygon.
    case polygon([Spot], Ink)
    /// A filled circle in a square frame.
    case disc(Frame, Ink)
    /// A QR code with its quiet zone in a square frame.
    case code(String, Frame)
}

/// One page: its size and what stands on it, in order of drawing.
public struct PrintPage: Hashable, Sendable {
    /// Size.
    public let sheet: Extent
    /// Marks.
    public var marks: [Mark] = []

    /// An empty page.
    init(_ sheet: Extent) { self.sheet = sheet }
}

/// A file that travels inside a PDF.
public struct Attachment: Hashable, Sendable {
    /// Name, ASCII.
    public let name: String
    /// Media type.
    public let mediaType: String
    /// What it is, for people.
    public let title: String
    /// Bytes.
    public let bytes: [UInt8]

    /// A file.
    public init(name: String, mediaType: String, title: String, bytes: [UInt8]) {
        self.name = name
        self.mediaType = mediaType
        self.title = title
        self.bytes = bytes
    }
}

/// A document as it will be drawn: values only, so that it can be looked at, measured and compared without drawing.
public struct PrintPlan: Hashable, Sendable {
    /// An entry of the table of contents that readers show beside the pages.
    public struct Bookmark: Hashable, Sendable {
        /// Words.
        public let title: String
        /// Page, from 0.
        public let page: Int
        /// Micrometres from the upper edge.
        public let y: Int
    }

    /// Title, for the reader's window.
    public let title: String
    /// Name of the file, ASCII, without `.pdf`.
    public let fileName: String
    /// The time of the data: the creation date in the file, so that the same data give the same bytes.
    public let date: Timestamp
    /// Pages in order.
    public var pages: [PrintPage]
    /// Table of contents.
    public var bookmarks: [Bookmark] = []
    /// Files inside.
    public var attachments: [Attachment] = []

    /// A document of pages.
    init(title: String, fileName: String, date: Timestamp, pages: [PrintPage]) {
        self.title = title
        self.fileName = fileName
        self.date = date
        self.pages = pages
    }
}

/// What can be printed: data that know how to lay themselves out.
public protocol Printable: Sendable {
    /// The pages.
    func plan(_ setter: TypeSetter) -> PrintPlan
}

/// Why there is no print.
public enum PrintFault: Error, Hashable, Sendable {
    /// The fonts are not installed (Debian: fonts-noto-cjk).
    case fontsMissing
    /// A text is too long for a QR code.
    case codeTooLong
    /// A library could not do it: its words.
    case library(String)
}
