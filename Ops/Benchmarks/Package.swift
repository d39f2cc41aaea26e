// swift-tools-version: 6.2
import PackageDescription

/// The load client of `Ops/bench`: no dependency, so that it builds in seconds and costs the machine little.
let package = Package(
    name: "Benchmarks",
    targets: [.executableTarget(name: "load", swiftSettings: [.swiftLanguageMode(.v6)])]
)
