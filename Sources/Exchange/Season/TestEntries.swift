import Custody

import Foundation
import Rules

enum TestEntries {
    /// One row of a run: name, type, and readings under the names of the elements.
    struct Row: Decodable {
        let name: String
        let kind: String
        let certified: String?
        let readings: [String: [String]]

        private struct Key: CodingKey {
            let stringValue: String
            var intValue: Int? { nil }
            init(stringValue: String) { self.stringValue = stringValue }
            init?(intValue: Int) { nil }
        }

        static let kinds = [
            "试剂空白": "blank", "标准物质": "reference", "样品": "sample", "平行样": "duplicate", "加标样": "spike", "加标回收": "spike",
        ]

        init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: Key.self)
            name = try container.decode(String.self, forKey: Key(stringValue: "name"))
            let type = try container.decode(String.self, forKey: Key(stringValue: "type"))
            guard let known = Self.kinds[type] else { throw StreamFault(member: "type", found: type) }
            kind = known
            certified = try container.decodeIfPresent(String.self, forKey: Key(stringValue: "certified"))
            var readings: [String: [String]] = [:]
            for item in Item.allCases {
                let key = Key(stringValue: item.rawValue)
                if let values = try? container.decode([String].self, forKey: key) {
                    readings[item.rawValue] = values
                } else if let value = try? container.decode(String.self, forKey: key) {
                    readings[item.rawValue] = [value]
                }
            }
            self.readings = readings
        }
    }

    struct Measured: SeasonEntry {
        let run, lab, unit: String
        let rows: [Row]

        func act() throws -> Act {
            Act(
                RecordTestRun(
                    run: TestRunNumber(run), laboratory: OrganizationCode(lab), unit: unit,
                    rows: rows.map {
                        .init(name: $0.name, kind: $0.kind, readings: $0.readings, certified: $0.certified)
                    }))
        }
    }

    struct Line: Decodable {
        let item, value, method, lod: String
        let loq, run: String?
    }

    struct Issued: SeasonEntry {
        let report, sample, compiler, reviewer, approver: String
        let lines: [Line]
        let supersedes: String?

        var persons: Persons { named([.compiler: compiler, .reviewer: reviewer, .approver: approver]) }

        func act() throws -> Act {
            Act(
                IssueReport(
                    report: ReportNumber(report), sample: SampleCode(sample),
                    lines: try lines.map {
                        .init(
                            item: try item($0.item), value: $0.value, method: $0.method, lod: $0.lod, loq: $0.loq ?? "",
                            run: TestRunNumber($0.run ?? ""))
                    },
                    supersedes: supersedes.map { ReportNumber($0) }))
        }
    }

    struct Applied: SeasonEntry {
        let reinspection, sample, report, toldAt, lab: String
        let applicant: String?

        var persons: Persons { named([.applicant: applicant]) }

        func act() throws -> Act {
            Act(
                ApplyForReinspection(
                    reinspection: ReinspectionNumber(reinspection), sample: SampleCode(sample),
                    report: ReportNumber(report), toldAt: try time("told_at", toldAt),
                    laboratory: lab.isEmpty ? nil : OrganizationCode(lab)))
        }
    }

    struct Reported: SeasonEntry {
        let reinspection, report, value, method: String
        let item: String

        func act() throws -> Act {
            Act(
                ReportReinspection(
                    reinspection: ReinspectionNumber(reinspection), report: report,
                    item: try read("item", item) { Item(rawValue: $0) }, value: value, method: method))
        }
    }
}
