public import Foundation
public import Logging

/// A log of JSON lines on standard error: one object a line, control characters escaped, so that nobody can write a line
/// of the log by what he sends.
public struct JSONLog: LogHandler {
    private let label: String
    private let now: @Sendable () -> Date
    private let write: @Sendable (String) -> Void
    /// Lines below this level are not written.
    public var logLevel: Logger.Level
    /// What every line of this logger carries.
    public var metadata: Logger.Metadata = [:]

    /// A log.
    ///
    /// - Parameter write: takes each line with its end.
    public init(
        label: String, level: Logger.Level, now: @escaping @Sendable () -> Date,
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
            JSONLog(label: label, level: level, now: { Date() }) { line in
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
        all.merge(event.metadata ?? [:]) { _, new in new }
        // Hummingbird's own number of a request says nothing to anybody.
        all["hb.request.id"] = nil
        let time = now().formatted(.iso8601.year().month().day().time(includingFractionalSeconds: true))
        let own = [
            ("time", time + "Z"), ("level", event.level.rawValue), ("label", label),
            ("message", event.message.description),
        ]
        let members =
            own.map { ($0.0, Self.quoted($0.1)) }
            + all.sorted { $0.key < $1.key }.map { ($0.key, Self.value($0.value)) }
        write("{" + members.map { "\(Self.quoted($0.0)):\($0.1)" }.joined(separator: ",") + "}\n")
    }

    /// Whole numbers as numbers, everything else as a string.
    private static func value(_ value: Logger.Metadata.Value) -> String {
        if case .stringConvertible(let number as Int64) = value { return String(number) }
        return quoted(value.description)
    }

    /// A JSON string without a control character of any alphabet in it.
    static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x22: quoted += "\\\""
            case 0x5C: quoted += "\\\\"
            case 0..<0x20, 0x7F..<0xA0, 0x2028, 0x2029, 0x202A...0x202E, 0x2066...0x2069:
                let digits = String(scalar.value, radix: 16)
                quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }
}
