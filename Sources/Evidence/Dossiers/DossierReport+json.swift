extension DossierReport {
    /// The report as a value, the same wherever a dossier is verified: on the command line and in a browser.
    ///
    /// `faults` with `code`, `record` (absent for the whole), `subject`, `detail`, `clause`, `zh`, `en`; `checkpoint` with
    /// `origin`, `size`, `root`; `logKeys`; `cosigners` with `name` and `time` (POSIX seconds); `policy`, `given` or
    /// `carried`; `records`; `streams` with `subject` and `count`; `isCountedOverLog`.
    public var json: JSONValue {
        var members: [JSONMember] = [
            JSONMember("faults", .array(faults.map { $0.json })),
            JSONMember("records", .array(records.map { .string($0) })),
            JSONMember("policy", .string(policySource == .given ? "given" : "carried")),
            JSONMember("isCountedOverLog", .boolean(isCountedOverLog)),
            JSONMember("logKeys", .array(logKeys.map { .string($0.text) })),
            JSONMember(
                "streams",
                .array(
                    streams.map { stream in
                        .object([
                            JSONMember("subject", .string(stream.subject)),
                            JSONMember("count", .integer(Int64(stream.count))),
                        ])
                    })),
            JSONMember("cosigners", .array(cosigners.map { $0.json })),
        ]
        if let checkpoint {
            members.append(
                JSONMember(
                    "checkpoint",
                    .object([
                        JSONMember("origin", .string(checkpoint.origin.description)),
                        JSONMember("size", .integer(Int64(checkpoint.head.size))),
                        JSONMember("root", .string(checkpoint.head.root.base64)),
                    ])))
        }
        return .object(members)
    }
}

extension DossierFault {
    /// The fault as a value.
    var json: JSONValue {
        var members = [
            JSONMember("code", .string(kind.code)), JSONMember("clause", .string(kind.clause)),
            JSONMember("subject", .string(subject)), JSONMember("detail", .string(detail)),
            JSONMember("zh", .string(kind.chinese)), JSONMember("en", .string(kind.english)),
        ]
        if let record { members.append(JSONMember("record", .string(record))) }
        return .object(members)
    }
}

extension VerifiedSignature {
    /// Who, and when he says it was.
    var json: JSONValue {
        var members = [JSONMember("name", .string(key.name.description))]
        if let time { members.append(JSONMember("time", .integer(time))) }
        return .object(members)
    }
}
