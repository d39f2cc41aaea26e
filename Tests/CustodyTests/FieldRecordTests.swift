import Custody
import Foundation
import Rules
import Testing

@Suite("A sample taken by a phone in the field")
struct FieldRecordTests {
    private static func act(refused: String? = nil, digest: String = String(repeating: "a", count: 64)) throws
        -> CollectSample
    {
        let reason = refused.map { ",\"signatureRefused\":\"\($0)\"" } ?? ""
        let text = """
            {"sample":"Y1","parcel":"a","task":"t","pattern":"five-point","points":5,"grams":1500,"seal":"F1","fieldRecord":{
            "device":"D1","number":7,"form":1,"rules":"","deviceTime":"2025-10-31T09:00:00+08:00",
            "points":[{"longitudeMicro":112400000,"latitudeMicro":28550000,"accuracyMetres":8,"at":"2025-10-31T09:00:00+08:00"}],
            "attachments":[{"kind":"photo","digest":"\(digest)"}]\(reason)}}
            """
        return try JSONDecoder().decode(CollectSample.self, from: Data(text.utf8))
    }

    @Test("the sample keeps the field record, and a grower who did not sign is noted with his reason")
    func kept() throws {
        var world = try World()
        let fact = try world.decide(Self.act(refused: "away"))
        #expect(fact.outcome.findings.contains(Finding(.growerDidNotSign, "Y1", "away")))
        #expect(try world.decide(Self.act()).outcome.findings.contains { $0.kind == .growerDidNotSign } == false)
        world.book.apply(fact)
        #expect(world.book.samples["Y1"]?.fieldRecord?.number == 7)
        #expect(world.book.samples["Y1"]?.fieldRecord?.points.count == 1)
    }

    @Test(
        "a picture is named by a digest and by nothing else",
        arguments: ["", "../secret", String(repeating: "A", count: 64)])
    func digest(_ text: String) {
        #expect(throws: DecodingError.self) { try Self.act(digest: text) }
    }

    @Test("a sample is screened in the field, before the laboratory has it; one that was refused is not")
    func screening() throws {
        var world = try World()
        try world.take(World.collect("Y2", "a"))
        let screening = RecordScreening(sample: "Y2", item: .cadmium, value: "0.20", instrument: "X1")
        #expect(try world.decide(screening).outcome.word == "grey")
        try world.take(
            ReceiveSample(
                sample: "Y2", laboratory: "lab", sealIntact: false, accepted: false, reason: "broken", blindCode: ""))
        #expect(throws: Refusal(.sampleNotReceived, "Y2")) { try world.decide(screening) }
    }
}
