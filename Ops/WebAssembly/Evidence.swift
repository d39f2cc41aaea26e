// What the page `/verify` asks of the evidence. It is compiled together with `Sources/Evidence` as one Embedded Swift module
// (Ops/lib/wasm.sh) and is no target of the package. The page starts the module anew for every dossier.

nonisolated(unsafe) private var room: UnsafeMutableBufferPointer<UInt8> = .init(start: nil, count: 0)
nonisolated(unsafe) private var answer: [UInt8] = []

/// Room for so many bytes, into which the page writes what is to be verified.
@_expose(wasm, "room") @_cdecl("evidence_room")
public func evidenceRoom(_ length: Int32) -> UnsafeMutablePointer<UInt8>? {
    room = .allocate(capacity: Int(max(length, 1)))
    return room.baseAddress
}

/// Verifies what stands in the room: a dossier, then a policy (of no bytes: the dossier's own), then the kinds of record
/// that are known, one a line. The length of the answer: the report as JSON, or `{"unreadable":true}`.
@_expose(wasm, "verify") @_cdecl("evidence_verify")
public func evidenceVerify(_ dossier: Int32, _ policy: Int32, _ kinds: Int32) -> Int32 {
    func part(_ start: Int32, _ length: Int32) -> [UInt8] {
        Array(UnsafeBufferPointer(rebasing: room[Int(start)..<Int(start + length)]))
    }
    let known = Set(part(dossier + policy, kinds).split(separator: 0x0A).map { String(decoding: $0, as: UTF8.self) })
    let given = policy > 0 ? try? WitnessPolicy(part(dossier, policy)) : nil
    if let files = StoredZip.files(in: part(0, dossier)), policy == 0 || given != nil {
        answer = DossierVerifier(policy: given, kinds: known).report(on: files).json.canonicalBytes
    } else {
        let what = policy > 0 && given == nil ? "policyUnreadable" : "unreadable"
        answer = JSONValue.object([JSONMember(what, .boolean(true))]).canonicalBytes
    }
    return Int32(answer.count)
}

/// A byte of the answer.
@_expose(wasm, "answer") @_cdecl("evidence_answer")
public func evidenceAnswer(_ place: Int32) -> Int32 { Int32(answer[Int(place)]) }
