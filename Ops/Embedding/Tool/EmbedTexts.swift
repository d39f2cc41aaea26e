import Foundation

/// Writes files as string literals: `embed-texts OUTPUT FILE…`.
@main
enum EmbedTexts {
    struct Fault: Error, CustomStringConvertible { let description: String }

    static func main() throws {
        let paths = Array(CommandLine.arguments.dropFirst())
        guard let output = paths.first else { throw Fault(description: "embed-texts OUTPUT FILE…") }
        let members = try paths.dropFirst().map { try member(URL(filePath: $0)) }
        let source = "/// The texts of this target.\nenum PackageResources {\n\(members.joined(separator: "\n"))\n}\n"
        try source.write(toFile: output, atomically: true, encoding: .utf8)
    }

    private static func member(_ file: URL) throws -> String {
        let text = try String(contentsOf: file, encoding: .utf8)
        guard !text.utf8.contains(0x0D), !text.utf8.contains(0) else {
            throw Fault(description: "\(file.path()): a carriage return or NUL, which a literal does not keep")
        }
        // As many signs around the literal as it takes for nothing in the text to end it or to be an escape.
        var signs = "#"
        while text.contains("\"" + signs) || text.contains("\\" + signs) { signs += "#" }
        let name = String(file.lastPathComponent.map { $0.isLetter || $0.isNumber ? $0 : "_" })
        return "static let \(name): [UInt8] = Array(\(signs)\"\"\"\n\(text)\n\"\"\"\(signs).utf8)"
    }
}
