import NIOCore
import OpenID

/// Every key of the configuration: one table for flags, environment, file, and what `config show` tells.
public enum SettingKey: String, CaseIterable, Sendable {
    case embedded
    case databaseURL = "database-url"
    case listen
    case adminListen = "admin-listen"
    case insecureListen = "insecure-listen"
    case trustedProxy = "trusted-proxy"
    case tlsCertificate = "tls-certificate"
    case tlsKey = "tls-key"
    case deviceCA = "device-ca"
    case logLevel = "log-level"
    case maxConnections = "max-connections"
    case headSeconds = "head-seconds"
    case bodySeconds = "body-seconds"
    case requestSeconds = "request-seconds"
    case answerSeconds = "answer-seconds"
    case streamSeconds = "stream-seconds"
    case idleSeconds = "idle-seconds"
    case actorRate = "actor-rate"
    case organizationRate = "organization-rate"
    case addressRate = "address-rate"
    case exportsAtOnce = "exports-at-once"
    case importsAtOnce = "imports-at-once"
    case witnessPolicy = "witness-policy"
    case openIDIssuer = "openid-issuer"
    case openIDClient = "openid-client"
    case openIDSecretFile = "openid-secret-file"
    case openIDRedirect = "openid-redirect"
    case openIDAlgorithm = "openid-algorithm"
    case openIDFactor = "openid-factor"
    case openIDLabelZh = "openid-label-zh"
    case openIDLabelEn = "openid-label-en"

    /// What a value looks like.
    enum Form: Sendable {
        case text
        /// Addresses of hosts in numbers, by commas.
        case hosts
        /// HOST:PORT.
        case address
        /// A whole number above zero.
        case count
        /// `true` or `false`.
        case flag
        /// One of some words.
        case word([String])
    }

    /// Name in the environment: `GRAINLEDGER_` and the key in capitals.
    public var variable: String {
        "GRAINLEDGER_" + String(rawValue.map { $0 == "-" ? "_" : $0 }).uppercased()
    }

    /// True when the value may hold a secret: it then may come from a file that `…_FILE` names, and is never shown.
    public var isSecret: Bool { self == .databaseURL }

    /// The value without anybody's word; `nil` when there is none.
    public var standard: String? {
        switch self {
        case .embedded, .databaseURL, .adminListen, .trustedProxy, .tlsCertificate, .tlsKey: nil
        case .deviceCA, .witnessPolicy: nil
        case .openIDIssuer, .openIDClient, .openIDSecretFile, .openIDRedirect, .openIDFactor: nil
        case .listen: "127.0.0.1:8080"
        case .insecureListen: "false"
        case .logLevel: "info"
        case .maxConnections: "2000"
        case .headSeconds: "15"
        case .bodySeconds, .requestSeconds: "30"
        case .answerSeconds: "60"
        case .streamSeconds: "600"
        case .idleSeconds: "90"
        case .actorRate: "30000"
        case .organizationRate: "90000"
        case .addressRate: "1200"
        case .exportsAtOnce, .importsAtOnce: "2"
        case .openIDAlgorithm: "RS256"
        case .openIDLabelZh: "统一身份认证"
        case .openIDLabelEn: "single sign-on"
        }
    }

    /// What a value looks like.
    var form: Form {
        switch self {
        case .embedded, .databaseURL, .tlsCertificate, .tlsKey, .deviceCA, .witnessPolicy: .text
        case .trustedProxy: .hosts
        case .openIDIssuer, .openIDClient, .openIDSecretFile, .openIDRedirect, .openIDFactor: .text
        case .openIDLabelZh, .openIDLabelEn: .text
        case .openIDAlgorithm: .word(Algorithm.allCases.map(\.rawValue))
        case .listen, .adminListen: .address
        case .insecureListen: .flag
        case .logLevel: .word(["debug", "info", "notice", "warning", "error"])
        default: .count
        }
    }

