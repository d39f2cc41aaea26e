import Foundation
import HTTPTypes
import Hummingbird
import Testing

@testable import WebConsole

@Suite("The page that verifies without us")
struct VerificationAppTests {
    static let app = VerificationApp(evidenceModule: [0, 0x61, 0x73, 0x6D])

    private func text(_ address: String) throws -> String {
        String(decoding: try #require(Self.app.files[address]).bytes, as: UTF8.self)
    }

    @Test("every file is served under the page's policy; what is kept is handed over to keep")
    func served() throws {
        for address in Self.app.files.keys {
            let answer = Self.app.response(to: address)
            #expect(answer.status == .ok)
            #expect(answer.headers[.contentSecurityPolicy]?.contains("'unsafe-inline'") == false, "\(address)")
        }
        #expect(Self.app.response(to: "/verify").headers[.location] == "/verify/")
        #expect(Self.app.response(to: "/verify/other.js").status == .notFound)
        let kept = Self.app.response(to: "/verify/\(VerificationApp.keptName)")
        #expect(kept.headers[.contentDisposition]?.hasPrefix("attachment") == true)
        #expect(HTMLCheck.faults(in: try text("/verify/").replacing("src=\"/verify/", with: "src=\"/assets/")) == [])
    }

    @Test("what is kept has everything in it, reaches for nothing, and makes no markup out of text")
    func kept() throws {
        let page = try text("/verify/\(VerificationApp.keptName)")
        #expect(page.contains("AGFzbQ=="), "the module is in it")
        #expect(!page.contains("src=") && !page.contains("<link"))
        #expect(page.contains("default-src 'none'") && !page.contains("connect-src"))
        for word in ["innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval("] {
            #expect(!page.replacing("wasm-unsafe-eval", with: "").contains(word))
        }
        // Nothing in it ends the script it stands in.
        #expect(page.components(separatedBy: "</script>").count == 2)
    }

    @Test("words are there in both languages, and none ends the text it stands in")
    func words() {
        for phrase in VerificationPhrase.allCases {
            for text in [phrase.chinese, phrase.english] {
                #expect(!text.isEmpty && !text.contains("\"") && !text.contains("\\") && !text.contains("\n"))
            }
        }
    }

    @Test("without the module there is nothing to keep, and the page is there to say so")
    func without() {
        let app = VerificationApp(evidenceModule: nil)
        #expect(app.response(to: "/verify/").status == .ok)
        #expect(app.response(to: "/verify/evidence.wasm").status == .notFound)
        #expect(app.response(to: "/verify/\(VerificationApp.keptName)").status == .notFound)
    }
}
