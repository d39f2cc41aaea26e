import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore
import Testing

@testable import WebConsole

@Suite("The pages that work without network")
struct FieldAppTests {
    static let app = FieldApp(rulesModule: [0, 0x61, 0x73, 0x6D])
    static let scripts = app.files.filter { $0.key.hasPrefix("/field/") && $0.key.hasSuffix(".js") }
        .mapValues { String(decoding: $0.bytes, as: UTF8.self) }

    @Test("every file is served under the policy of these pages, and the address without its last stroke leads to it")
    func served() {
        for address in Self.app.files.keys {
            let answer = Self.app.response(to: address)
            #expect(answer.status == .ok)
            #expect(answer.headers[.contentSecurityPolicy]?.contains("'unsafe-inline'") == false, "\(address)")
        }
        #expect(Self.app.response(to: "/field").headers[.location] == "/field/")
        #expect(Self.app.response(to: "/field/other.js").status == .notFound)
    }

    @Test(
        "telephones that take no drawing get the mark in dots, as large as they are told", arguments: FieldApp.iconSides
    )
    func icons(side: Int32) throws {
        let icon = try #require(Self.app.files["/field/icon-\(side).png"]).bytes
        #expect(Array(icon.prefix(8)) == [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] && icon.count > 1_000)
        for start in [16, 20] { #expect(icon[start..<start + 4].reduce(0) { $0 << 8 | Int32($1) } == side) }
        for page in FieldApp.Page.allCases where side != 180 {
            #expect(page.manifest.contains("\"/field/icon-\(side).png\", \"sizes\": \"\(side)x\(side)\""))
        }
    }

    @Test("no page has a script or a style in itself, and no script makes markup out of text")
    func nothingInline() throws {
        for page in FieldApp.Page.allCases {
            let text = String(decoding: try #require(Self.app.files["/\(page)/"]).bytes, as: UTF8.self)
            #expect(HTMLCheck.faults(in: text.replacing("src=\"/field/", with: "src=\"/assets/")) == [])
        }
        for (address, text) in Self.scripts {
            for word in ["innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval("] {
                #expect(!text.contains(word), "\(address) has \(word)")
            }
        }
    }

    @Test("the worker keeps every file, and another byte in any of them is another version")
    func worker() throws {
        let worker = try #require(Self.scripts["/field/worker.js"])
        for address in Self.app.files.keys where !address.hasSuffix("worker.js") {
            #expect(worker.contains("\"\(address)\""), "\(address)")
        }
        let other = FieldApp(rulesModule: [0, 0x61, 0x73, 0x6E])
        #expect(other.files["/field/worker.js"]?.bytes != Self.app.files["/field/worker.js"]?.bytes)
        let without = FieldApp(rulesModule: nil)
        #expect(without.response(to: "/field/rules.wasm").status == .notFound)
        #expect(
            !String(decoding: try #require(without.files["/field/worker.js"]).bytes, as: UTF8.self).contains(
                "rules.wasm\""))
    }

    @Test("every phrase has words in both languages with the same places, and the scripts ask for no other")
    func words() {
        let catalog = Set(FieldPhrase.allCases.map(\.rawValue))
        for phrase in FieldPhrase.allCases {
            #expect(!phrase.chinese.isEmpty && !phrase.english.isEmpty, "\(phrase)")
            for at in 0..<6 {
                #expect(phrase.chinese.contains("{\(at)}") == phrase.english.contains("{\(at)}"), "\(phrase) \(at)")
            }
            for word in ["非法", "无效", "错误", "请", "您"] {
                #expect(!phrase.chinese.contains(word), "\(phrase) says \(word)")
            }
        }
        for (address, text) in Self.scripts {
            for match in text.matches(of: /say\("([^"]+)"[,)]/) {
                #expect(catalog.contains(String(match.1)), "\(address) asks for \(match.1)")
            }
            for match in text.matches(of: /say\("([a-zA-Z]+ )" \+/) {
                #expect(catalog.contains { $0.hasPrefix(match.1) }, "\(address) asks for \(match.1)…")
            }
        }
    }

    @Test("the scripts stay small: what a phone with one bar of signal has to fetch once")
    func size() {
        let bytes = Self.scripts.filter { $0.key != "/field/words.js" }.reduce(0) { $0 + $1.value.utf8.count }
        #expect(bytes < 110_000, "\(bytes) bytes of script")
        for (address, text) in Self.scripts where address != "/field/words.js" {
            #expect(text.split(separator: "\n").count <= 320, "\(address)")
        }
    }
}
