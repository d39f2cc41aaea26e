/// Follows a body byte by byte to its end, so that the next request begins where both sides think it does.
struct BodyFraming: Sendable {
    private enum Place: Equatable {
        /// Bytes of a body of known length, or of a chunk, that are still to come.
        case data(Int, isChunk: Bool)
        /// In the size of a chunk, with its value and its digits so far.
        case size(Int, digits: Int)
        /// After the CR of a size.
        case sizeEnd(Int)
        /// After a chunk's data: its CR, then its LF.
        case dataEnd, dataEndFeed
        /// After the last chunk: the CR and LF of no trailers.
        case last, lastFeed
        case over
    }

    private var place: Place
    private var left: Int

    /// A body at its beginning.
    ///
    /// - Parameter limit: bytes of content at most.
    init(_ body: RequestHead.Body, limit: Int) throws(EdgeFault) {
        left = limit
        switch body {
        case .length(let length):
            guard length <= limit else { throw .bodyTooLarge }
            place = length == 0 ? .over : .data(length, isChunk: false)
        case .chunked: place = .size(0, digits: 0)
        }
    }

    /// True after the last byte.
    var isOver: Bool { place == .over }

    /// Reads on.
    ///
    /// - Returns: how many of the bytes belong to this body.
    mutating func read(_ bytes: ArraySlice<UInt8>) throws(EdgeFault) -> Int {
        var at = bytes.startIndex
        while at < bytes.endIndex, place != .over {
            if case .data(let rest, let isChunk) = place {
                let taken = min(rest, bytes.endIndex - at)
                at += taken
                place = taken < rest ? .data(rest - taken, isChunk: isChunk) : isChunk ? .dataEnd : .over
            } else {
                try step(bytes[at])
                at += 1
            }
        }
        return at - bytes.startIndex
    }

    /// One byte of what stands between the data: no extension, no trailer, no line end but CR LF.
    private mutating func step(_ byte: UInt8) throws(EdgeFault) {
        switch (place, byte) {
        case (.size(let size, let digits), 0x0D) where digits > 0: place = .sizeEnd(size)
        case (.size(let size, let digits), _):
            guard let digit = Self.digit(byte), digits < 8 else { throw .framing("chunk size") }
            place = .size(size * 16 + digit, digits: digits + 1)
        case (.sizeEnd(let size), 0x0A):
            guard size <= left else { throw .bodyTooLarge }
            left -= size
            place = size == 0 ? .last : .data(size, isChunk: true)
        case (.dataEnd, 0x0D): place = .dataEndFeed
        case (.dataEndFeed, 0x0A): place = .size(0, digits: 0)
        case (.last, 0x0D): place = .lastFeed
        case (.lastFeed, 0x0A): place = .over
        default: throw .framing("chunk")
        }
    }

    private static func digit(_ byte: UInt8) -> Int? {
        switch byte {
        case 0x30...0x39: Int(byte) - 0x30
        case 0x41...0x46: Int(byte) - 0x37
        case 0x61...0x66: Int(byte) - 0x57
        default: nil
        }
    }
}
