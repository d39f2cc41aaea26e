import HTTPTypes
import Hummingbird
import NIOCore
import Prints

/// The pages that work without network: `/field` for samplers, `/scale` for the weighbridge when the line is cut. They are
/// files; everything they show they were told by the API, and keep on the device (docs/decisions/0020).
struct FieldApp: Sendable {
    /// One file by its address.
    struct File: Sendable {
        /// Media type.
        let type: String
        /// Bytes.
        let bytes: [UInt8]
    }

    /// Files by their address.
    let files: [String: File]

    /// Only what comes from here, and the rules as WebAssembly; nothing inline, and no page around it.
    static let policy =
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' blob:; "
        + "connect-src 'self'; worker-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; "
        + "frame-ancestors 'none'"

    /// The app with the rules it judges by; without them it says so and judges nothing.
    init(rulesModule: [UInt8]?) {
        var files: [String: File] = [:]
        for (name, bytes) in Self.modules {
            files["/field/\(name).js"] = File(
                type: "text/javascript; charset=utf-8", bytes: Self.withoutComments(bytes))
        }
        files["/field/field.css"] = File(type: "text/css; charset=utf-8", bytes: PackageResources.field_css)
        files["/field/icon.svg"] = File(type: "image/svg+xml", bytes: PackageResources.icon_svg)
        for side in Self.iconSides {
            files["/field/icon-\(side).png"] = File(type: "image/png", bytes: AppIcon.png(side: side))
        }
        files["/field/rules.wasm"] = rulesModule.map { File(type: "application/wasm", bytes: $0) }
        for page in Page.allCases {
            files["/\(page)/"] = File(type: "text/html; charset=utf-8", bytes: Array(page.markup.html.utf8))
            files["/\(page)/manifest.webmanifest"] = File(
                type: "application/manifest+json", bytes: Array(page.manifest.utf8))
        }
        let worker = Array(Self.worker(of: files).utf8)
        for page in Page.allCases {
            files["/\(page)/worker.js"] = File(type: "text/javascript; charset=utf-8", bytes: worker)
        }
        self.files = files
    }

    /// Pixels of the icons of dots: what iOS puts on its first screen, and what browsers ask an installed page for.
    static let iconSides: [Int32] = [180, 192, 512]

    private static let modules: [String: [UInt8]] = [
        "capture": PackageResources.capture_js, "clock": PackageResources.clock_js, "door": PackageResources.door_js,
        "handset": PackageResources.handset_js, "home": PackageResources.home_js,
        "indicator": PackageResources.indicator_js, "main": PackageResources.main_js,
        "outbox": PackageResources.outbox_js, "pack": PackageResources.pack_js, "parcels": PackageResources.parcels_js,
        "picture": PackageResources.picture_js, "place": PackageResources.place_js, "queue": PackageResources.queue_js,
        "rules": PackageResources.rules_js, "scale": PackageResources.scale_js, "scan": PackageResources.scan_js,
        "session": PackageResources.session_js, "settings": PackageResources.settings_js,
        "store": PackageResources.store_js, "vault": PackageResources.vault_js, "view": PackageResources.view_js,
        "words": Array(catalog.utf8) + PackageResources.words_js,
    ]

    /// A script without the lines that only we read: a phone with one bar of signal fetches a tenth less.
    private static func withoutComments(_ script: [UInt8]) -> [UInt8] {
        let lines = script.split(separator: 0x0A, omittingEmptySubsequences: false)
        return Array(lines.filter { !$0.drop { $0 == 0x20 }.starts(with: Array("//".utf8)) }.joined(separator: [0x0A]))
    }

    /// The worker with what it keeps: a version that changes with any byte of any file, and the files.
    private static func worker(of files: [String: File]) -> String {
        let addresses = files.keys.sorted()
        let sum = addresses.reduce(into: UInt64(0xcbf2_9ce4_8422_2325)) { sum, address in
            for byte in Array(address.utf8) + (files[address]?.bytes ?? []) {
                sum = (sum ^ UInt64(byte)) &* 0x100_0000_01b3
            }
        }
        let list = addresses.map { "\"\($0)\"" }.joined(separator: ", ")
        return "const VERSION = \"\(String(sum, radix: 36))\";\nconst FILES = [\(list)];\n"
            + String(decoding: PackageResources.worker_js, as: UTF8.self)
    }

    /// Lays the files on a router; an address without its last stroke leads to the one with it, which is what a worker
    /// can be in charge of.
    func add(to router: Router<some RequestContext>) {
        for page in Page.allCases {
            for path in ["/\(page)", "/\(page)/{name}"] {
                router.get(RouterPath(path)) { request, _ in response(to: request.uri.path) }
            }
        }
    }

    /// What an address answers.
    func response(to path: String) -> Response {
        if Page.allCases.contains(where: { path == "/\($0)" }) {
            return Response(status: .movedPermanently, headers: [.location: "\(path)/"])
        }
        guard let file = files[path] else { return Response(status: .notFound) }
        return Response(
            status: .ok,
            headers: [
                .contentType: file.type, .cacheControl: "no-cache", .contentSecurityPolicy: Self.policy,
                .xContentTypeOptions: "nosniff", .referrerPolicy: "same-origin",
                // The field app looks for its place and reads codes; nothing else of the house does.
                .permissionsPolicy: "camera=(self), geolocation=(self), microphone=(), payment=(), usb=()",
            ], body: .init(byteBuffer: ByteBuffer(bytes: file.bytes)))
    }
}
