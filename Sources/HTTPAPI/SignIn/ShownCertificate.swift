import Hummingbird
import Identity
import NIOCore

/// The certificate that came with a request, looked at when somebody asks: whoever asks again once the connection is gone is told the same.
actor ShownCertificate {
    private let look: @Sendable (any Channel) async -> CertificateFingerprint?
    private let channel: any Channel
    private var seen: CertificateFingerprint?

    /// A certificate not looked at yet; `nil` where clients are asked for none.
    init?(_ edges: Edges, over channel: any Channel) {
        guard let look = edges.certificate else { return nil }
        self.look = look
        self.channel = channel
    }

    var fingerprint: CertificateFingerprint? {
        get async {
            if seen == nil { seen = await look(channel) }
            return seen
        }
    }
}
