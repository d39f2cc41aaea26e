import NIOCore
import Postgres

/// The effective configuration: for every key its value and who said so. A flag outranks the environment, the
/// environment a file, a file the default.
public struct Settings: Sendable {
    /// Who said a value.
    public enum Origin: Sendable, Hashable {
        case flag, environment(String), file(String), standard

        /// In words.
        public var text: String {
            switch self {
            case .flag: "flag"
            case .environment(let name): "environment \(name)"
            case .file(let place): "file \(place)"
            case .standard: "default"
            }
        }
    }

    /// What is wrong with a configuration.
    public struct Fault: Error, CustomStringConvertible, Equatable {
        /// In English, with the key and where it stands.
        public let description: String
        init(_ description: String) { self.description = description }
    }

    private var values: [SettingKey: (text: String, origin: Origin)] = [:]

    /// Puts the sources together.
    ///
    /// - Parameters:
    ///   - file: name and text of a configuration file.
    ///   - read: reads the file that a variable `…_FILE` names.
    /// - Throws: `Fault` for an unknown key of the file, a value that cannot be read, or keys that exclude each other.
    public init(
        flags: [SettingKey: String], environment: [String: String], file: (name: String, text: String)?,
        read: (String) throws -> String
    ) throws {
        for key in SettingKey.allCases {
            if let standard = key.standard { values[key] = (standard, .standard) }
        }
        if let file {
            for (key, value, line) in try SettingsFile.entries(of: file.text, named: file.name) {
                values[key] = (value, .file("\(file.name):\(line)"))
            }
        }
        for key in SettingKey.allCases {
            let variable = key.variable
            if let value = environment[variable], !value.isEmpty {
                values[key] = (value, .environment(variable))
            } else if key.isSecret, let name = environment["\(variable)_FILE"], !name.isEmpty {
                let text = try read(name)
                values[key] = (text.trimmed, .environment("\(variable)_FILE"))
            }
            if let value = flags[key] {
                guard key != .databaseURL || !PostgresConfiguration.holdsPassword(value) else {
                    throw Fault(
                        "database-url (flag): a password on the command line is read by everybody on the machine; use GRAINLEDGER_DATABASE_URL_FILE or a passfile"
                    )
                }
                values[key] = (value, .flag)
            }
        }
        try check()
    }

    private mutating func check() throws {
        for key in SettingKey.allCases {
            guard let (text, origin) = values[key] else { continue }
            guard key.accepts(text) else {
                let shown = key.isSecret ? "" : " '\(text)'"
                throw Fault("\(key.rawValue)\(shown) (\(origin.text)): expected \(key.expected)")
            }
        }
        try settleDatabase()
        try checkOpenID()
        guard (self[.tlsCertificate] == nil) == (self[.tlsKey] == nil) else {
            throw Fault("tls-certificate and tls-key go together")
        }
        guard self[.deviceCA] == nil || self[.tlsCertificate] != nil else {
            throw Fault(
                "device-ca also needs tls-certificate and tls-key: devices show certificates to a server that speaks TLS itself"
            )
        }
        for key in [SettingKey.listen, .adminListen] {
            guard let address = address(key), !address.isLoopback else { continue }
            let isGuarded = key == .listen && (self[.tlsCertificate] != nil || !proxies.isEmpty)
            guard isGuarded || isOn(.insecureListen) else {
                let ways = key == .listen ? "tls-certificate and tls-key, a trusted-proxy, or " : ""
                throw Fault("\(key.rawValue) \(address) is plain HTTP beyond loopback: give \(ways)insecure-listen")
            }
        }
    }

    /// Of two databases the one that was said by who outranks the other; by the same, it is a fault.
    private mutating func settleDatabase() throws {
        guard let embedded = values[.embedded], let other = values[.databaseURL] else { return }
        let (left, right) = (Self.rank(embedded.origin), Self.rank(other.origin))
        guard left != right else { throw Fault("embedded and database-url exclude each other") }
        values[left > right ? .databaseURL : .embedded] = nil
    }

    private static func rank(_ origin: Origin) -> Int {
        switch origin {
        case .standard: 0
        case .file: 1
        case .environment: 2
        case .flag: 3
        }
    }

    /// The text of a key; `nil` when nobody said anything and there is no default.
    public subscript(_ key: SettingKey) -> String? { values[key]?.text }

    /// Who said it.
    public func origin(of key: SettingKey) -> Origin? { values[key]?.origin }

    /// The number of a key that counts.
    func count(_ key: SettingKey) -> Int { self[key].flatMap { Int($0) } ?? 0 }

    /// Whether a flag is on.
    func isOn(_ key: SettingKey) -> Bool { self[key] == "true" }

    /// The address of a key.
    public func address(_ key: SettingKey) -> ListenAddress? { self[key].flatMap { ListenAddress($0) } }

    /// Addresses of proxies whose `X-Forwarded-*` are believed.
    var proxies: Set<String> {
        Set(
            (self[.trustedProxy] ?? "").split(separator: ",").compactMap { host in
                // As the socket writes it.
                (try? SocketAddress(ipAddress: host.filter { $0 != " " }, port: 0))?.ipAddress
            })
    }

    /// Whether plain HTTP beyond loopback is for the proxies alone: they were named so that nobody else speaks it (reliability.md §8, 23).
    var isForProxiesAlone: Bool { self[.tlsCertificate] == nil && !proxies.isEmpty && !isOn(.insecureListen) }
}

extension String {
    fileprivate var trimmed: String {
        var text = self[...]
        while text.last?.isWhitespace == true { text.removeLast() }
        while text.first?.isWhitespace == true { text.removeFirst() }
        return String(text)
    }
}
