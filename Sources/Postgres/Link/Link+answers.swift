import CLibPQ
import Foundation

/// Fields of an error or notice. They are character macros in C, which do not come through the importer.
private enum Field {
    static let severity = Int32(UInt8(ascii: "V"))
    static let sqlState = Int32(UInt8(ascii: "C"))
    static let message = Int32(UInt8(ascii: "M"))
    static let constraint = Int32(UInt8(ascii: "n"))
    static let sourceFunction = Int32(UInt8(ascii: "R"))
}

extension Link {
    /// Copies a result, all cells into one piece of memory.
    static func copy(_ answer: OpaquePointer) -> PostgresResult {
        let columns = unsafe PQnfields(answer)
        let rows = unsafe PQntuples(answer)
        let types = (0..<columns).map { PostgresType(oid: unsafe PQftype(answer, $0)) }
        var ends: [Int] = []
        ends.reserveCapacity(Int(columns) * Int(rows))
        var bytes: [UInt8] = []
        for row in 0..<rows {
            for column in 0..<columns {
                let length = Int(unsafe PQgetlength(answer, row, column))
                if unsafe PQgetisnull(answer, row, column) == 1 {
                    ends.append(~bytes.count)
                } else {
                    if let start = unsafe PQgetvalue(answer, row, column) {
                        unsafe bytes.append(contentsOf: UnsafeRawBufferPointer(start: start, count: length))
                    }
                    ends.append(bytes.count)
                }
            }
        }
        let cells = ResultCells(bytes: bytes, ends: ends, types: types)
        return PostgresResult(
            rows: (0..<Int(rows)).map { PostgresRow(cells: cells, index: $0) },
            affectedRows: Int(unsafe String(cString: PQcmdTuples(answer))) ?? 0,
            command: unsafe String(cString: PQcmdStatus(answer)))
    }

    /// What the server refused, or that it is gone.
    static func error(_ answer: OpaquePointer) -> PostgresError {
        let state = unsafe field(Field.sqlState, of: answer).map(SQLState.init(rawValue:))
        let words = unsafe String(cString: PQresultErrorMessage(answer))
        let severity = unsafe field(Field.severity, of: answer) ?? "FATAL"
        guard state != nil, severity == "ERROR" else { return PostgresError(.connectionLost, words, sqlState: state) }
        return PostgresError(
            .server, words, sqlState: state, constraint: unsafe field(Field.constraint, of: answer))
    }

    static func notice(_ answer: OpaquePointer) -> PostgresNotice {
        PostgresNotice(
            severity: unsafe field(Field.severity, of: answer) ?? "",
            sqlState: unsafe field(Field.sqlState, of: answer).map(SQLState.init(rawValue:)),
            message: unsafe field(Field.message, of: answer) ?? "",
            source: unsafe field(Field.sourceFunction, of: answer))
    }

    private static func field(_ code: Int32, of answer: OpaquePointer) -> String? {
        unsafe PQresultErrorField(answer, code).map { unsafe String(cString: $0) }
    }

    /// The words of a URL or of libpq's `key=value` form.
    ///
    /// - Throws: `.configuration`. libpq quotes what it could not read, which may be a part of a password: it is not
    ///   repeated.
    static func words(of url: String) throws(PostgresError) -> [String: String] {
        if url.isEmpty { return [:] }
        guard !url.utf8.contains(0), let options = unsafe PQconninfoParse(url, nil) else {
            throw PostgresError(.configuration, "the database URL cannot be read")
        }
        defer { unsafe PQconninfoFree(options) }
        var words: [String: String] = [:]
        var option = unsafe options
        while let keyword = unsafe option.pointee.keyword {
            if let value = unsafe option.pointee.val {
                words[unsafe String(cString: keyword)] = unsafe String(cString: value)
            }
            unsafe option += 1
        }
        return words
    }

    /// Lends C strings, ended by a null pointer, for the time of a call.
    static func withCStrings<Value>(
        _ strings: [String], _ body: (UnsafePointer<UnsafePointer<CChar>?>) -> Value
    ) -> Value {
        let copies = unsafe strings.map { unsafe strdup($0) }
        defer { unsafe copies.forEach { unsafe free($0) } }
        let pointers: [UnsafePointer<CChar>?] = unsafe copies.map { unsafe UnsafePointer($0) } + [nil]
        return unsafe pointers.withUnsafeBufferPointer { buffer in
            guard let start = buffer.baseAddress else { preconditionFailure("the list ends with a null pointer") }
            return unsafe body(start)
        }
    }
}
