import ArgumentParser
import CustodyStore
import Foundation
import GrainLedgerApp
import Operations
import IdentityStore
import Postgres

/// Which database a command works on.
struct DatabaseOption: ParsableArguments {
    @Option(name: .customLong("database-url"), help: "PostgreSQL URL; default: GRAINLEDGER_DATABASE_URL.")
    var url: String?

    @Option(help: "Data directory of a running embedded server.")
    var embedded: String?

    var resolved: String? {
        if let url { return url }
        if let embedded { return EmbeddedCluster(directory: embedded).url }
        let environment = ProcessInfo.processInfo.environment
        if let url = environment["GRAINLEDGER_DATABASE_URL"], !url.isEmpty { return url }
        return environment["GRAINLEDGER_DATABASE_URL_FILE"].flatMap { try? String(contentsOfFile: $0, encoding: .utf8) }
            .map { $0.trimmingCharacters(in: .whitespacesAndNewlines) }
    }

    func validate() throws {
        guard let url, PostgresConfiguration.holdsPassword(url) else { return }
        throw ValidationError(
            "A password on the command line is read by everybody on the machine: use GRAINLEDGER_DATABASE_URL_FILE or a passfile"
        )
    }

    /// Names the file of the key that seals second factors, with a database elsewhere.
    static let factorKeyVariable = "GRAINLEDGER_FACTOR_KEY_FILE"

    /// The file of the keys that seal second factors: beside the embedded data, or what the environment names.
    func factorKeyFile() throws -> FactorKeyFile {
        let file =
            url == nil && embedded != nil
            ? embedded.map { "\($0)/factor.key" } : ProcessInfo.processInfo.environment[Self.factorKeyVariable]
        guard let file else { throw ValidationError("Set \(Self.factorKeyVariable) to a file of 32 random bytes") }
        return FactorKeyFile(path: file)
    }

    /// The keys that seal second factors.
    func factorKey() throws -> FactorKey {
        let file = try factorKeyFile()
        return try readingKeys { () throws(FactorKey.Fault) in try FactorKey(file: file.path) }
    }

    /// Says which file cannot be used.
    func readingKeys<Value>(_ body: () throws(FactorKey.Fault) -> Value) throws -> Value {
        do throws(FactorKey.Fault) {
            return try body()
        } catch {
            let file =
                switch error {
                case .unusable(let file): file
                }
            throw ValidationError("\(file) is no key of 32 bytes, or cannot be read, written or moved")
        }
    }

    func bureau() throws -> Bureau {
        guard let resolved else { throw ValidationError("Name a database: --database-url URL or --embedded DIR") }
        let clock = url == nil ? embedded.map { EmbeddedCluster(directory: $0).clock } : nil
        return Bureau(configuration: PostgresConfiguration(url: resolved), clock: clock ?? .database)
    }
}

/// Writes words and progress to standard error; data alone goes to standard output.
func say(_ words: String) { FileHandle.standardError.write(Data((words + "\n").utf8)) }

/// Says what the database answered and ends with the exit code of `sysexits`: 69 server away, 75 try again.
func reporting<Value>(_ body: () async throws(PostgresError) -> Value) async throws -> Value {
    do {
        return try await body()
    } catch {
        say("\(error.debugDescription)")
        throw ExitCode(error.code == .connectionFailed ? 69 : 75)
    }
}
