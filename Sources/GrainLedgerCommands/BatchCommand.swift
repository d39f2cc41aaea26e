import ArgumentParser
import Custody
import Evidence
import GrainLedgerApp
import Operations

/// `batch`.
struct BatchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "batch", abstract: "One batch: what it is, where it came from, where its grain is.",
        discussion: "grainledger batch trace 25W-90201-H0005 --direction up",
        subcommands: [Show.self, Trace.self, Balance.self, Dossier.self])

    /// What the four have in common.
    struct Target: ParsableArguments {
        @OptionGroup var database: DatabaseOption
        @Argument(help: "Batch code.") var code: String

        /// The answer as JSON on standard output; exit code 5 when there is none.
        func show<Value: Encodable>(_ body: (Ledger, BatchCode) async throws -> Value?) async throws {
            guard let found = try await body(try database.bureau().ledger, BatchCode(code)) else {
                say("no such batch: \(code)")
                throw ExitCode(5)
            }
            print(String(decoding: try CanonicalJSON.bytes(of: found), as: UTF8.self))
        }
    }

    /// `batch show`.
    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "The batch as stored.")
        @OptionGroup var target: Target
        func run() async throws { try await target.show { try await $0.dossier($1, .importer, nil)?.batch } }
    }

    /// `batch trace`.
    struct Trace: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "All batches it came from, or went into.")
        @OptionGroup var target: Target
        @Option(help: "up or down.") var direction = "up"

        func validate() throws {
            guard TraceDirection(rawValue: direction) != nil else { throw ValidationError("--direction is up or down") }
        }
        func run() async throws {
            let way = TraceDirection(rawValue: direction) ?? .up
            try await target.show { try await $0.trace($1, way, .importer, nil) }
        }
    }

    /// `batch balance`.
    struct Balance: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "In, out, stock and residual, in grams.")
        @OptionGroup var target: Target
        func run() async throws { try await target.show { try await $0.balance(.batch($1.text), .importer, nil) } }
    }

    /// `batch dossier`.
    struct Dossier: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Everything known of it.")
        @OptionGroup var target: Target
        func run() async throws {
            try await target.show { ledger, code in
                guard let dossier = try await ledger.dossier(code, .importer, nil) else {
                    return Operations.Dossier?.none
                }
                try await target.database.note("dossier-read", code.text)
                return dossier
            }
        }
    }
}
