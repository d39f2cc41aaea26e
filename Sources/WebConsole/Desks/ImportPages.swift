import Operations
import Rules

/// Files of laboratories, stations and granaries: chosen, previewed with every finding, and only then booked.
struct ImportPages {
    /// The console.
    let console: Console
    /// Who imports.
    let visit: Visit

    private static let most = 60

    /// The page to choose files on.
    func choose() -> Reply { page(.nothing, status: 200) }

    /// Reads the files; books them when they were previewed, and else says what would be.
    func take() async throws(LedgerFault) -> Reply {
        let sent = visit.files.map { ImportFile(name: $0.name, bytes: $0.bytes) }
        let kept = visit.fields.all("kept").enumerated().compactMap { at, text -> ImportFile? in
            let names = visit.fields.all("keptName")
            return at < names.count ? ImportFile(name: names[at], bytes: Self.bytes(of: text)) : nil
        }
        let files = sent.isEmpty ? kept : sent
        guard !files.isEmpty else {
            return page("<p class=\"notice bad\" role=\"alert\">\(visit.say(.noFile))</p>", status: 422)
        }
        let isCommit = visit.fields["commit"] != nil && sent.isEmpty
        let outcome = await console.house.imports.read(files, visit.who.caller, !isCommit)
        if isCommit { return page(result(outcome), status: 200) }
        let histogram = Histogram(
            file: outcome.cadmium, book: outcome.cadmium.isEmpty ? [] : try await cadmium(), wording: visit.wording)
        return page(preview(outcome, files, histogram), status: 200)
    }

    private func page(_ content: Markup, status: Int) -> Reply {
        let form: Markup = """
            <form action="/imports" method="post" enctype="multipart/form-data"><input type="hidden" name="csrf" value="\(visit.who.csrf)">\
            <p class="field"><label for="files">\(visit.say(.chooseFiles))</label><input id="files" type="file" name="files" multiple accept=".csv,.tsv,.txt" required>\
            <span class="hint">\(visit.say(.chooseFilesHint))</span></p><p><button class="main">\(visit.say(.previewFiles))</button></p></form>
            """
        return .page(
            Screen(
                title: visit.say(.resultImport), lead: Markup(text: visit.say(.importLead)),
                body: content + Panel(title: visit.say(.chooseFiles), content: form).markup, status: status))
    }

    /// Cadmium of the reports the reader may see, in ng/kg.
    private func cadmium() async throws(LedgerFault) -> [Int64] {
        var query = ListQuery(.reports)
        query.limit = 500
        query.members = ["lines"]
        let reports = try await console.ledger.list(query, visit.who.actor).documents
        return reports.flatMap { JSONObject($0.json)["lines"].list.map(\.object) }.filter { $0["item"].text == "Cd" }
            .compactMap { $0["value"].text.flatMap { ReportedValue($0)?.value?.value } }
    }

    /// The file's cadmium beside the book's, with a warning when a unit must have been mistaken.
    private func sanity(_ histogram: Histogram) -> Markup {
        guard let median = Histogram.median(histogram.file) else { return .nothing }
        let here = NanogramsPerKilogram(median).milligramsText
        let there = Histogram.median(histogram.book).map { NanogramsPerKilogram($0).milligramsText } ?? "—"
        let words = visit.say(histogram.looksLikeMicrograms ? .looksLikeMicrograms : .medians, here, there)
        let look = histogram.looksLikeMicrograms ? "bad" : ""
        return "<p class=\"notice \(look)\">\(words)</p>\(histogram.markup)"
    }

    private func preview(_ outcome: ImportOutcome, _ files: [ImportFile], _ histogram: Histogram) -> Markup {
        let kept = files.map { file -> Markup in
            "<input type=\"hidden\" name=\"keptName\" value=\"\(file.name)\"><input type=\"hidden\" name=\"kept\" value=\"\(Self.text(of: file.bytes))\">"
        }
        let commit: Markup =
            outcome.stored == 0
            ? .nothing
            : """
            <form action="/imports" method="post" data-once><input type="hidden" name="csrf" value="\(visit.who.csrf)">\(kept)\
            <p class="buttons"><button class="main" name="commit" value="1">\(visit.say(.commitImport, visit.wording.count(outcome.stored)))</button></p></form>
            """
        return Panel(
            title: visit.say(.preview),
            content:
                "<p><strong>\(visit.say(.wouldStore, visit.wording.count(outcome.stored), visit.wording.count(outcome.refused), visit.wording.count(outcome.known)))</strong></p>\(kinds(outcome))\(sanity(histogram))\(remarks(outcome))\(commit)"
        ).markup
    }

    private func result(_ outcome: ImportOutcome) -> Markup {
        "<div class=\"notice good\" role=\"status\"><strong>\(visit.say(.didStore, visit.wording.count(outcome.stored), visit.wording.count(outcome.refused), visit.wording.count(outcome.known)))</strong></div>"
            + (outcome.remarks.isEmpty
                ? .nothing : Panel(title: visit.say(.findings), content: remarks(outcome)).markup)
    }

    private func kinds(_ outcome: ImportOutcome) -> Markup {
        Table(
            caption: visit.say(.files),
            columns: [.init(Markup(text: visit.say(.file))), .init(Markup(text: visit.say(.readAs)))],
            rows: outcome.kinds.sorted { $0.key < $1.key }.map { file, kind in
                [
                    Markup(text: file),
                    kind.isEmpty
                        ? visit.wording.tag("bad", visit.say(.unknownKind))
                        : Markup(text: visit.wording.word("file", kind)),
                ]
            }
        ).markup
    }

    private func remarks(_ outcome: ImportOutcome) -> Markup {
        let shown = outcome.remarks.sorted { $0.isRejected && !$1.isRejected }.prefix(Self.most)
        let more: Markup =
            outcome.remarks.count > shown.count
            ? "<p>\(visit.say(.andMore, "\(outcome.remarks.count - shown.count)"))</p>" : .nothing
        return Table(
            caption: visit.say(.findings),
            columns: [
                .init(Markup(text: visit.say(.file))), .init(Markup(text: visit.say(.row)), number: true),
                .init(Markup(text: visit.say(.column))),
                .init(Markup(text: visit.say(.severity))), .init(Markup(text: visit.say(.finding))),
            ],
            rows: shown.map { remark in
                [
                    Markup(text: remark.file), "\(remark.row)",
                    Markup(text: remark.column.isEmpty ? "—" : remark.column),
                    remark.isRejected
                        ? visit.wording.tag("bad", visit.say(.rejected)) : visit.wording.tag("grey", visit.say(.noted)),
                    "\(visit.wording.either(remark.zh, remark.en)) <span class=\"soft\">\(remark.hint)</span> <span class=\"code soft\">\(remark.code)</span>",
                ]
            }, empty: visit.say(.noFindings)
        ).markup + more
    }

    /// A file's bytes as text of a form field: two letters a byte, so that no encoding is lost on the way.
    private static func text(of bytes: [UInt8]) -> String {
        let letters = Array("0123456789abcdef".utf8)
        return String(decoding: bytes.flatMap { [letters[Int($0 >> 4)], letters[Int($0 & 15)]] }, as: UTF8.self)
    }
    private static func bytes(of text: String) -> [UInt8] {
        func value(_ letter: UInt8) -> UInt8 { letter >= 0x61 ? letter - 0x57 : letter &- 0x30 }
        let letters = Array(text.utf8)
        return stride(from: 0, to: letters.count - 1, by: 2).map {
            (value(letters[$0]) & 15) << 4 | (value(letters[$0 + 1]) & 15)
        }
    }
}
