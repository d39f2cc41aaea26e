public import Foundation
import Rules

/// What was read from season files.
public struct SeasonReading: Sendable {
    /// The season as one stream: by time, and at equal times by cause.
    public let events: [StreamEvent]
    /// What was found, file by file.
    public let findings: [RowFinding]
    /// The rows left out, for error files.
    public let rejected: [RejectedRows]
    /// Which file was read as what.
    public let kinds: [String: FileKind]
    let readings: [TableReading]

    /// The rows left out and those that the book refused, for error files in the layout of their files.
    ///
    /// - Parameter refusals: where each refused event was read, and why, in Chinese.
    public func rejected(with refusals: [(origin: RowOrigin, reason: String)]) -> [RejectedRows] {
        readings.compactMap { reading in
            var reading = reading
            for refusal in refusals where refusal.origin.file == reading.table.file {
                reading.refuse(refusal.origin.row, because: refusal.reason)
            }
            return reading.rejected
        }
    }
}

/// Reads the files of a season (CSV of stations, granaries, facilities, instruments) into the season stream.
public struct SeasonFiles: Sendable {
    /// One file: its name without folder, and its bytes.
    public struct File: Sendable {
        /// Name without folder.
        public let name: String
        /// All bytes.
        public let bytes: Data

        /// A file from its parts.
        public init(name: String, bytes: Data) {
            self.name = name
            self.bytes = bytes
        }
    }

    /// Time given to master data, RFC 3339 `+08:00`: the files say none. Nil: midnight of the first day of the season.
    public let registeredAt: String?
    /// Laboratories by the letters before the digits of their run numbers (`ZJ`), for runs whose file names none.
    public let laboratories: [String: String]

    /// A reader; both arguments may be left out when all files of a season are read together.
    public init(registeredAt: String? = nil, laboratories: [String: String] = [:]) {
        self.registeredAt = registeredAt
        self.laboratories = laboratories
    }

    /// Reads all `.csv`, `.tsv` and `.txt` files of a directory, by name (a spreadsheet's own file is a finding); throws
    /// when the directory cannot be listed.
    public func read(directory: URL) throws -> SeasonReading {
        let urls = try FileManager.default.contentsOfDirectory(at: directory, includingPropertiesForKeys: nil)
        let wanted = urls.filter { ["csv", "tsv", "txt", "xlsx", "xls"].contains($0.pathExtension.lowercased()) }
        return read(contentsOf: wanted.sorted { $0.lastPathComponent < $1.lastPathComponent })
    }

    /// Reads single files by their places; one that cannot be opened is a finding, the others are read.
    public func read(contentsOf urls: [URL]) -> SeasonReading {
        let opened = urls.map(Self.opened)
        return joined(opened.map(Self.part))
    }

    /// The same with several files at a time: they say nothing of each other until all are read, so each may have a processor
    /// of its own.
    @concurrent
    public func readTogether(contentsOf urls: [URL]) async -> SeasonReading {
        let parts = await withTaskGroup(of: (Int, FilePart).self) { group in
            for (place, url) in urls.enumerated() { group.addTask { (place, Self.part(Self.opened(url))) } }
            return await group.reduce(into: [:]) { parts, part in parts[part.0] = part.1 }
        }
        return joined(urls.indices.compactMap { parts[$0] })
    }

    /// Reads files given as bytes.
    public func read(_ files: [File]) -> SeasonReading { joined(files.map { Self.part(.success($0)) }) }

    /// A file, or its name when it cannot be opened.
    private static func opened(_ url: URL) -> Result<File, Unopenable> {
        guard let bytes = try? Data(contentsOf: url) else { return .failure(Unopenable(name: url.lastPathComponent)) }
        return .success(File(name: url.lastPathComponent, bytes: bytes))
    }

    private struct Unopenable: Error { let name: String }

    private func joined(_ parts: [FilePart]) -> SeasonReading {
        let findings = parts.flatMap(\.findings)
        var readings = parts.compactMap(\.reading)
        var laboratories = RunLaboratories(known: laboratories, events: readings.flatMap(\.events))
        for index in readings.indices where readings[index].table.kind == .instrumentRun {
            readings[index].nameLaboratory(&laboratories)
        }
        return SeasonReading(
            events: StreamEvent.sorted(timed(readings.flatMap(\.events))),
            findings: findings + readings.flatMap(\.findings), rejected: readings.compactMap(\.rejected),
            kinds: Dictionary(readings.map { ($0.table.file, $0.table.kind) }, uniquingKeysWith: { $1 }),
            readings: readings)
    }

    /// What one file came to by itself.
    private struct FilePart: Sendable {
        var findings: [RowFinding] = []
        var reading: TableReading?
    }

    private static func part(_ opened: Result<File, Unopenable>) -> FilePart {
        switch opened {
        case .success(let file): part(file)
        case .failure(let file):
            unread(
                file.name, .unopenable, "文件打不开", "The file cannot be opened", hint: "请检查文件是否存在、是否有权限")
        }
    }

    private static func unread(
        _ name: String, _ code: FindingCode, _ zh: String, _ en: String, hint: String
    ) -> FilePart {
        FilePart(findings: [
            RowFinding(file: name, row: 0, column: "", code: code, severity: .reject, zh: zh, en: en, hint: hint)
        ])
    }

    private static func part(_ file: File) -> FilePart {
        if isSpreadsheet(file.bytes) {
            return unread(
                file.name, .spreadsheetFile, "这是表格软件的文件（xlsx、xls），不是 CSV",
                "This is a spreadsheet file (xlsx, xls), not CSV",
                hint: "请另存为「CSV UTF-8」，代码列先设为文本")
        }
        guard let (text, _) = TextEncoding.decode(file.bytes) else {
            return unread(
                file.name, .unreadableText, "文字编码读不出来（既不是 UTF-8、UTF-16，也不是 GB18030）",
                "The text is in no encoding that is read",
                hint: "请另存为「CSV UTF-8」")
        }
        var recognition = TableRecognition(file: file.name)
        let table = recognition.table(DelimitedText.rows(text).rows)
        return FilePart(findings: recognition.findings, reading: table.map { TableReading($0) })
    }

    /// Zip containers (xlsx) and OLE containers (xls) by their first bytes.
    private static func isSpreadsheet(_ bytes: Data) -> Bool {
        [[0x50, 0x4B, 0x03, 0x04], [0xD0, 0xCF, 0x11, 0xE0]].contains { bytes.starts(with: $0 as [UInt8]) }
    }

    /// Gives master data a time before everything else.
    private func timed(_ events: [StreamEvent]) -> [StreamEvent] {
        let first = events.map(\.occurredAt).filter { $0 != CellReader.timeOfRegisters }.min()
        let midnight = (first.map { String($0.prefix(10)) } ?? Self.today()) + "T00:00:00+08:00"
        return events.map { event in
            guard event.occurredAt == CellReader.timeOfRegisters else { return event }
            return StreamEvent(
                type: event.type, occurredAt: registeredAt ?? midnight, data: event.data, origin: event.origin)
        }
    }

    private static func today() -> String {
        Timestamp(Int64(Date().timeIntervalSince1970) * 1_000_000).chinaDate.description
    }
}
