import Foundation
import Postgres

extension Settings {
    /// One key as `config show` tells it.
    public struct Line: Sendable, Encodable {
        /// The key.
        public let key: String
        /// Its value; of a secret what is none.
        public let value: String
        /// Who said it.
        public let origin: String
    }

    /// Every key with its value and its origin, and no secret.
    public var lines: [Line] {
        SettingKey.allCases.map { key in
            let text = self[key] ?? ""
            return Line(
                key: key.rawValue, value: key.isSecret && !text.isEmpty ? Self.masked(text) : text,
                origin: origin(of: key)?.text ?? "unset")
        }
    }

    /// Where the database is, without the password and whatever else the address holds.
    private static func masked(_ url: String) -> String { PostgresConfiguration(url: url).description }
}

extension Settings {
    /// The settings of this process.
    ///
    /// - Parameters:
    ///   - file: a configuration file; without one the file that `GRAINLEDGER_CONFIG` names, if any.
    /// - Throws: `Fault`.
    public init(flags: [SettingKey: String], file: String?, environment: [String: String]) throws {
        let name = file ?? environment["GRAINLEDGER_CONFIG"].flatMap { $0.isEmpty ? nil : $0 }
        let text = try name.map { (name: $0, text: try Self.contents(of: $0)) }
        try self.init(flags: flags, environment: environment, file: text, read: Self.contents)
    }

    private static func contents(of name: String) throws -> String {
        guard let text = try? String(contentsOfFile: name, encoding: .utf8) else {
            throw Fault("\(name) cannot be read")
        }
        return text
    }
}
