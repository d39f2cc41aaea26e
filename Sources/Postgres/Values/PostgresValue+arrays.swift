/// One-dimensional arrays, for set-based statements over `unnest`.
extension PostgresValue {
    /// `bigint[]`.
    public static func int8Array(_ values: [Int64]) -> Self {
        array(.int8Array, of: .int8, count: values.count, hasNull: false, width: 8) { bytes in
            for value in values { append(value, to: &bytes) }
        }
    }

    /// `bigint[]`; `nil` elements are NULL.
    public static func int8OptionalArray(_ values: [Int64?]) -> Self {
        let hasNull = values.contains { $0 == nil }
        return array(.int8Array, of: .int8, count: values.count, hasNull: hasNull, width: 8) { bytes in
            for value in values {
                if let value { append(value, to: &bytes) } else { appendNull(to: &bytes) }
            }
        }
    }

    /// `text[]`; `nil` elements are NULL.
    public static func textArray(_ values: [String?]) -> Self {
        let hasNull = values.contains { $0 == nil }
        return array(.textArray, of: .text, count: values.count, hasNull: hasNull, width: 24) { bytes in
            for value in values {
                guard let value else {
                    appendNull(to: &bytes)
                    continue
                }
                appendBigEndian(Int32(value.utf8.count), to: &bytes)
                bytes.append(contentsOf: value.utf8)
            }
        }
    }

    /// `bytea[]`.
    public static func byteaArray(_ values: [[UInt8]]) -> Self {
        array(.byteaArray, of: .bytea, count: values.count, hasNull: false, width: 32) { bytes in
            for value in values {
                appendBigEndian(Int32(value.count), to: &bytes)
                bytes += value
            }
        }
    }

    /// `jsonb[]`, from JSON texts.
    public static func jsonbArray(_ values: [[UInt8]]) -> Self {
        array(.jsonbArray, of: .jsonb, count: values.count, hasNull: false, width: 256) { bytes in
            for value in values {
                appendBigEndian(Int32(value.count + 1), to: &bytes)
                bytes.append(1)
                bytes += value
            }
        }
    }

    /// `timestamptz[]`, microseconds since 1970.
    public static func timestamptzArray(_ values: [Int64]) -> Self {
        array(.timestamptzArray, of: .timestamptz, count: values.count, hasNull: false, width: 8) { bytes in
            for value in values { append(since2000(value), to: &bytes) }
        }
    }

    /// `boolean[]`.
    public static func boolArray(_ values: [Bool]) -> Self {
        array(.boolArray, of: .bool, count: values.count, hasNull: false, width: 1) { bytes in
            for value in values {
                appendBigEndian(Int32(1), to: &bytes)
                bytes.append(value ? 1 : 0)
            }
        }
    }

    /// `uuid[]`, each from its 16 bytes; more or fewer are a mistake in our program.
    public static func uuidArray(_ values: [[UInt8]]) -> Self {
        precondition(values.allSatisfy { $0.count == 16 }, "a UUID has 16 bytes")
        return array(.uuidArray, of: .uuid, count: values.count, hasNull: false, width: 16) { bytes in
            for value in values {
                appendBigEndian(Int32(16), to: &bytes)
                bytes += value
            }
        }
    }

    /// The header (dimensions, flags, element type, length, lower bound), then each element with its length.
    private static func array(
        _ type: PostgresType, of element: PostgresType, count: Int, hasNull: Bool, width: Int,
        _ appendElements: (inout [UInt8]) -> Void
    ) -> Self {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(20 + count * (4 + width))
        appendBigEndian(Int32(count == 0 ? 0 : 1), to: &bytes)
        appendBigEndian(Int32(hasNull ? 1 : 0), to: &bytes)
        appendBigEndian(element.oid, to: &bytes)
        if count > 0 {
            appendBigEndian(Int32(count), to: &bytes)
            appendBigEndian(Int32(1), to: &bytes)
            appendElements(&bytes)
        }
        return .init(type, bytes)
    }

    private static func append(_ value: Int64, to bytes: inout [UInt8]) {
        appendBigEndian(Int32(8), to: &bytes)
        appendBigEndian(value, to: &bytes)
    }

    private static func appendNull(to bytes: inout [UInt8]) { appendBigEndian(Int32(-1), to: &bytes) }

    private static func appendBigEndian<Value: FixedWidthInteger>(_ value: Value, to bytes: inout [UInt8]) {
        var shift = Value.bitWidth
        while shift > 0 {
            shift -= 8
            bytes.append(UInt8(truncatingIfNeeded: value >> shift))
        }
    }
}
