public import Rules

/// A question for a list: what to leave out, in which order, from where on.
public struct ListQuery: Hashable, Sendable {
    /// A condition on one field.
    public struct Condition: Hashable, Sendable {
        /// How the field is compared.
        public enum Comparison: Hashable, Sendable {
            /// Equal to one of these; for a region, beginning with one of them.
            case isOneOf([String])
            /// At least this.
            case atLeast(String)
            /// At most this.
            case atMost(String)
        }
        /// The field.
        public let field: Field
        /// The comparison; its values were checked against the field's form.
        public let comparison: Comparison

        /// A condition.
        public init(_ field: Field, _ comparison: Comparison) {
            self.field = field
            self.comparison = comparison
        }
    }
    /// A place in the order of a list: after the last object of a page.
    public struct Position: Hashable, Sendable {
        /// Its value of the sorting field, as text; empty without one.
        public let key: String
        /// Its code.
        public let code: String

        /// A place.
        public init(key: String, code: String) {
            self.key = key
            self.code = code
        }
    }

    /// What is listed.
    public let resource: Resource
    /// All of these hold.
    public var conditions: [Condition] = []
    /// The field that sets the order, before the code; `nil` for the order of codes.
    public var sort: Field?
    /// True for the greatest first.
    public var isDescending = false
    /// Members to show; empty for all.
    public var members: [String] = []
    /// Where the page begins; `nil` for the first.
    public var after: Position?
    /// Objects on a page at most.
    public var limit = 50
    /// The book as it stood: what had happened until then, as recorded by now; `nil` for the book as it is.
    public var asOf: Timestamp?
    /// Whether to count what matches on all pages.
    public var isCounted = false

    /// Everything there is of a resource.
    public init(_ resource: Resource) { self.resource = resource }
}

/// One page of a list.
public struct Page: Hashable, Sendable {
    /// Its objects.
    public let documents: [Document]
    /// Where the next page begins; `nil` on the last.
    public let next: ListQuery.Position?
    /// How many match on all pages, when it was asked.
    public let total: Int64?

    /// A page.
    public init(documents: [Document], next: ListQuery.Position?, total: Int64?) {
        self.documents = documents
        self.next = next
        self.total = total
    }
}

/// A value that a field of a list has, and how many rows have it.
public struct FacetValue: Hashable, Sendable {
    /// The value as it is asked for; a region by its county.
    public let value: String
    /// Rows that have it.
    public let count: Int64

    /// A value.
    public init(_ value: String, count: Int64) {
        self.value = value
        self.count = count
    }
}
