import Foundation
import Operations
import Rules

/// Files of laboratories, stations and granaries: chosen, previewed with every finding, and only then booked.
struct ImportPages {
    /// The console.
    let console: Console
    /// Who imports.
    let visit: Visit

    private static let most = 60

    /// The page to choose files on, with what was handed in before.
    func choose() async throws(LedgerFault) -> Reply { try await page(.nothing, status: 200) }

    /// Takes the files in, to be previewed, and goes to their page.
    func take() async throws(LedgerFault) -> Reply {
        let files = visit.files.map { ImportFile(name: $0.name, bytes: $0.bytes) }
        guard !files.isEmpty else { return try await refused(visit.say(.noFile)) }
        // A form's own key: what is sent twice by a finger is one import.
        let key = visit.fields["key"].map { String($0.prefix(200)) } ?? ""
        switch try await console.house.imports.begin(files, visit.entitlement, "console \(key)", true) {
        case .underWay(let id, _): return .redirect("/imports/\(id)")
        case .keyReused: return try await refused(visit.say(.answerKeyReused))
        case .tooMany, .unknown, .notWaiting: return try await refused(visit.say(.tooMany))
        }
    }

    /// Books what was previewed, or goes on after a break.
    func proceed() async throws(LedgerFault) -> Reply {
        let id = visit.place("code")
        if case .unknown = try await console.house.imports.proceed(id, visit.entitlement) {
            return .page(visit.missing(.resultImport))
        }
        return .redirect("/imports/\(Parameters.encoded(id))")
    }

    /// How far files have come, and what they came to.
    func show() async throws(LedgerFault) -> Reply {
        guard let sheet = try await console.house.imports.find(visit.place("code"), visit.who.caller) else {
            return .page(visit.missing(.resultImport))
        }
        let known = try await known(beside: sheet)
        let histogram = Histogram(
            file: sheet.cadmium, book: known.cadmium, bookName: known.name, wording: visit.wording)
        let content =
            sheet.isUnderWay || sheet.isBrokenOff
            ? progress(sheet) : sheet.phase == .previewed ? preview(sheet, histogram) : result(sheet)
        return .page(
            Screen(
                title: visit.say(.resultImport), badge: phase(sheet),
                lead: "\(sheet.files.map(\.name).joined(separator: "、")) · \(visit.wording.time(sheet.begunAt))",
                trail: [.init(label: visit.say(.resultImport), address: "/imports")],
                body: "<div\(sheet.isUnderWay ? " data-running" as Markup : .nothing)>\(content)</div>"))
    }

    /// A file of rows that did not go in, to be corrected and handed in again.
    func rejected() async throws(LedgerFault) -> Reply {
        guard let number = Int32(visit.place("number")),
            let file = try await console.house.imports.rejected(visit.place("code"), Int(number), visit.who.caller)
        else { return .page(visit.missing(.resultImport)) }
        try await console.note("export", visit.place("code"), visit)
        return .file(name: file.name, type: "text/csv; charset=utf-8", bytes: file.bytes)
    }

    private func refused(_ words: String) async throws(LedgerFault) -> Reply {
        try await page("<p class=\"notice bad\" role=\"alert\">\(words)</p>", status: 422)
    }

    private func page(_ content: Markup, status: Int) async throws(LedgerFault) -> Reply {
        let key = UUID().uuidString.lowercased()
        let form: Markup = """
            <form action="/imports" method="post" enctype="multipart/form-data" data-once><input type="hidden" name="csrf" value="\(visit.who.csrf)">\
            <input type="hidden" name="key" value="\(key)">\
            <p class="field"><label for="files">\(visit.say(.chooseFiles))</label><input id="files" type="file" name="files" multiple accept=".csv,.tsv,.txt" required>\
            <span class="hint">\(visit.say(.chooseFilesHint))</span></p><p><button class="main">\(visit.say(.previewFiles))</button></p></form>
            """
        let sheets = try await console.house.imports.list(visit.who.caller)
        return .page(
            Screen(
                title: visit.say(.resultImport), lead: Markup(text: visit.say(.importLead)),
                body: content + Panel(title: visit.say(.chooseFiles), content: form).markup
                    + Panel(title: visit.say(.own), content: table(sheets).markup).markup, sheet: table(sheets),
                status: status))
    }

    private func table(_ sheets: [ImportSheet]) -> Table {
        let heads = [
            visit.say(.handedIn), visit.say(.files), visit.say(.state), visit.say(.stored), visit.say(.refused),
        ]
        return Table(
            caption: visit.say(.own),
            columns: heads.enumerated().map { .init(Markup(text: $1), number: $0 > 2) },
            rows: sheets.map { sheet in
                [
                    "<a href=\"/imports/\(sheet.id)\">\(visit.wording.time(sheet.begunAt))</a>",
                    Markup(text: Chart.cut(sheet.files.map(\.name).joined(separator: "、"), 60)), phase(sheet),
                    Markup(text: visit.wording.count(sheet.stored)), Markup(text: visit.wording.count(sheet.refused)),
                ]
            }, empty: visit.say(.none), isCaptionHidden: true)
    }

