public import Rules

/// What is open too long, or lies where it may not: of the deadlines those that have passed.
public struct OverdueList: Hashable, Sendable, Codable {
    /// As of when.
    public let asOf: Timestamp
    /// Lines, heaviest first: grams × days.
    public let lines: [DeadlineList.Line]

    /// What is overdue in a book at a time.
    public init(of book: Book, asOf: Timestamp) {
        self.asOf = asOf
        lines = DeadlineList(of: book, asOf: asOf).lines.filter(\.isOverdue).sorted {
            let (left, right) = ($0.grams * Int64($0.workingDays + 1), $1.grams * Int64($1.workingDays + 1))
            return left == right ? $0.subject < $1.subject : left > right
        }
    }
}
