import ArgumentParser
import Custody
import CustodyStore
import Evidence
import Foundation
import GrainLedgerApp
import Postgres
import Rules

/// `overdue`.
struct OverdueCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "overdue",
        abstract: "What is overdue: hand-overs, returns, disposals, samples, re-inspections, grain that lies wrong.",
        discussion: "grainledger overdue --as-of 2025-12-31T23:59:00+08:00")
    @OptionGroup var database: DatabaseOption
    @Option(name: .customLong("as-of"), help: "RFC 3339 time; default: now.") var asOf: String?
    @Flag(help: "Print JSON.") var json = false

    func validate() throws {
        if let asOf, Timestamp(rfc3339: asOf) == nil { throw ValidationError("--as-of is an RFC 3339 time") }
    }

    func run() async throws {
        let bureau = try database.bureau()
        let time = asOf.flatMap { Timestamp(rfc3339: $0) } ?? bureau.now
        let book = try await reporting { () throws(PostgresError) in
            try await Replay(pool: bureau.replays).book(asOf: time)
        }
        let list = OverdueList(of: book, asOf: time)
        if json { return print(String(decoding: try CanonicalJSON.bytes(of: list), as: UTF8.self)) }
        for line in list.lines {
            print(
                "\(line.matter.rawValue)\t\(line.subject)\t\(line.batch)\t\(line.grams) g\t"
                    + "\(line.workingDays) working days since \(line.since)\tnext: \(line.next)")
        }
        say("\(list.lines.count) overdue as of \(time)")
    }
}