    /// What the key means.
    public var meaning: (zh: String, en: String) {
        switch self {
        case .embedded: ("自带 PostgreSQL 的数据目录", "Directory of a private PostgreSQL")
        case .databaseURL: ("另外的 PostgreSQL 的地址", "URL of another PostgreSQL")
        case .listen: ("监听地址和端口", "Address and port")
        case .adminListen: ("健康和指标的地址和端口；不写则不开", "Address and port of health and metrics; closed without it")
        case .insecureListen: ("允许在回环以外用明文 HTTP", "Plain HTTP beyond loopback")
        case .trustedProxy:
            (
                "可信代理的 IP 地址，逗号隔开；不写证书时，回环以外只接受它们的连接",
                "IP addresses of trusted proxies, by commas; without a certificate they alone come in from beyond loopback"
            )
        case .tlsCertificate: ("证书链文件（PEM）", "File of the certificate chain (PEM)")
        case .tlsKey: ("私钥文件（PEM）", "File of the private key (PEM)")
        case .deviceCA:
            (
                "签发设备证书的机构证书文件（PEM）；不写则不向客户端要证书",
                "File of the authority that signs certificates of devices (PEM); without it none are asked for"
            )
        case .logLevel: ("日志级别", "Level of the log")
        case .maxConnections: ("同时连接上限", "Connections at a time")
        case .headSeconds: ("请求头到齐的秒数", "Seconds for a head to arrive")
        case .bodySeconds: ("正文到齐的秒数", "Seconds for a body to arrive")
        case .requestSeconds: ("开始答复的秒数", "Seconds until an answer begins")
        case .answerSeconds: ("答复送完的秒数", "Seconds for an answer to leave")
        case .streamSeconds: ("流式答复送完的秒数", "Seconds for a streamed answer to leave")
        case .idleSeconds: ("空闲连接保留的秒数", "Seconds an idle connection stays")
        case .actorRate: ("每人每分钟请求数", "Requests a minute of one person or program")
        case .organizationRate: ("每单位每分钟请求数", "Requests a minute of one organisation")
        case .addressRate: ("每个网络地址未登录的每分钟请求数", "Requests a minute of one address without sign-in")
        case .exportsAtOnce: ("同时导出数", "Exports at a time")
        case .importsAtOnce: ("同时导入数", "Imports at a time")
        case .witnessPolicy:
            ("见证策略文件（tlog-policy）：请谁会签、几家算数", "Policy file (tlog-policy): who cosigns the log, and how many have to")
        case .openIDIssuer: ("OpenID 提供方的标识；不写则没有单点登录", "Issuer of the OpenID provider; no single sign-on without it")
        case .openIDClient: ("本系统在提供方的客户端标识", "Name of this client at the provider")
        case .openIDSecretFile: ("客户端密钥文件", "File of the client's secret")
        case .openIDRedirect:
            (
                "提供方送回浏览器的地址，以 /sign-in/openid/return 结尾",
                "Where the provider sends browsers back to: …/sign-in/openid/return"
            )
        case .openIDAlgorithm: ("提供方签名的唯一算法", "The one algorithm the provider signs by")
        case .openIDFactor:
            ("提供方 amr 或 acr 中算作第二因素的词，逗号隔开", "Words of amr or acr that count as a second factor, by commas")
        case .openIDLabelZh: ("登录页上的中文名称", "Name at the door, in Chinese")
        case .openIDLabelEn: ("登录页上的英文名称", "Name at the door, in English")
        }
    }

    /// Whether a value can be read.
    func accepts(_ value: String) -> Bool {
        switch form {
        case .text: return !value.isEmpty
        case .hosts:
            return value.split(separator: ",", omittingEmptySubsequences: false).allSatisfy { host in
                (try? SocketAddress(ipAddress: host.filter { $0 != " " }, port: 0)) != nil
            }
        case .address: return ListenAddress(value) != nil
        case .count: return Int(value).map { (1...10_000_000).contains($0) } ?? false
        case .flag: return value == "true" || value == "false"
        case .word(let words): return words.contains(value)
        }
    }

    /// What a value looks like, in words.
    var expected: String {
        switch form {
        case .text: "a text"
        case .hosts: "addresses in numbers, by commas"
        case .address: "HOST:PORT"
        case .count: "a whole number above zero"
        case .flag: "true or false"
        case .word(let words): "one of \(words.joined(separator: ", "))"
        }
    }
}

/// A host and a port.
public struct ListenAddress: Sendable, Hashable, CustomStringConvertible {
    /// Name or number of the host.
    public let host: String
    /// Port; 0 for any that is free.
    public let port: Int

    /// Reads `HOST:PORT`; a host with colons stands in brackets.
    public init?(_ text: String) {
        guard let colon = text.lastIndex(of: ":"), let port = Int(text[text.index(after: colon)...]),
            (0...65_535).contains(port)
        else { return nil }
        var host = text[..<colon]
        if host.hasPrefix("["), host.hasSuffix("]") {
            host = host.dropFirst().dropLast()
        } else if host.contains(":") {
            return nil
        }
        guard !host.isEmpty else { return nil }
        self.host = String(host)
        self.port = port
    }

    /// As it was written.
    public var description: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }

    /// True when only this machine reaches it.
    public var isLoopback: Bool { host == "localhost" || host == "::1" || host.hasPrefix("127.") }
}
