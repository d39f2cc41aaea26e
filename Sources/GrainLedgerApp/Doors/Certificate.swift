import Foundation
import Logging
import NIOCore
import NIOSSL
import Synchronization

/// The certificate of this server, and the authority of its devices, from files that may change while it runs.
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

    /// Names of the files.
    struct Files: Sendable, CustomStringConvertible {
        /// Of the certificate and those between it and its root.
        let chain: String
        /// Of its private key.
        let key: String
        /// Of the authority that signs certificates of devices; `nil` when clients are asked for none.
        let authority: String?

        var description: String {
            "tls-certificate \(chain) and tls-key \(key)" + (authority.map { ", or device-ca \($0)," } ?? "")
        }
    }

    private let files: Files
    private let log: Logger
    private let content: Mutex<Content>

    /// Reads the files.
    ///
    /// - Throws: `Settings.Fault` when they are no certificate and its key, or the authority is none.
    init(_ files: Files, log: Logger) throws {
        self.files = files
        self.log = log
        do {
            content = Mutex(Content(context: try Self.context(files), stamp: Self.stamp(files)))
        } catch {
            throw Settings.Fault("\(files) cannot be used: \(error)")
        }
    }

    /// The server's side of one connection.
    func handler() -> any ChannelHandler {
        NIOSSLServerHandler(context: current())
    }

    /// Reads the files again, changed or not.
    func reload() {
        let stamp = Self.stamp(files)
        do {
            let context = try Self.context(files)
            content.withLock { $0 = Content(context: context, stamp: stamp) }
            log.notice("certificate read again")
        } catch {
            content.withLock { $0.stamp = stamp }
            log.error("certificate cannot be used; the old one stays", metadata: ["error": "\(error)"])
        }
    }

    private func current() -> NIOSSLContext {
        if content.withLock({ $0.stamp }) != Self.stamp(files) { reload() }
        return content.withLock { $0.context }
    }

    private static func stamp(_ files: Files) -> Stamp? {
        let names = [files.chain, files.key] + (files.authority.map { [$0] } ?? [])
        let attributes = names.compactMap { try? FileManager.default.attributesOfItem(atPath: $0) }
        guard attributes.count == names.count else { return nil }
        return Stamp(
            modified: attributes.compactMap { $0[.modificationDate] as? Date },
            sizes: attributes.compactMap { ($0[.size] as? NSNumber)?.intValue })
    }

    /// TLS 1.2 with forward secrecy and AEAD, or 1.3. With an authority of devices clients are asked for a certificate; who
    /// has none comes in all the same, who shows one that is not of this authority, or not of this time, does not.
    private static func context(_ files: Files) throws -> NIOSSLContext {
        let certificates = try NIOSSLCertificate.fromPEMFile(files.chain)
        var configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: certificates.map { .certificate($0) },
            privateKey: .privateKey(try NIOSSLPrivateKey(file: files.key, format: .pem)))
        configuration.minimumTLSVersion = .tlsv12
        configuration.cipherSuites =
            "ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256:ECDHE-ECDSA-AES256-GCM-SHA384:"
            + "ECDHE-RSA-AES256-GCM-SHA384:ECDHE-ECDSA-CHACHA20-POLY1305:ECDHE-RSA-CHACHA20-POLY1305"
        configuration.applicationProtocols = ["http/1.1"]
        if let authority = files.authority {
            configuration.certificateVerification = .optionalVerification
            // Alone: the roots of the system vouch for sites, not for devices of ours.
            configuration.trustRoots = .certificates(try NIOSSLCertificate.fromPEMFile(authority))
            // By the name browsers know that they have none, and ask nobody to choose.
            configuration.sendCANameList = true
        }
        return try NIOSSLContext(configuration: configuration)
    }
}
