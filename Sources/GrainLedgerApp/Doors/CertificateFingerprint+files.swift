import Foundation
public import Identity
import NIOCore
import NIOSSL

extension CertificateFingerprint {
    /// Of the certificate in a file.
    ///
    /// - Throws: `Settings.Fault` when the file is not exactly one certificate in PEM, holds a private key, or when the
    ///   certificate's time is over.
    public init(ofFile file: String) throws(Settings.Fault) {
        guard let text = try? String(contentsOfFile: file, encoding: .utf8) else {
            throw Settings.Fault("\(file) cannot be read")
        }
        guard !text.contains("PRIVATE KEY-----") else {
            throw Settings.Fault("\(file) holds a private key: it is made on the device and stays there")
        }
        guard let all = try? NIOSSLCertificate.fromPEMBytes(Array(text.utf8)), all.count == 1,
            let der = try? all[0].toDERBytes()
        else { throw Settings.Fault("\(file): expected one certificate in PEM, the device's own") }
        guard all[0].isInTime else { throw Settings.Fault("\(file): the certificate's time is over") }
        self.init(of: der)
    }

    /// Of the certificate that the other end of a connection has shown, has proved to hold, and that was verified; `nil`
    /// when it has shown none. A connection, or one resumed, may outlive its certificate: it then counts as none.
    static func presented(over channel: any Channel) async -> CertificateFingerprint? {
        guard let certificate = try? await channel.nioSSL_peerCertificate().get(), certificate.isInTime,
            let der = try? certificate.toDERBytes()
        else { return nil }
        return CertificateFingerprint(of: der)
    }
}

extension NIOSSLCertificate {
    /// True while its last second is not over.
    fileprivate var isInTime: Bool { Date().timeIntervalSince1970 <= Double(notValidAfter) }
}
