import Foundation
import Logging
import NIOCore
import NIOSSL
import Synchronization

/// The certificate of this server, from two files that may change while it runs.
///
/// Every new connection looks whether the files have changed, so that a renewed certificate needs no signal; one that
/// cannot be read, or that its key does not fit, leaves the old one in force and is told in the log.
final class Certificate: Sendable {
    private struct Stamp: Equatable {
        let modified: [Date]
        let sizes: [Int]
    }

    private struct Content: Sendable {
        var context: NIOSSLContext
        var stamp: Stamp?
    }

    private let chain: String
    private let key: String
    private let log: Logger
    private let content: Mutex<Content>

    /// Reads the files.
    ///
    /// - Throws: `Settings.Fault` when they are no certificate and its key.
    init(chain: String, key: String, log: Logger) throws {
        self.chain = chain
        self.key = key
        self.log = log
        do {
            content = Mutex(Content(context: try Self.context(chain, key), stamp: Self.stamp(chain, key)))
        } catch {
            throw Settings.Fault("tls-certificate \(chain) and tls-key \(key) cannot be used: \(error)")
        }
    }

    /// The server's side of one connection.
    func handler() -> any ChannelHandler {
        NIOSSLServerHandler(context: current())
    }

    /// Reads the files again, changed or not.
    func reload() {
        let stamp = Self.stamp(chain, key)
        do {
            let context = try Self.context(chain, key)
            content.withLock { $0 = Content(context: context, stamp: stamp) }
            log.notice("certificate read again")
        } catch {
            content.withLock { $0.stamp = stamp }
            log.error("certificate cannot be used; the old one stays", metadata: ["error": "\(error)"])
        }
    }

    private func current() -> NIOSSLContext {
        if content.withLock({ $0.stamp }) != Self.stamp(chain, key) { reload() }
        return content.withLock { $0.context }
    }

    private static func stamp(_ files: String...) -> Stamp? {
        let attributes = files.compactMap { try? FileManager.default.attributesOfItem(atPath: $0) }
        guard attributes.count == files.count else { return nil }
        return Stamp(
            modified: attributes.compactMap { $0[.modificationDate] as? Date },
            sizes: attributes.compactMap { ($0[.size] as? NSNumber)?.intValue })
    }

    /// TLS 1.2 with forward secrecy and AEAD, or 1.3.
    private static func context(_ chain: String, _ key: String) throws -> NIOSSLContext {
        let certificates = try NIOSSLCertificate.fromPEMFile(chain)
        var configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: certificates.map { .certificate($0) },
            privateKey: .privateKey(try NIOSSLPrivateKey(file: key, format: .pem)))
        configuration.minimumTLSVersion = .tlsv12
        configuration.cipherSuites =
            "ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256:ECDHE-ECDSA-AES256-GCM-SHA384:"
            + "ECDHE-RSA-AES256-GCM-SHA384:ECDHE-ECDSA-CHACHA20-POLY1305:ECDHE-RSA-CHACHA20-POLY1305"
        configuration.applicationProtocols = ["http/1.1"]
        return try NIOSSLContext(configuration: configuration)
    }
}
