import Hummingbird
import NIOCore

/// A file of the console itself, under an address that changes with its content, so that it may be kept for ever.
struct Asset: Sendable {
    /// Address.
    let address: String
    /// Bytes.
    let bytes: [UInt8]
    /// Media type.
    let type: String

    init(_ name: String, _ ending: String, _ type: String, _ bytes: [UInt8]) {
        address = "/assets/\(name)-\(Self.digest(bytes)).\(ending)"
        self.type = type
        self.bytes = bytes
    }

    /// The stylesheet.
    static let stylesheet = Asset("console", "css", "text/css; charset=utf-8", PackageResources.console_css)
    /// Small comforts; every page works without it.
    static let script = Asset("console", "js", "text/javascript; charset=utf-8", PackageResources.console_js)
    /// The mark of the product.
    static let mark = Asset("mark", "svg", "image/svg+xml", PackageResources.mark_svg)
    /// The map that can be moved, over Leaflet.
    static let map = Asset("map", "js", "text/javascript; charset=utf-8", PackageResources.map_js)
    /// All files.
    static let all = [stylesheet, script, mark, map]

    /// FNV-1a, to tell contents apart; nothing is protected by it.
    private static func digest(_ bytes: [UInt8]) -> String {
        let sum = bytes.reduce(UInt64(0xcbf2_9ce4_8422_2325)) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
        return String(sum, radix: 36)
    }

    /// The file, or that nothing has changed.
    func response(to request: Request) -> Response {
        Response(
            status: .ok,
            headers: [
                .contentType: type, .cacheControl: "public, max-age=31536000, immutable",
                .contentSecurityPolicy: "default-src 'none'; style-src 'self'", .xContentTypeOptions: "nosniff",
            ],
            body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
    }
}
