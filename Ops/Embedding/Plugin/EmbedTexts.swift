import Foundation
import PackagePlugin

/// Embeds the texts of a target: every file of its folders `Assets`, `Resources`, `Templates` and `migrations`, as
/// `PackageResources.name_suffix`. SwiftPM's own embedding writes an array of numbers, on which the compiler spends minutes.
@main
struct EmbedTexts: BuildToolPlugin {
    private static let folders: Set<String> = ["Assets", "Resources", "Templates", "migrations"]

    func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
        let texts = Self.files(below: target.directoryURL, isText: false)
        let output = context.pluginWorkDirectoryURL.appending(path: "PackageResources.swift")
        return [
            .buildCommand(
                displayName: "Embedding \(texts.count) texts of \(target.name)",
                executable: try context.tool(named: "embed-texts").url,
                arguments: [output.path()] + texts.map { $0.path() }, inputFiles: texts, outputFiles: [output])
        ]
    }

    private static func files(below folder: URL, isText: Bool) -> [URL] {
        let entries = (try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)) ?? []
        return entries.sorted { $0.path() < $1.path() }.flatMap { entry -> [URL] in
            if entry.hasDirectoryPath {
                return files(below: entry, isText: isText || Self.folders.contains(entry.lastPathComponent))
            }
            return isText ? [entry] : []
        }
    }
}
