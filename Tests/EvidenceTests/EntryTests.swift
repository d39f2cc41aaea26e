import Evidence
import Testing

@Suite("Leaf entries, streams, disclosures")
struct EntryTests {
    let digest = Hash256(of: [1])
    let secret = StreamSecret(bytes: Array(repeating: 9, count: 32))

    @Test("An entry has the form of the specification, in canonical bytes, and comes back from them")
    func form() throws {
        let secret = try #require(secret)
        let places = ["A", "B"].map { StreamPlace(tag: StreamTag(secret: secret, subject: $0), number: 3) }
        let entry = try LeafEntry(digest: digest, kind: "field-test", places: places)
        let pairs = places.sorted { $0.tag.text < $1.tag.text }.map { #"["\#($0.tag.text)",3]"# }
        let expected = #"{"d":"\#(digest.base64URL)","k":"field-test","s":[\#(pairs.joined(separator: ","))],"v":1}"#
        #expect(String(decoding: entry.bytes, as: UTF8.self) == expected)
        #expect(try LeafEntry(entry.bytes) == entry && CanonicalJSON.fault(in: entry.bytes) == nil)
        #expect((100...250).contains(entry.bytes.count))
        #expect(throws: EntryFault.places) { try LeafEntry(digest: digest, kind: "x", places: [places[0], places[0]]) }
        for kind in ["", "1a", "a b", "检测", String(repeating: "a", count: 65)] {
            #expect(throws: EntryFault.kind) { try LeafEntry(digest: digest, kind: kind, places: []) }
        }
    }

    @Test("Bytes that are no entry of version 1 are refused, and what is wrong is named")
    func refused() throws {
        let d = digest.base64URL
        let tags = ["AAAAAAAAAAAAAAAAAAAAAA", "BAAAAAAAAAAAAAAAAAAAAA"]
        let texts: [(String, EntryFault)] = [
            (#"{"d":"\#(d)","k":"a","s":[],"v":2}"#, .version), (#"{"d":"\#(d)","k":"a","s":[]}"#, .version),
            (#"{"d":"\#(d)","k":"a","s":[],"v":1,"x":0}"#, .members), (#"{"d":"\#(d)","k":"a","v":1}"#, .members),
            (#"{"d":"\#(d.dropLast())","k":"a","s":[],"v":1}"#, .digest), (#"{"d":1,"k":"a","s":[],"v":1}"#, .digest),
            (#"{"d":"\#(d)","k":"A b","s":[],"v":1}"#, .kind), (#"{"d":"\#(d)","k":"a","s":{},"v":1}"#, .places),
            (#"{"d":"\#(d)","k":"a","s":[["\#(tags[0])",0]],"v":1}"#, .places),
            (#"{"d":"\#(d)","k":"a","s":[["\#(tags[0])"]],"v":1}"#, .places),
            (#"{"d":"\#(d)","k":"a","s":[["AAAA",1]],"v":1}"#, .places),
            (#"{"d":"\#(d)","k":"a","s":[["\#(tags[1])",1],["\#(tags[0])",1]],"v":1}"#, .places),
            (#"{"d":"\#(d)","k":"a","s":[["\#(tags[0])",1],["\#(tags[0])",2]],"v":1}"#, .places),
        ]
        for (text, fault) in texts {
            #expect(throws: fault, "\(text)") { try LeafEntry([UInt8](text.utf8)) }
        }
        #expect(throws: EntryFault.self) { try LeafEntry([UInt8](#"{"k":"a","d":"","s":[],"v":1}"#.utf8)) }
        #expect(
            try LeafEntry([UInt8](#"{"d":"\#(d)","k":"a","s":[["\#(tags[0])",1],["\#(tags[1])",1]],"v":1}"#.utf8))
                .places.count == 2)
    }

    @Test("A tag is the first 16 bytes of the digest that the specification says, and differs by secret and batch")
    func tags() throws {
        let secret = try #require(secret)
        let whole = Hash256(of: [UInt8]("grainledger/stream/v1".utf8) + secret.bytes + [UInt8]("B26-903".utf8))
        let tag = StreamTag(secret: secret, subject: "B26-903")
        #expect(tag.bytes == Array(whole.bytes.prefix(16)) && StreamTag(tag.text) == tag)
        #expect(
            tag != StreamTag(secret: secret, subject: "B26-904")
                && tag != StreamTag(secret: StreamSecret(), subject: "B26-903"))
        #expect(StreamSecret(bytes: [1]) == nil && StreamSecret() != StreamSecret())
    }

    @Test("Holes, repeats and numbers beyond the count are found, and a count of quadrillions costs nothing")
    func counting() throws {
        let tag = StreamTag(secret: try #require(secret), subject: "A")
        var count = StreamCount(of: tag)
        #expect(count.gaps(upTo: 0) == [] && count.gaps(upTo: 2) == [.missing(1...2)])
        for number in [1, 2, 5, 5, 7] {
            count.take(try LeafEntry(digest: digest, kind: "a", places: [StreamPlace(tag: tag, number: number)]))
        }
        count.take(try LeafEntry(digest: digest, kind: "a", places: []))
        #expect(count.count == 5)
        #expect(count.gaps(upTo: 8) == [.missing(3...4), .repeated(5), .missing(6...6), .missing(8...8)])
        #expect(count.gaps(upTo: 5) == [.missing(3...4), .repeated(5), .beyond(7)])
        #expect(count.gaps(upTo: Int.max).last == .missing(8...Int.max))
    }

    @Test("The digest of a disclosure is that of the example in RFC 9901 §4.2.3")
    func disclosureDigest() {
        let text = #"["_26bc4LT-ac6q2KI6cBW5es", "family_name", "Möbius"]"#
        #expect(Disclosure.digest(of: [UInt8](text.utf8)) == "X9yH0Ajrdm1Oij4tWso9UzzKJvPoDxwmuEcO3XAdRC0")
    }

    @Test("A disclosure has a salt of its own, and is refused without one, with a reserved name, or in another form")
    func disclosures() throws {
        let one = try Disclosure(name: "phone", value: .string("13800000000"))
        let two = try Disclosure(name: "phone", value: .string("13800000000"))
        #expect(one.digest != two.digest && one.value == .string("13800000000") && one.name == "phone")
        #expect(try Disclosure(one.bytes) == one)
        let salt = "AAAAAAAAAAAAAAAAAAAAAA"
        for text in [
            #"["AAAA","a",1]"#, #"["\#(salt)","_sd",1]"#, #"["\#(salt)","...",1]"#, #"["\#(salt)","a"]"#,
            #"["\#(salt)","电话",1]"#, #"["\#(salt)", "a",1]"#, #"{"a":1}"#, #"["\#(salt)",1,1]"#,
        ] {
            #expect(throws: DisclosureFault.self, "\(text)") { try Disclosure([UInt8](text.utf8)) }
        }
        let record = JSONValue.object([
            JSONMember("_sd", .array([.string("x")])),
            JSONMember("deep", .array([.object([JSONMember("_sd", .array([.string("y")]))])])),
        ])
        #expect(record.disclosureDigests.sorted() == ["x", "y"])
    }
}
