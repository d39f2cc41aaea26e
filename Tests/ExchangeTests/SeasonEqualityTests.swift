import Foundation
import Testing

@testable import Exchange

/// The files of the example season say what its stream says.
@Suite(.enabled(if: ExampleSeason.directory != nil, Comment(rawValue: ExampleSeason.whyAbsent)))
struct SeasonEqualityTests {
    /// What an event says, without where it was read.
    struct Said: Hashable {
        let type: String
        let occurredAt: String
        let data: JSONValue
    }

    /// All that differs between the files and the stream, by design:
    /// 1. `scale_registered` is in the files only;
    /// 2. the times of master data are in the stream only;
    /// 3. the reason of a refusal is in Chinese in the files, in English in the stream.
    static func comparable(_ event: StreamEvent) -> Said? {
        if event.type == "scale_registered" { return nil }
        let isMaster = event.type.hasSuffix("_registered")
        var data = event.data
        if event.type == "manifest_refused", case .object(var members) = data {
            let same = ["封签与联单不符，整车退回", "seal does not match the manifest"]
            if same.contains(members["reason"]?.text ?? "") { members["reason"] = "seal" }
            data = .object(members)
        }
        return Said(type: event.type, occurredAt: isMaster ? "" : event.occurredAt, data: data)
    }

    private let reading: SeasonReading
    private let stream: [StreamEvent]
    private let streamFindings: [RowFinding]

    init() throws {
        let directory = try #require(ExampleSeason.directory)
        reading = try SeasonFiles().read(directory: directory)
        (stream, streamFindings) = try StreamFile.read(contentsOf: directory.appending(path: "events.jsonl"))
    }

    @Test func filesAndStreamSayTheSame() {
        #expect(stream.count == 1503)
        #expect(streamFindings.isEmpty)
        var left: [Said: Int] = [:]
        for said in reading.events.compactMap(Self.comparable) { left[said, default: 0] += 1 }
        for said in stream.compactMap(Self.comparable) { left[said, default: 0] -= 1 }
        let differing = left.filter { $0.value != 0 }
        #expect(differing.isEmpty, "\(differing.prefix(4))")
    }

    @Test func scalesComeFromTheFilesAlone() throws {
        let scales = reading.events.filter { $0.type == "scale_registered" }
        #expect(scales.count == 17)
        #expect(!stream.contains { $0.type == "scale_registered" })
        let first = try #require(scales.first { $0.data["scale"] == "QC-430902-01" })
        #expect(
            first.data
                == [
                    "scale": "QC-430902-01", "owner": "91430902MAQ8MD9H31", "e_g": 20000, "max_g": 60_000_000,
                    "certificate": "2025JD00001", "valid_to": "2026-05-30",
                ])
    }

    @Test func nothingIsLeftOutAndOnlyTitleLinesAreRemarked() {
        #expect(reading.rejected.isEmpty)
        #expect(Set(reading.findings.map(\.code)) == [FindingCode.titleLine.rawValue])
        #expect(reading.findings.allSatisfy { $0.severity == .info })
    }

    @Test func everyFileIsRecognisedByItsHeader() {
        let expected = reading.kinds.keys.map { $0.contains("icpms") ? "instrument_run" : String($0.dropLast(4)) }
        #expect(expected == reading.kinds.keys.compactMap { reading.kinds[$0]?.rawValue })
        #expect(reading.kinds.count == 45)
    }

    @Test func eventsStandInTimeAndCauseOrder() {
        for (one, next) in zip(reading.events, reading.events.dropFirst()) {
            #expect(one.occurredAt <= next.occurredAt)
            if one.occurredAt == next.occurredAt {
                #expect((StreamEvent.causalRank[one.type] ?? -1) <= (StreamEvent.causalRank[next.type] ?? -1))
            }
        }
        #expect(reading.events.first?.type == "organization_registered")
    }

    @Test func registersTakeTheTimeTheyAreGiven() throws {
        let directory = try #require(ExampleSeason.directory)
        let time = "2025-09-20T09:00:00+08:00"
        let files = try SeasonFiles(registeredAt: time).read(directory: directory)
        #expect(files.events.filter { $0.type.hasSuffix("_registered") }.allSatisfy { $0.occurredAt == time })
        #expect(reading.events.first?.occurredAt == "2025-10-09T00:00:00+08:00")
    }
}
