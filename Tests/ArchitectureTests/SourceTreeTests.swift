import Testing

/// The reader itself: a reader that sees nothing would let everything pass.
@Suite("Reading sources")
struct SourceTreeTests {
    @Test("the checkout is found, and its imports are seen")
    func findsCheckout() {
        #expect(SourceTree.targets().contains("Rules"))
        let own = SourceTree.files(below: "Tests/ArchitectureTests")
        #expect(own.map(\.path).contains("Tests/ArchitectureTests/SourceTreeTests.swift"))
        #expect(own.contains { $0.imports == ["Testing"] })
    }

    @Test("imports in every form, and none in comments or strings")
    func readsImports() {
        let text = """
            // import Nothing
            /* import Hidden
               import Deep /* import Deeper */ */
            public import Foundation
            @preconcurrency @testable import Custody
            import struct Rules.Grams
            internal import Dispatch; let word = "import Quoted"
            let raw = #"import "Raw" import"#
            let many = \"\"\"
                import Multiline
                \"\"\"
            func important() { let imported = 1 }
            """
        let file = SourceFile(path: "x.swift", text: text)
        #expect(file.imports == ["Foundation", "Custody", "Rules", "Dispatch"])
        #expect(file.code.count == file.lines.count, "line numbers stay true")
    }

    @Test("escapes and slashes in strings do not end or begin anything")
    func survivesEscapes() {
        let file = SourceFile(path: "x.swift", text: #"let a = "\" // unsafe"; unsafe b()"# + "\nlet c = 1 // unsafe\n")
        #expect(file.code == ["let a = ; unsafe b()", "let c = 1 ", ""])
    }

    @Test("type names and their words")
    func readsTypeNames() {
        let code = [
            "public final class LaneManager<T>: Sendable {", "enum Base {", "    typealias Key = String",
            "let struct_ = 1", "class func make() {}", "func actor() {}",
        ]
        #expect(ArchitectureTests.declaredTypes(in: code) == ["LaneManager", "Base", "Key"])
        #expect(ArchitectureTests.words(of: "DatabaseLink") == ["Database", "Link"])
        #expect(ArchitectureTests.words(of: "RequestInfo").contains("Info"))
    }
}
