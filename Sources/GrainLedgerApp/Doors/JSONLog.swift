import Foundation
public import Logging
public import Rules

/// A log of JSON lines on standard error: one object a line, control characters escaped, so that nobody can write a line
/// of the log by what he sends.
public struct JSONLog: LogHandler {
    private let label: String
    private let now: @Sendable () -> Timestamp
    private let write: @Sendable (String) -> Void
    /// Lines below this level are not written.
    public var logLevel: Logger.Level
    /// What every line of this logger carries.
    public var metadata: Logger.Metadata = [:]

    /// A log.
    ///
    /// - Parameter write: takes each line with its end.
    public init(
        label: String, level: Logger.Level, now: @escaping @Sendable () -> Timestamp,
        write: @escaping @Sendable (String) -> Void
    ) {
        self.label = label
        self.now = now
        self.write = write
        logLevel = level
    }

    /// Makes this the log of the process; once.
    public static func begin(at level: Logger.Level) {
        LoggingSystem.bootstrap { label in
            JSONLog(label: label, level: level, now: { Timestamp(Int64(Date().timeIntervalSince1970 * 1_000_000)) }) {
                line in
                try? FileHandle.standardError.write(contentsOf: Data(line.utf8))
            }
        }
    }

    /// One value of the metadata.
    public subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    /// Writes one line.
    public func log(event: LogEvent) {
        var all = metadata
        if let more = event.metadata { all.merge(more) { _, new in new } }
        // Hummingbird's own number of a request says nothing to anybody.
        all["hb.request.id"] = nil
        var line = "{\"time\":\"\(now().rfc3339)\",\"level\":\"\(event.level.rawValue)\",\"label\":"
        Self.quote(label, into: &line)
        line += ",\"message\":"
        Self.quote(event.message.description, into: &line)
        for (key, value) in all.sorted(by: { $0.key < $1.key }) {
            line += ","
            Self.quote(key, into: &line)
            line += ":"
            // Whole numbers as numbers, everything else as a string.
            if case .stringConvertible(let number as Int64) = value {
                line += String(number)
            } else {
                Self.quote(value.description, into: &line)
            }
        }
        line += "}\n"
        write(line)
    }

    /// Appends a JSON string without a control character of any alphabet in it.
    private static func quote(_ text: String, into line: inout String) {
        line += "\""
        if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F && $0 != 0x22 && $0 != 0x5C }) {
            line += text
        } else {
            for scalar in text.unicodeScalars { quote(scalar, into: &line) }
        }
        line += "\""
    }

    private static func quote(_ scalar: Unicode.Scalar, into line: inout String) {
        switch scalar.value {
        case 0x22: line += "\\\""
        case 0x5C: line += "\\\\"
        case 0..<0x20, 0x7F..<0xA0, 0x2028, 0x2029, 0x202A...0x202E, 0x2066...0x2069:
            let digits = String(scalar.value, radix: 16)
            line += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        default: line.unicodeScalars.append(scalar)
        }
    }
}
