import Foundation
import Operations
import Rules

extension Bureau {
    /// What phones need of this service.
    ///
    /// - Parameter attachments: where pictures are kept; `nil` keeps none.
    func fieldDesk(_ attachments: AttachmentFiles?) -> FieldDesk {
        FieldDesk(
            now: { now },
            keep: { digest, bytes throws(LedgerFault) in
                guard let attachments else { return .noPlace }
                return try Self.onDisk { try attachments.keep(digest, bytes) }
            },
            picture: { digest throws(LedgerFault) in try Self.onDisk { try attachments?.bytes(digest) } })
    }

    /// Doors by which a picture that is erased is removed from its directory, too, once its record is written. Broken off between
    /// the two, it is asked for again: the record is there, and the bytes go.
    func doors(_ doors: Doors, forgetting attachments: AttachmentFiles?) -> Doors {
        var doors = doors
        let record = doors.unveilings.erasePicture
        doors.unveilings.erasePicture = { asked, digest, caller throws(LedgerFault) in
            let erasure = try await record(asked, digest, caller)
            guard erasure != .purposeNamesPerson else { return erasure }
            let isForgotten = try Self.onDisk { try attachments?.forget(digest) ?? false }
            return isForgotten ? .done : erasure
        }
        return doors
    }

    /// A disk that is full or away is told like a database that is away: send again later.
    private static func onDisk<Value>(_ body: () throws -> Value) throws(LedgerFault) -> Value {
        do {
            return try body()
        } catch {
            throw .away
        }
    }
}

/// Directories of the installation that pages and phones live on, each with its setting.
enum Installation {
    /// `rules.wasm` or `evidence.wasm`, from `GRAINLEDGER_WASM_DIRECTORY`, or `wasm` beside the program.
    static func module(_ name: String) -> [UInt8]? {
        file("\(name).wasm", in: "wasm", or: "GRAINLEDGER_WASM_DIRECTORY")
    }

    /// Leaflet's script and stylesheet, from `GRAINLEDGER_ASSETS_DIRECTORY`, or `assets` beside the program.
    static var leaflet: (script: [UInt8], style: [UInt8])? {
        guard let script = file("leaflet.js", in: "assets", or: "GRAINLEDGER_ASSETS_DIRECTORY"),
            let style = file("leaflet.css", in: "assets", or: "GRAINLEDGER_ASSETS_DIRECTORY")
        else { return nil }
        return (script, style)
    }

    /// A file of a directory beside the program, or of one that a setting names.
    private static func file(_ name: String, in directory: String, or setting: String) -> [UInt8]? {
        let beside = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
            .appending(path: directory)
        let named = Self.setting(setting).map { URL(filePath: $0) } ?? beside
        return (try? Data(contentsOf: named.appending(path: name))).map { [UInt8]($0) }
    }

    /// Where pictures are kept: `GRAINLEDGER_ATTACHMENTS_DIRECTORY`, or beside the data of an embedded database.
    static func attachments(embedded: String?) -> AttachmentFiles? {
        (setting("GRAINLEDGER_ATTACHMENTS_DIRECTORY") ?? embedded.map { "\($0)/attachments" })
            .map { AttachmentFiles(directory: URL(filePath: $0)) }
    }

    private static func setting(_ name: String) -> String? {
        ProcessInfo.processInfo.environment[name].flatMap { $0.isEmpty ? nil : $0 }
    }
}
