/// The API's own description, read: its operations, and the objects they take and give (OpenAPI 3.1).
struct ApiDescription {
    /// One operation.
    struct Operation {
        /// Its name.
        let id: String
        /// In capitals.
        let method: String
        /// Its address, with the names of its places in braces.
        let path: String
        /// All that is said of it.
        let words: JSONObject
    }

    private let document: JSONObject

    /// A description as JSON.
    init(_ json: [UInt8]) { document = JSONObject(json) }

    private var components: JSONObject { document["components"].object }
    /// Names of the objects, in order.
    var schemas: [String] { components["schemas"].object.members.keys.sorted() }

    /// All operations, by address.
    var operations: [Operation] {
        let paths = document["paths"].object
        return paths.members.keys.sorted().flatMap { path in
            let methods = paths[path].object
            return ["get", "post", "put", "delete"].compactMap { method -> Operation? in
                let words = methods[method].object
                guard let id = words["operationId"].text else { return nil }
                return Operation(id: id, method: method.uppercased(), path: path, words: words)
            }
        }
    }

    /// One operation by its name.
    func operation(_ id: String) -> Operation? { operations.first { $0.id == id } }

    /// One object by its name; `nil` when there is none.
    func schema(_ name: String) -> JSONObject? {
        guard case .object? = components["schemas"].object[name].value else { return nil }
        return components["schemas"].object[name].object
    }

    /// What a reference leads to; the thing itself when it is none.
    func resolved(_ thing: JSONObject) -> JSONObject {
        guard let parts = thing["$ref"].text?.split(separator: "/").map(String.init), parts.count == 4 else {
            return thing
        }
        return components[parts[2]].object[parts[3]].object
    }

    /// Name of the object that a reference leads to.
    static func name(of schema: JSONObject) -> String? {
        schema["$ref"].text.flatMap { $0.hasPrefix("#/components/schemas/") ? String($0.dropFirst(21)) : nil }
    }

    /// Names of the objects that stand anywhere in something.
    static func names(in tree: JSONTree?) -> Set<String> {
        switch tree {
        case .object(let members)?:
            let own = name(of: JSONObject(.object(members))).map { Set([$0]) } ?? []
            return members.values.reduce(into: own) { $0.formUnion(names(in: $1)) }
        case .list(let values)?: return values.reduce(into: []) { $0.formUnion(names(in: $1)) }
        default: return []
        }
    }
}
