import Hummingbird
import Identity
import NIOCore

/// The certificate that came with a request, looked at when somebody asks: whoever asks again once the connection is gone is told the same.
actor ShownCertificate {
    private let edges: Edges
    private let channel: any Channel
    private var seen: CertificateFingerprint?

    init(_ edges: Edges, over channel: any Channel) {
        self.edges = edges
        self.channel = channel
    }

    var fingerprint: CertificateFingerprint? {
        get async {
            if seen == nil { seen = await edges.certificate(channel) }
            return seen
        }
    }
}
