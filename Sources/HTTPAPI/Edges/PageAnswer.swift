import Crypto
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

/// An answer of HTML that was written to be kept: its style lies in it, so that a saved page prints as it did.
///
/// The policy names each style by its digest; nothing that somebody smuggles into the page is a style then.
enum PageAnswer {
    static func response(_ html: String, status: HTTPResponse.Status = .ok) -> Response {
        let digests = styles(in: html).map { style in
            "'sha256-\(Data(SHA256.hash(data: Data(style.utf8))).base64EncodedString())'"
        }
        let allowed = digests.isEmpty ? "" : "; style-src \(digests.joined(separator: " "))"
        let policy = "default-src 'none'\(allowed); base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
        return Response(
            status: status,
            headers: [
                .contentType: "text/html; charset=utf-8", .cacheControl: "no-store", .contentSecurityPolicy: policy,
            ], body: .init(byteBuffer: ByteBuffer(string: html)))
    }

    /// What stands between the tags of each style element.
    private static func styles(in html: String) -> [Substring] {
        var styles: [Substring] = []
        var rest = html[...]
        while let open = rest.range(of: "<style>"), let close = rest[open.upperBound...].range(of: "</style>") {
            styles.append(rest[open.upperBound..<close.lowerBound])
            rest = rest[close.upperBound...]
        }
        return styles
    }
}