    private func phase(_ sheet: ImportSheet) -> Markup {
        if sheet.isBrokenOff { return visit.wording.tag("late", visit.say(.brokenOff)) }
        switch sheet.phase {
        case .previewing: return visit.wording.tag("grey", visit.say(.previewing))
        case .previewed: return visit.wording.tag("grey", visit.say(.previewed))
        case .booking: return visit.wording.tag("grey", visit.say(.booking))
        case .booked: return visit.wording.tag(sheet.refused == 0 ? "good" : "done", visit.say(.booked))
        }
    }

    /// How far it is; whoever leaves finds it again in the list.
    private func progress(_ sheet: ImportSheet) -> Markup {
        let count = visit.say(.progress, visit.wording.count(sheet.done), visit.wording.count(sheet.acts))
        let bar: Markup = """
            <p><progress max="\(max(sheet.acts, 1))" value="\(sheet.done)" aria-label="\(count)"></progress></p>\
            <p role="status"><strong>\(count)</strong> · \(counts(sheet))</p>
            """
        let next: Markup =
            sheet.isBrokenOff
            ? "<p class=\"notice warn\">\(visit.say(.brokenOffLead))</p>\(proceedForm(sheet, visit.say(.goOn)))"
            : "<p class=\"soft\">\(visit.say(.leave)) <a href=\"/imports/\(sheet.id)\">\(visit.say(.lookAgain))</a></p>"
        return Panel(title: sheet.phase == .previewing ? visit.say(.preview) : visit.say(.booking), content: bar + next)
            .markup
    }

    private func counts(_ sheet: ImportSheet) -> Markup {
        let phrase: Phrase = sheet.phase == .booking || sheet.phase == .booked ? .didStore : .wouldStore
        let words = visit.say(
            phrase, visit.wording.count(sheet.stored), visit.wording.count(sheet.refused),
            visit.wording.count(sheet.known))
        return Markup(text: words)
    }

    private func proceedForm(_ sheet: ImportSheet, _ words: String) -> Markup {
        """
        <form action="/imports/\(sheet.id)/proceed" method="post" data-once><input type="hidden" name="csrf" value="\(visit.who.csrf)">\
        <p class="buttons"><button class="main">\(words)</button></p></form>
        """
    }

    /// What the file's values are held against: the reports of last year that the reader may see, else all of them.
    private func known(beside sheet: ImportSheet) async throws(LedgerFault) -> (name: String, cadmium: [Int64]) {
        guard !sheet.cadmium.isEmpty else { return (visit.say(.theBook), []) }
        let year = sheet.begunAt.chinaDate.year - 1
        let all = ListQuery(.reports).showing("lines")
        let last = all.filtered("issuedAt", atLeast: "\(year)-01-01T00:00:00+08:00")
            .filtered("issuedAt", atMost: "\(year)-12-31T23:59:59+08:00")
        let found = try await cadmium(last)
        return found.isEmpty
            ? (visit.say(.theBook), try await cadmium(all)) : (visit.say(.bookOfYear, "\(year)"), found)
    }

    /// Cadmium in ng/kg.
    private func cadmium(_ query: ListQuery) async throws(LedgerFault) -> [Int64] {
        let reports = try await console.ledger.everything(query, visit.who.actor, upTo: 5_000)
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

    private func preview(_ sheet: ImportSheet, _ histogram: Histogram) -> Markup {
        let commit =
            sheet.stored + sheet.waiting == 0
            ? .nothing : proceedForm(sheet, visit.say(.commitImport, visit.wording.count(sheet.stored)))
        return Panel(
            title: visit.say(.preview),
            content:
                "<p><strong>\(counts(sheet))</strong></p>\(kinds(sheet))\(sanity(histogram))\(remarks(sheet))\(errorFiles(sheet))\(commit)"
        ).markup
    }

    private func result(_ sheet: ImportSheet) -> Markup {
        "<div class=\"notice good\" role=\"status\"><strong>\(counts(sheet))</strong></div>"
            + Panel(
                title: visit.say(.findings), content: kinds(sheet) + remarks(sheet) + errorFiles(sheet)
            ).markup
    }

    /// Rows that did not go in, in the layout of their files: fixed there, they are dropped again.
    private func errorFiles(_ sheet: ImportSheet) -> Markup {
        guard !sheet.rejected.isEmpty else { return .nothing }
        let links = sheet.rejected.enumerated().map { number, name -> Markup in
            "<li><a href=\"/imports/\(sheet.id)/rejected/\(number)\" download>\(name)</a></li>"
        }
        return
            "<h3>\(visit.say(.errorFiles))</h3><p class=\"soft\">\(visit.say(.errorFilesLead))</p><ul>\(links)</ul>"
    }

    private func kinds(_ sheet: ImportSheet) -> Markup {
        Table(
            caption: visit.say(.files),
            columns: [.init(Markup(text: visit.say(.file))), .init(Markup(text: visit.say(.readAs)))],
            rows: sheet.files.map { file in
                [
                    Markup(text: file.name),
                    file.kind.map { Markup(text: visit.wording.word("file", $0)) }
                        ?? visit.wording.tag("bad", visit.say(.unknownKind)),
                ]
            }
        ).markup
    }

    private func remarks(_ sheet: ImportSheet) -> Markup {
        let shown = sheet.remarks.sorted { $0.isRejected && !$1.isRejected }.prefix(Self.most)
        let more: Markup =
            sheet.remarks.count > shown.count
            ? "<p>\(visit.say(.andMore, "\(sheet.remarks.count - shown.count)"))</p>" : .nothing
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
}
