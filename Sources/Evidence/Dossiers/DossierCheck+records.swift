extension DossierCheck {
    /// A record, its entry and its proof, each against the next.
    mutating func checkRecord(_ id: String) {
        let entryName = DossierName.entry(id)
        guard let entryBytes = bytes(entryName) else {
            note(.entryMissing, record: id, entryName.text)
            return
        }
        checkProof(id, of: entryBytes)
        let entry: LeafEntry
        do throws(EntryFault) {
            entry = try LeafEntry(entryBytes)
        } catch {
            note(.entryUnreadable, record: id, entryName.text, error.place)
            return
        }
        entries[id] = entry
        if !kinds.contains(entry.kind) { note(.kindUnknown, record: id, entryName.text, entry.kind) }
        checkContent(id, under: entry)
    }

    private mutating func checkContent(_ id: String, under entry: LeafEntry) {
        let name = DossierName.record(id)
        guard let record = bytes(name) else {
            note(.recordMissing, record: id, name.text)
            return
        }
        if Hash256(of: record) != entry.digest { note(.recordChanged, record: id, name.text, entry.digest.base64URL) }
        let value: JSONValue
        do throws(CanonicalFault) {
            value = try CanonicalJSON.value(ofCanonical: record)
        } catch {
            note(.recordNotCanonical, record: id, name.text, "\(error.kind.rawValue) @\(error.offset)")
            return
        }
        if value["id"] != .string(id) { note(.recordOfAnotherId, record: id, name.text, value["id"]?.text ?? "") }
        if value["kind"] != .string(entry.kind) { note(.kindDiffers, record: id, name.text, entry.kind) }
    }

    private mutating func checkProof(_ id: String, of entry: [UInt8]) {
        let name = DossierName.proof(id)
        guard let bytes = bytes(name) else {
            note(.proofMissing, record: id, name.text)
            return
        }
        guard let proof = LogProof(bytes) else {
            note(.proofUnreadable, record: id, name.text)
            return
        }
        // The checkpoint was judged once, for the dossier; here it only has to be the same one.
        guard let checkpoint, proof.checkpoint.bytes == checkpoint.bytes else {
            note(.proofOfAnotherCheckpoint, record: id, name.text)
            return
        }
        let head = checkpoint.checkpoint.head
        let inclusion = InclusionProof(index: proof.index, size: head.size, hashes: proof.hashes)
        if !inclusion.holds(leaf: .leaf(entry), root: head.root) {
            note(.notInLog, record: id, name.text, "\(proof.index) / \(head.size)")
        }
    }

    /// Each disclosure is one of its record's, once, and covers no member that stands there anyway (RFC 9901 §7.1).
    mutating func checkDisclosures() {
        var seen: Set<String> = []
        let erased = erased
        for name in files.keys.sorted() {
            guard case .disclosure(let id, _) = DossierName(name), let bytes = files[name] else { continue }
            guard let disclosure = try? Disclosure(bytes) else {
                note(.disclosureUnreadable, record: id, name)
                continue
            }
            let record = self.bytes(.record(id)).flatMap { try? CanonicalJSON.value(ofCanonical: $0) } ?? .null
            let isOfRecord = record.disclosureDigests.count { $0 == disclosure.digest } == 1
            let isClear = !record.names(besideDigest: disclosure.digest).contains(disclosure.name)
            if !isOfRecord || !isClear || !seen.insert(disclosure.digest).inserted {
                note(.disclosureForeign, record: id, name, disclosure.digest)
            } else if erased.contains(disclosure.digest) {
                note(.disclosureErased, record: id, name, disclosure.digest)
            }
        }
    }

    /// Digests of the disclosures that records of this dossier say were erased: a dossier made later cannot have them.
    private var erased: Set<String> {
        let records = entries.filter { $0.value.kind == LeafEntry.erasure }.keys.compactMap { bytes(.record($0)) }
        return Set(records.compactMap { (try? CanonicalJSON.value(ofCanonical: $0))?["data"]?["digest"]?.text })
    }

    /// The records of each batch are numbered 1 to the count stated, without a hole.
    mutating func checkStreams() {
        if manifest.streams.isEmpty, bytes(.manifest).flatMap({ DossierManifest($0) }) != nil {
            note(.streamEmpty, DossierName.manifest.text)
        }
        for stream in manifest.streams {
            var count = StreamCount(of: stream.tag)
            for entry in entries.values { count.take(entry) }
            for gap in count.gaps(upTo: stream.count) { note(gap, in: stream) }
        }
    }

    /// The counts over the whole log against those of the dossier, and what the log itself does not hold.
    mutating func compare(_ counts: [StreamCount], _ audit: [AuditFault]) {
        for fault in audit { note(.logDiffers, fault.place, fault.code) }
        for (stream, count) in zip(manifest.streams, counts) {
            for gap in count.gaps(upTo: stream.count) { note(gap, in: stream) }
        }
    }

    private mutating func note(_ gap: StreamGap, in stream: DossierManifest.Stream) {
        let numbers = gap.numbers
        let detail = numbers.count == 1 ? "\(numbers.lowerBound)" : "\(numbers.lowerBound)–\(numbers.upperBound)"
        let kind: DossierFault.Kind =
            switch gap {
            case .missing: .numberMissing
            case .repeated: .numberRepeated
            case .beyond: .numberBeyondCount
            }
        let holders = entries.filter { $0.value.number(in: stream.tag).map(numbers.contains) == true }.keys.sorted()
        for record in holders.isEmpty ? [nil] : holders.map(Optional.some) {
            let fault = DossierFault(kind, record: record, stream.subject, detail)
            if !faults.contains(fault) { faults.append(fault) }
        }
    }
}
