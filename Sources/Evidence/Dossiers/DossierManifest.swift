/// The table of contents of a dossier: `manifest.json`, canonical JSON
/// `{"files":{"<name>":"<base64url SHA-256>"},"streams":[{"count":n,"secret":"<base64url>","subject":"<batch>"}],"v":1}`.
///
/// Nobody signs it: it finds damage and names the file. What the log proves, the entries and proofs prove.
public struct DossierManifest: Hashable, Sendable {
    /// A stream the dossier claims to hold all records of.
    public struct Stream: Hashable, Sendable {
        /// The batch.
        public let subject: String
        /// The secret that turns it into a tag.
        public let secret: StreamSecret
        /// How many records it has: they are numbered 1 to this.
        public let count: Int

        /// A stream.
        public init(subject: String, secret: StreamSecret, count: Int) {
            self.subject = subject
            self.secret = secret
            self.count = count
        }

        /// The name of the stream in entries.
        public var tag: StreamTag { StreamTag(secret: secret, subject: subject) }

        init?(_ value: JSONValue) {
            guard value.names == ["count", "secret", "subject"], let count = value["count"]?.integer, count >= 0,
                let secret = value["secret"]?.text.flatMap({ Base64.bytes(of: $0, .url) }),
                let known = StreamSecret(bytes: secret), let subject = value["subject"]?.text
            else { return nil }
            self.init(subject: subject, secret: known, count: count)
        }

        var value: JSONValue {
            .object([
                JSONMember("count", .integer(Int64(count))),
                JSONMember("secret", .string(Base64.text(of: secret.bytes, .url))),
                JSONMember("subject", .string(subject)),
            ])
        }
    }

    /// SHA-256 of every file but this one.
    public let files: [String: Hash256]
    /// The streams, in the order given.
    public let streams: [Stream]

    /// The manifest of files.
    public init(of files: DossierFiles, streams: [Stream]) {
        self.files = files.filter { $0.key != DossierName.manifest.text }.mapValues { Hash256(of: $0) }
        self.streams = streams
    }

    /// The manifest of bytes; `nil` when they are none of version 1.
    public init?(_ bytes: [UInt8]) {
        guard let value = try? CanonicalJSON.value(ofCanonical: bytes), value.names == ["files", "streams", "v"],
            value["v"] == .integer(1), case .object(let members) = value["files"],
            let elements = value["streams"]?.elements
        else { return nil }
        var files: [String: Hash256] = [:]
        for member in members {
            let raw = member.value.text.flatMap { Base64.bytes(of: $0, .url) }
            guard let digest = raw.flatMap({ Hash256(bytes: $0) }) else { return nil }
            files[member.name] = digest
        }
        self.files = files
        streams = elements.compactMap { Stream($0) }
        guard streams.count == elements.count else { return nil }
    }

    /// The canonical bytes.
    public var bytes: [UInt8] {
        JSONValue.object([
            JSONMember("files", .object(files.map { JSONMember($0.key, .string($0.value.base64URL)) })),
            JSONMember("streams", .array(streams.map { $0.value })), JSONMember("v", .integer(1)),
        ]).canonicalBytes
    }
}
