import Evidence
import Foundation
import LogStore
import Logging
import Postgres

/// The operator's policy file (C2SP tlog-policy): which witnesses are asked to cosign, and how many of them have to.
public struct WitnessFile: Sendable {
    /// What stands in it.
    let text: String
    private let policy: WitnessPolicy

    /// Reads a file.
    ///
    /// - Throws: `Settings.Fault` that names the line.
    init(_ path: String) throws {
        guard let data = try? Data(contentsOf: URL(filePath: path)), let text = String(data: data, encoding: .utf8)
        else {
            throw Settings.Fault("witness-policy \(path) cannot be read")
        }
        do throws(PolicyTextFault) {
            policy = try WitnessPolicy([UInt8](data))
        } catch {
            throw Settings.Fault("witness-policy \(path), line \(error.line): \(error.kind)")
        }
        self.text = text
    }

    /// One client for each witness that has an address.
    func clients(over pool: PostgresPool, _ files: LogFiles, _ log: Logger) -> [WitnessClient] {
        WitnessClient.all(of: policy, pool: pool, files: files, log: log)
    }
}
