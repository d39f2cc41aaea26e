// swift-tools-version: 6.2
import PackageDescription

/// One set of compiler settings for every target: Swift 6 mode, the upcoming features that change
/// how code reads, strict memory safety, and no warning left standing.
let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .strictMemorySafety(),
    .treatAllWarnings(as: .error),
]

/// A library target of the product.
func library(_ name: String, _ dependencies: [Target.Dependency] = [], path: String? = nil) -> Target {
    .target(name: name, dependencies: dependencies, path: path, swiftSettings: settings)
}

/// The tests of one target, in `Tests/<name>Tests`.
func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .testTarget(name: "\(name)Tests", dependencies: dependencies, swiftSettings: settings)
}

let package = Package(
    name: "GrainLedger",
    platforms: [.macOS(.v15)],
    products: [.executable(name: "grainledger", targets: ["grainledger"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser.git", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto.git", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-log.git", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio.git", from: "2.101.2"),
        .package(url: "https://github.com/hummingbird-project/hummingbird.git", from: "2.28.1"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache.git", from: "2.1.1"),
        .package(url: "https://github.com/swift-server/async-http-client.git", from: "1.37.0"),
        .package(url: "https://github.com/vapor/jwt-kit.git", from: "5.7.1"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle.git", from: "2.13.0"),
    ],
    targets: [
        .systemLibrary(name: "CLibPQ", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
        library("Postgres", ["CLibPQ"]),
        .systemLibrary(name: "CSodium", pkgConfig: "libsodium", providers: [.apt(["libsodium-dev"])]),
        .systemLibrary(
            name: "CPango", pkgConfig: "pangocairo", providers: [.apt(["libpango1.0-dev", "libcairo2-dev", "fonts-noto-cjk"])]),
        .systemLibrary(name: "CQREncode", pkgConfig: "libqrencode", providers: [.apt(["libqrencode-dev"])]),
        .systemLibrary(name: "CXlsxWriter", pkgConfig: "xlsxwriter", providers: [.apt(["libxlsxwriter-dev"])]),
        library("Rules"),
        library("Identity", ["CSodium", "Rules", .product(name: "Crypto", package: "swift-crypto")]),
        library("OpenID", [
            .product(name: "AsyncHTTPClient", package: "async-http-client"),
            .product(name: "Crypto", package: "swift-crypto"),
            .product(name: "JWTKit", package: "jwt-kit"),
            .product(name: "NIOCore", package: "swift-nio"),
            .product(name: "NIOHTTP1", package: "swift-nio"),
        ]),
        library("Custody", ["Rules"]),
        library("Evidence", [.product(name: "Crypto", package: "swift-crypto")]),
        library("Operations", ["Custody", "Identity", "Rules"]),
        .target(
            name: "SchemaFiles", path: "Schema", exclude: ["README.md", "expected", "migrations", "logins.sql", "roles.sql"],
            sources: ["SchemaFiles.swift"], swiftSettings: settings, plugins: ["EmbedTexts"]),
        library("IdentityStore", [
            "Custody", "Identity", "LogStore", "Operations", "Postgres", "Rules",
            .product(name: "Crypto", package: "swift-crypto"),
        ]),
        library("CustodyStore", [
            "Custody", "Evidence", "Identity", "Operations", "Postgres", "Rules", "SchemaFiles",
            .product(name: "Logging", package: "swift-log"),
        ]),
        library("LogStore", [
            "Evidence", "Operations", "Postgres", .product(name: "Logging", package: "swift-log"),
        ]),
        library("Prints", ["CPango", "CQREncode", "CXlsxWriter", "Custody", "Evidence", "Operations", "Rules"]),
        library("Exchange", ["Custody", "Evidence", "Rules"]),
        library("Simulation", ["Rules"]),
        .target(
            name: "HTTPAPI",
            dependencies: [
                "Custody", "Evidence", "Identity", "Operations", "Prints", "Rules",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOTLS", package: "swift-nio"),
            ],
            exclude: ["Resources"], swiftSettings: settings, plugins: ["EmbedTexts"]),
        .target(
            name: "WebConsole",
            dependencies: [
                "Custody", "Identity", "Operations", "Prints", "Rules", .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"), .product(name: "Mustache", package: "swift-mustache"),
            ],
            exclude: ["Assets", "Field/Assets", "Templates", "Verification/Assets"], swiftSettings: settings, plugins: ["EmbedTexts"]),
        library("GrainLedgerApp", [
            "Custody", "CustodyStore", "Evidence", "Exchange", "HTTPAPI", "Identity", "IdentityStore", "LogStore", "OpenID",
            "Operations", "Postgres", "Prints", "Rules", "WebConsole",
            .product(name: "Hummingbird", package: "hummingbird"),
            .product(name: "HummingbirdTLS", package: "hummingbird"),
            .product(name: "Logging", package: "swift-log"),
            .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
        ]),
        library("GrainLedgerCommands", [
            "Custody", "CustodyStore", "Evidence", "GrainLedgerApp", "Identity", "IdentityStore", "LogStore", "OpenID",
            "Operations", "Postgres", "Prints", "Rules", "Simulation",
            .product(name: "ArgumentParser", package: "swift-argument-parser"),
            .product(name: "Logging", package: "swift-log"),
        ]),
        // Texts go into the program as string literals; SwiftPM's own embedding costs the compiler minutes.
        .executableTarget(name: "embed-texts", path: "Ops/Embedding/Tool", swiftSettings: settings),
        .plugin(
            name: "EmbedTexts", capability: .buildTool(), dependencies: ["embed-texts"], path: "Ops/Embedding/Plugin"),
        .executableTarget(
            name: "grainledger",
            dependencies: ["GrainLedgerCommands", .product(name: "ArgumentParser", package: "swift-argument-parser")],
            swiftSettings: settings),
        .target(
            name: "TestCluster", dependencies: ["CustodyStore", "Postgres"], path: "Tests/TestCluster",
            swiftSettings: settings),
        tests("Architecture", []),
        tests("WebConsole", [
            "Custody", "CustodyStore", "GrainLedgerApp", "Identity", "IdentityStore", "Operations", "Postgres", "Rules",
            "TestCluster", "WebConsole", .product(name: "Hummingbird", package: "hummingbird"),
            .product(name: "Logging", package: "swift-log"),
        ]),
        tests("Custody", ["Custody", "Rules"]),
        tests("GrainLedgerApp", [
            "CustodyStore", "GrainLedgerApp", "HTTPAPI", "Identity", "OpenID", "Operations", "Postgres", "Rules", "TestCluster",
            .product(name: "Logging", package: "swift-log"), .product(name: "NIOCore", package: "swift-nio"),
        ]),
        tests("CustodyStore", [
            "CustodyStore", "Custody", "Evidence", "Exchange", "IdentityStore", "LogStore", "Operations", "Postgres", "Rules",
            "TestCluster",
            .product(name: "Logging", package: "swift-log"),
        ]),
        .testTarget(
            name: "EvidenceTests", dependencies: ["Evidence", .product(name: "Crypto", package: "swift-crypto")],
            exclude: ["Oracle"], swiftSettings: settings),
        tests("Exchange", ["Custody", "Exchange"]),
        tests("HTTPAPI", [
            "HTTPAPI", "Custody", "Identity", "Operations", "Prints", .product(name: "Hummingbird", package: "hummingbird"),
            .product(name: "NIOEmbedded", package: "swift-nio"), .product(name: "NIOTLS", package: "swift-nio"),
        ]),
        tests("Identity", ["Identity", "Custody", "Rules"]),
        tests("IdentityStore", [
            "IdentityStore", "Custody", "CustodyStore", "Identity", "Operations", "Postgres", "Rules", "TestCluster",
        ]),
        tests("EndToEnd", [
            "grainledger", "Custody", "Evidence", "Identity", "Rules", "TestCluster",
            .product(name: "NIOPosix", package: "swift-nio"),
        ]),
        tests("OpenID", [
            "OpenID", .product(name: "Crypto", package: "swift-crypto"), .product(name: "JWTKit", package: "jwt-kit"),
        ]),
        tests("Postgres", ["Postgres"]),
        tests("Prints", ["Custody", "Operations", "Prints", "Rules"]),
        tests("Rules", ["Rules"]),
        tests("Simulation", ["Simulation", "Custody", "Exchange", "Rules"]),
    ]
)
