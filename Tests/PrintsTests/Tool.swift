import Foundation

/// A program of another author that reads what we write: poppler, zbar, qpdf, unzip (installed by `Ops/test`).
enum Tool {
    struct Missing: Error { let name: String }

    /// Runs a program in a folder; what it wrote on standard output.
    static func run(_ name: String, _ arguments: [String], in folder: URL) throws -> (status: Int32, output: String) {
        guard
            let path = ["/usr/bin", "/usr/local/bin"].map({ "\($0)/\(name)" }).first(
                where: FileManager.default.isExecutableFile)
        else { throw Missing(name: name) }
        let process = Process()
        process.executableURL = URL(filePath: path)
        process.arguments = arguments
        process.currentDirectoryURL = folder
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = FileHandle.nullDevice
        try process.run()
        let data = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: data, as: UTF8.self))
    }

    /// Gives a body a folder of its own.
    static func inScratch<Value>(_ body: (URL) async throws -> Value) async throws -> Value {
        let folder = FileManager.default.temporaryDirectory.appending(path: "gl-prints-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        return try await body(folder)
    }

    /// The words of a PDF, spaces and line ends left out: where lines break is no matter of the test.
    static func text(of file: String, in folder: URL) throws -> String {
        try run("pdftotext", ["-layout", file, "-"], in: folder).output.filter { !$0.isWhitespace }
    }

    /// Pages of a PDF.
    static func pages(of file: String, in folder: URL) throws -> Int? {
        let lines = try run("pdfinfo", [file], in: folder).output.split(separator: "\n")
        return lines.first { $0.hasPrefix("Pages:") }.flatMap { Int($0.dropFirst(6).filter { $0 != " " }) }
    }
}
