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
        var files: [File] = []
        var unopenable: [RowFinding] = []
        for url in urls {
            if let bytes = try? Data(contentsOf: url) {
                files.append(File(name: url.lastPathComponent, bytes: bytes))
            } else {
                unopenable.append(
                    RowFinding(
                        file: url.lastPathComponent, row: 0, column: "", code: .unopenable, severity: .reject,
                        zh: "文件打不开", en: "The file cannot be opened", hint: "请检查文件是否存在、是否有权限"))
            }
        }
        return read(files, unopenable)
    }

    /// Reads files given as bytes.
    public func read(_ files: [File]) -> SeasonReading { read(files, []) }

    private func read(_ files: [File], _ before: [RowFinding]) -> SeasonReading {
        var findings = before
        var readings: [TableReading] = []
        for file in files {
            if Self.isSpreadsheet(file.bytes) {
                findings.append(
                    RowFinding(
                        file: file.name, row: 0, column: "", code: .spreadsheetFile, severity: .reject,
                        zh: "这是表格软件的文件（xlsx、xls），不是 CSV", en: "This is a spreadsheet file (xlsx, xls), not CSV",
                        hint: "请另存为「CSV UTF-8」，代码列先设为文本"))
                continue
            }
            guard let (text, _) = TextEncoding.decode(file.bytes) else {
                findings.append(
                    RowFinding(
                        file: file.name, row: 0, column: "", code: .unreadableText, severity: .reject,
                        zh: "文字编码读不出来（既不是 UTF-8、UTF-16，也不是 GB18030）", en: "The text is in no encoding that is read",
                        hint: "请另存为「CSV UTF-8」"))
                continue
            }
            var recognition = TableRecognition(file: file.name)
            let table = recognition.table(DelimitedText.rows(text).rows)
            findings += recognition.findings
            if let table { readings.append(TableReading(table)) }
        }
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
