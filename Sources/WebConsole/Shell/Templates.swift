import Mustache

/// The templates of the pages' frames, read once; they are part of the program.
enum Templates {
    private static let library: MustacheLibrary = {
        let sources: [(String, [UInt8])] = [
            ("layout", PackageResources.layout_mustache), ("bare", PackageResources.bare_mustache),
            ("head", PackageResources.head_mustache), ("sign-in", PackageResources.sign_in_mustache),
            ("again", PackageResources.again_mustache), ("list", PackageResources.list_mustache),
            ("act", PackageResources.act_mustache),
        ]
        var library = MustacheLibrary()
        for (name, bytes) in sources {
            do {
                try library.register(String(decoding: bytes, as: UTF8.self), named: name)
            } catch {
                preconditionFailure("the template \(name) does not parse: \(error)")
            }
        }
        return library
    }()

    /// A template with its values; `{{name}}` is escaped there, markup stands in `{{{name}}}`.
    static func render(_ name: String, _ values: [String: Any]) -> String {
        guard let text = library.render(values, withTemplate: name) else {
            preconditionFailure("there is no template \(name)")
        }
        return text
    }
}
