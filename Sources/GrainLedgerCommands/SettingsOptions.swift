import ArgumentParser
import Foundation
import GrainLedgerApp

/// The flags of the configuration: one for each key, none with a default of its own.
struct SettingsOptions: ParsableArguments {
    @Option(name: .customLong("config"), help: "File of `key: value` lines; default: GRAINLEDGER_CONFIG.")
    var file: String?

    @Option(help: "Keep a private PostgreSQL in this directory.")
    var embedded: String?
    @Option(name: .customLong("database-url"), help: "Use this PostgreSQL 15+ instead.")
    var databaseURL: String?
    @Option(help: "Address and port (default: 127.0.0.1:8080).")
    var listen: String?
    @Option(help: "Address and port of /livez, /readyz and /metrics (default: closed).")
    var adminListen: String?
    @Flag(help: "Allow plain HTTP beyond loopback.")
    var insecureListen = false
    @Option(help: "Addresses of proxies whose X-Forwarded-* are believed, by commas.")
    var trustedProxy: String?
    @Option(help: "File of the certificate chain (PEM).")
    var tlsCertificate: String?
    @Option(help: "File of the private key (PEM).")
    var tlsKey: String?
    @Option(
        name: .customLong("device-ca"),
        help: "File of the authority that signs certificates of devices (PEM); without it none are asked for.")
    var deviceCA: String?
    @Option(help: "debug, info, notice, warning, error (default: info).")
    var logLevel: String?
    @Option(help: "Connections at a time (default: 2000).")
    var maxConnections: String?
    @Option(help: "Seconds for a head to arrive (default: 15).")
    var headSeconds: String?
    @Option(help: "Seconds for a body to arrive (default: 30).")
    var bodySeconds: String?
    @Option(help: "Seconds until an answer begins (default: 30).")
    var requestSeconds: String?
    @Option(help: "Seconds for an answer to leave (default: 60).")
    var answerSeconds: String?
    @Option(help: "Seconds for a streamed answer to leave (default: 600).")
    var streamSeconds: String?
    @Option(help: "Seconds an idle connection stays (default: 90).")
    var idleSeconds: String?
    @Option(help: "Requests a minute of one person or program (default: 30000).")
    var actorRate: String?
    @Option(help: "Requests a minute of one organisation (default: 90000).")
    var organizationRate: String?
    @Option(help: "Requests a minute of one address without sign-in (default: 1200).")
    var addressRate: String?
    @Option(help: "Exports at a time (default: 2).")
    var exportsAtOnce: String?
    @Option(help: "Imports at a time (default: 2).")
    var importsAtOnce: String?
    @Option(help: "Policy file (C2SP tlog-policy): witnesses asked to cosign the log, and the quorum.")
    var witnessPolicy: String?

    @Option(name: .customLong("openid-issuer"), help: "Issuer of the OpenID provider; without it no single sign-on.")
    var openIDIssuer: String?
    @Option(name: .customLong("openid-client"), help: "Name of this client at the provider.")
    var openIDClient: String?
    @Option(name: .customLong("openid-secret-file"), help: "File of the client's secret.")
    var openIDSecretFile: String?
    @Option(
        name: .customLong("openid-redirect"),
        help: "Where the provider sends browsers back to: …/sign-in/openid/return.")
    var openIDRedirect: String?
    @Option(name: .customLong("openid-algorithm"), help: "RS256 or ES256 (default: RS256).")
    var openIDAlgorithm: String?
    @Option(name: .customLong("openid-factor"), help: "Words of amr or acr that count as a second factor, by commas.")
    var openIDFactor: String?
    @Option(name: .customLong("openid-label-zh"), help: "Name at the door, in Chinese.")
    var openIDLabelZh: String?
    @Option(name: .customLong("openid-label-en"), help: "Name at the door, in English.")
    var openIDLabelEn: String?

    private var flags: [SettingKey: String] {
        let given: [SettingKey: String?] = [
            .embedded: embedded, .databaseURL: databaseURL, .listen: listen, .adminListen: adminListen,
            .insecureListen: insecureListen ? "true" : nil, .trustedProxy: trustedProxy,
            .tlsCertificate: tlsCertificate, .tlsKey: tlsKey, .deviceCA: deviceCA, .logLevel: logLevel,
            .maxConnections: maxConnections,
            .headSeconds: headSeconds, .bodySeconds: bodySeconds, .requestSeconds: requestSeconds,
            .answerSeconds: answerSeconds, .streamSeconds: streamSeconds, .idleSeconds: idleSeconds,
            .actorRate: actorRate, .organizationRate: organizationRate, .addressRate: addressRate,
            .exportsAtOnce: exportsAtOnce, .importsAtOnce: importsAtOnce, .witnessPolicy: witnessPolicy,
            .openIDIssuer: openIDIssuer,
            .openIDClient: openIDClient, .openIDSecretFile: openIDSecretFile, .openIDRedirect: openIDRedirect,
            .openIDAlgorithm: openIDAlgorithm, .openIDFactor: openIDFactor, .openIDLabelZh: openIDLabelZh,
            .openIDLabelEn: openIDLabelEn,
        ]
        return given.compactMapValues { $0 }
    }

    /// The effective configuration.
    ///
    /// - Throws: a usage error (64) that names the key.
    func settings() throws -> Settings {
        do {
            return try Settings(flags: flags, file: file, environment: ProcessInfo.processInfo.environment)
        } catch let fault as Settings.Fault {
            throw ValidationError(fault.description)
        }
    }
}
