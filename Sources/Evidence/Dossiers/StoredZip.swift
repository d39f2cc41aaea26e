/// A zip archive whose files are stored and not compressed (APPNOTE.TXT 6.3.10): small enough to be read by whoever checks a
/// dossier, and written with the same bytes every time.
///
/// Sizes below 4 GiB, fewer than 65,536 files, no encryption, no comment.
public enum StoredZip {
    private static let localMark: UInt32 = 0x0403_4B50
    private static let centralMark: UInt32 = 0x0201_4B50
    private static let endMark: UInt32 = 0x0605_4B50
    /// 1980-01-01, the first day a zip knows: an archive says nothing of when it was packed.
    private static let firstDay: UInt16 = 0x0021
    /// Names are UTF-8 (bit 11).
    private static let flags: UInt16 = 0x0800

    /// The archive of files, in order of name.
    ///
    /// - Precondition: fewer than 65,536 files, and less than 4 GiB in all.
    public static func bytes(of files: DossierFiles) -> [UInt8] {
        precondition(files.count < 0xFFFF, "a stored zip has fewer than 65,535 files")
        var archive = ByteWriter()
        var directory = ByteWriter()
        for (name, content) in files.sorted(by: { $0.key < $1.key }) {
            var header = ByteWriter()
            header.add(UInt16(10), flags, 0, 0, firstDay)
            header.add(CRC32.of(content), UInt32(content.count), UInt32(content.count))
            header.add(UInt16(name.utf8.count), 0)
            directory.add(centralMark)
            directory.add(UInt16(10))
            directory.bytes += header.bytes
            directory.add(UInt16(0), 0, 0)
            directory.add(UInt32(0), UInt32(archive.bytes.count))
            directory.bytes += name.utf8
            archive.add(localMark)
            archive.bytes += header.bytes + name.utf8 + content
        }
        let start = archive.bytes.count
        precondition(UInt64(start + directory.bytes.count) < 0xFFFF_FFFF, "a stored zip is smaller than 4 GiB")
        archive.bytes += directory.bytes
        archive.add(endMark)
        archive.add(UInt16(0), 0, UInt16(files.count), UInt16(files.count))
        archive.add(UInt32(directory.bytes.count), UInt32(start))
        archive.add(UInt16(0))
        return archive.bytes
    }

    /// The files of an archive; `nil` when it is none of this form, a checksum fails, or a name stands twice.
    public static func files(in archive: [UInt8]) -> DossierFiles? {
        guard archive.count >= 22 else { return nil }
        var end = ByteReader(bytes: archive, at: archive.count - 22)
        guard end.long() == endMark else { return nil }
        end.at += 6
        let count = Int(end.short())
        end.at += 4
        var directory = ByteReader(bytes: archive, at: Int(end.long()))
        var files: DossierFiles = [:]
        for _ in 0..<count {
            guard let (name, content) = file(at: &directory, of: archive),
                files.updateValue(content, forKey: name) == nil
            else { return nil }
        }
        return directory.at == archive.count - 22 ? files : nil
    }

    private static func file(at directory: inout ByteReader, of archive: [UInt8]) -> (String, [UInt8])? {
        guard directory.at >= 0, directory.at + 46 <= archive.count, directory.long() == centralMark else { return nil }
        directory.at += 6
        let method = directory.short()
        directory.at += 4
        let checksum = directory.long()
        let sizes = (Int(directory.long()), Int(directory.long()))
        let lengths = (Int(directory.short()), Int(directory.short()), Int(directory.short()))
        directory.at += 8
        var local = ByteReader(bytes: archive, at: Int(directory.long()))
        let nameEnd = directory.at + lengths.0
        guard method == 0, sizes.0 == sizes.1, nameEnd <= archive.count, local.at + 30 <= archive.count,
            let name = String(validating: archive[directory.at..<nameEnd], as: UTF8.self), local.long() == localMark
        else { return nil }
        directory.at = nameEnd + lengths.1 + lengths.2
        local.at += 22
        let start = local.at + 4 + Int(local.short()) + Int(local.short())
        guard start + sizes.0 <= archive.count else { return nil }
        let content = Array(archive[start..<start + sizes.0])
        return CRC32.of(content) == checksum ? (name, content) : nil
    }
}

/// CRC-32 of ISO 3309, as zip wants it.
private enum CRC32 {
    private static let table: [UInt32] = (0..<256).map { index in
        (0..<8).reduce(UInt32(index)) { value, _ in value & 1 == 1 ? 0xEDB8_8320 ^ value >> 1 : value >> 1 }
    }

    static func of(_ bytes: [UInt8]) -> UInt32 {
        ~bytes.reduce(UInt32.max) { table[Int(($0 ^ UInt32($1)) & 0xFF)] ^ $0 >> 8 }
    }
}

/// Writes little-endian numbers.
private struct ByteWriter {
    var bytes: [UInt8] = []
    mutating func add(_ values: UInt16...) { for value in values { append(UInt32(value), 2) } }
    mutating func add(_ values: UInt32...) { for value in values { append(value, 4) } }
    private mutating func append(_ value: UInt32, _ count: Int) {
        for place in 0..<count { bytes.append(UInt8(truncatingIfNeeded: value >> UInt32(8 * place))) }
    }
}

/// Reads little-endian numbers; beyond the end all bytes are zero.
private struct ByteReader {
    let bytes: [UInt8]
    var at: Int
    mutating func short() -> UInt16 { UInt16(number(2)) }
    mutating func long() -> UInt32 { number(4) }
    private mutating func number(_ count: Int) -> UInt32 {
        defer { at += count }
        return (0..<count).reversed().reduce(0) {
            $0 << 8 | (bytes.indices.contains(at + $1) ? UInt32(bytes[at + $1]) : 0)
        }
    }
}
