import CQREncode

/// The modules of a QR code (GB/T 18284, ISO/IEC 18004), error correction Q: a quarter of it may be damaged.
struct QRMatrix {
    /// White modules that have to stay around it.
    static let quietZone = 4
    /// Modules on a side.
    let width: Int
    private let dark: [Bool]

    /// - Throws: `codeTooLong` for a text that no code holds.
    init(_ text: String) throws(PrintFault) {
        let bytes = Array(text.utf8)
        guard !bytes.isEmpty, let code = unsafe QRcode_encodeData(Int32(bytes.count), bytes, 0, QR_ECLEVEL_Q) else {
            throw .codeTooLong
        }
        let side = unsafe Int(code.pointee.width)
        width = side
        dark = unsafe UnsafeBufferPointer(start: code.pointee.data, count: side * side).map { $0 & 1 == 1 }
        unsafe QRcode_free(code)
    }

    /// How many dark modules follow one another from a place in a row.
    func run(_ row: Int, _ column: Int) -> Int {
        dark[(row * width + column)..<((row + 1) * width)].prefix { $0 }.count
    }
}
