import Foundation
import Testing

/// The official vectors, which lie beside the checkout and are never part of it.
enum Vectors {
    /// `GRAINLEDGER_TLOG_VECTORS`, or `../shared/vectors/tlog` beside the checkout.
    static let directory: URL = {
        if let named = ProcessInfo.processInfo.environment["GRAINLEDGER_TLOG_VECTORS"] { return URL(filePath: named) }
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        return root.deletingLastPathComponent().appending(path: "shared/vectors/tlog")
    }()

    static let areThere = FileManager.default.fileExists(atPath: directory.appending(path: "README.md").path())

    /// The bytes of a file; `nil` when there is none.
    static func read(_ path: String) -> [UInt8]? {
        (try? Data(contentsOf: directory.appending(path: path))).map { [UInt8]($0) }
    }

    static func bytes(_ path: String) throws -> [UInt8] { try #require(read(path), "\(path) is not there") }

    static func text(_ path: String) throws -> String { String(decoding: try bytes(path), as: UTF8.self) }

    static func json<Value: Decodable>(_ path: String, as type: Value.Type = Value.self) throws -> Value {
        try JSONDecoder().decode(type, from: Data(try bytes(path)))
    }
}

extension Trait where Self == ConditionTrait {
    /// Runs where the vectors are.
    static var withVectors: Self { .enabled(if: Vectors.areThere, "the transparency vectors lie beside the checkout") }
}

/// The bytes of hexadecimal digits.
func hex(_ text: String) -> [UInt8] {
    let digits = Array(text.utf8)
    return stride(from: 0, to: digits.count, by: 2).compactMap {
        UInt8(String(decoding: digits[$0...$0 + 1], as: UTF8.self), radix: 16)
    }
}

/// A reproducible source of randomness (SplitMix64).
struct Seeded: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
