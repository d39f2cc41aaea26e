import Evidence
import Testing

@Suite("Canonical JSON")
struct CanonicalTests {
    struct File: Decodable {
        struct Canonical: Decodable { let name, input, output, output_hex: String }
        struct Refused: Decodable { let name, input: String }
        let canonical: [Canonical]
        let refused_by_the_profile: [Refused]
    }

    @Test("Every RFC 8785 vector comes out byte for byte, and every text the profile refuses is refused", .withVectors)
    func vectors() throws {
        let file: File = try Vectors.json("jcs/jcs.json")
        for vector in file.canonical {
            let bytes = try CanonicalJSON.bytes(canonicalizing: [UInt8](vector.input.utf8), names: .any)
            #expect(bytes == hex(vector.output_hex), "\(vector.name)")
            #expect(try CanonicalJSON.bytes(canonicalizing: bytes, names: .any) == bytes, "\(vector.name), again")
        }
        for vector in file.refused_by_the_profile {
            #expect(throws: CanonicalFault.self, "\(vector.name)") {
                try CanonicalJSON.bytes(canonicalizing: [UInt8](vector.input.utf8), names: .any)
            }
        }
        #expect(file.canonical.count >= 8 && file.refused_by_the_profile.count >= 8)
    }

    @Test(
        "What the profile forbids is named and placed",
        arguments: [
            (#"{"a":1,"a":2}"#, CanonicalFault.Kind.duplicateName, 7),
            (#"{"\u0061":1,"a":2}"#, .duplicateName, 12),
            (#"{"镉":1}"#, .foreignName, 1),
            (#"{"a":"\ud83d"}"#, .notUnicode, 6),
            (#"{"a":"\ude02\ud83d"}"#, .notUnicode, 6),
            (#"{"a":0.5}"#, .notAnInteger, 5),
            (#"{"a":1e3}"#, .notAnInteger, 5),
            (#"{"a":-0}"#, .notAnInteger, 5),
            (#"{"a":9007199254740992}"#, .notAnInteger, 5),
            (#"{"a":01}"#, .syntax, 5),
            (#"{"a":1,}"#, .syntax, 7),
            (#"{"a":"\u+123"}"#, .syntax, 8),
            ("{\"a\":\"\u{1}\"}", .syntax, 6),
            ("", .syntax, 0),
            (#"{"a":1} "#, .notCanonical, 7),
            (#"{"b":1,"a":2}"#, .notCanonical, 2),
            (#"{"a":"\u00e9"}"#, .notCanonical, 6),
            (#"{"a":1}x"#, .trailingBytes, 7),
            (String(repeating: "[", count: 100_000), .tooDeep, 65),
        ])
    func faults(_ text: String, _ kind: CanonicalFault.Kind, _ offset: Int) {
        let fault = CanonicalJSON.fault(in: [UInt8](text.utf8))
        #expect(fault?.kind == kind && fault?.offset == offset, "\(text.prefix(40)): \(String(describing: fault))")
    }

    @Test(
        "Bytes that are not UTF-8 are refused: overlong forms, surrogates, a cut letter",
        arguments: [[0xC0, 0x80], [0xED, 0xA0, 0x80], [0xE9, 0x95], [0xFF]] as [[UInt8]])
    func notUTF8(_ bytes: [UInt8]) {
        #expect(CanonicalJSON.fault(in: [0x22] + bytes + [0x22])?.kind == .notUnicode)
    }

    @Test("A change of any byte of canonical bytes is another value, or no canonical JSON")
    func everyByteCounts() throws {
        let bytes = [UInt8](#"{"a":[null,true,-12,{}],"b":"赫山\"\n","c":0}"#.utf8)
        let value = try CanonicalJSON.value(ofCanonical: bytes)
        for place in bytes.indices {
            for flip in [1, 2, 4, 8, 16, 32, 64, 128] as [UInt8] {
                var changed = bytes
                changed[place] ^= flip
                #expect((try? CanonicalJSON.value(ofCanonical: changed)) != value)
            }
        }
    }

    @Test("The bytes of what encodes itself keep the profile, so that stored records and their digests stay")
    func encoded() throws {
        struct Record: Encodable {
            let weights = ["net": 25_480, "Tare": 9_020, "_a": 1, "10": 2, "9": 3]
            let note = "赫山/\u{7F}\u{1F}\"\\\t\u{2028}🌾"
            let nothing: String? = nil
            let list = [true, false]
        }
        let bytes = try CanonicalJSON.bytes(of: Record())
        let expected =
            #"{"list":[true,false],"note":"赫山/"# + "\u{7F}" + #"\u001f\"\\\t"# + "\u{2028}"
            + #"🌾","weights":{"10":2,"9":3,"Tare":9020,"_a":1,"net":25480}}"#
        #expect(String(decoding: bytes, as: UTF8.self) == expected)
        #expect(CanonicalJSON.fault(in: bytes) == nil)
        #expect(
            Hash256(bytes: CanonicalJSON.digest(of: [0x61]))?.hex
                == "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb")
    }

    @Test(
        "Base64 is read in its one form only",
        arguments: [
            ("", true), ("Zg==", true), ("Zh==", false), ("Zm8=", true), ("Zm9=", false), ("Zm9v", true), ("Zg", false),
            ("Zg=", false), ("Z", false), ("Zm9v=", false), ("Zm9v====", false), ("Z=g=", false), ("Zm9v\n", false),
            ("+/+/", true), ("-_-_", false), ("====", false),
        ])
    func base64(_ text: String, _ isRead: Bool) {
        let bytes = Base64.bytes(of: text)
        #expect((bytes != nil) == isRead)
        if let bytes { #expect(Base64.text(of: bytes) == text) }
    }

    @Test("Base64url has no padding, and every length comes back")
    func base64URL() {
        #expect(Base64.bytes(of: "-_-_", .url) == [0xFB, 0xFF, 0xBF])
        #expect(Base64.bytes(of: "Zg==", .url) == nil && Base64.bytes(of: "+/+/", .url) == nil)
        for count in 0..<70 {
            let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 151 &+ count) }
            #expect(Base64.bytes(of: Base64.text(of: bytes, .url), .url) == bytes)
            #expect(Base64.bytes(of: Base64.text(of: bytes)) == bytes)
        }
    }
}
