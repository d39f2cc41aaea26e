import Postgres
import Testing

extension LiveTests {
    @Suite("Values: what is bound comes back")
    struct ValueTests {
        @Test("Numbers, booleans, bytes at their edges")
        func scalars() async throws {
            let connection = try await TestServer.connect()
            let row = try #require(
                try await connection.query(
                    """
                    SELECT \(Int64.min), \(Int64.max), \(.int4(.min)), \(true), \(.bool(false)), \(.bytea([])),
                        \(.bytea([0, 255])), (-7)::smallint, \(-7)
                    """
                ).rows.first)
            #expect(try row.int8(0) == .min && row.int8(1) == .max && row.int8(2) == Int64(Int32.min))
            #expect(try row.bool(3) && !row.bool(4) && row.bytes(5) == [] && row.bytes(6) == [0, 255])
            #expect(try row.int8(7) == -7 && row.int8(8) == -7)
        }

        @Test("A UUID's text is read as PostgreSQL writes it; any other text equals no UUID")
        func uuids() async throws {
            let connection = try await TestServer.connect()
            let one = "0192f0a1-b2c3-7d4e-8f90-a1b2c3d4e5f6"
            let row = try #require(
                try await connection.query("SELECT \(.uuid(text: one))::text, \(.uuid(text: one)) = \(one)::uuid").rows
                    .first)
            #expect(try row.text(0) == one && row.bool(1))
            for other in [
                "", "x", one.uppercased(), one + "0", String(one.dropLast()), one.replacing("-", with: ""),
                "0192f0a1b-2c3-7d4e-8f90-a1b2c3d4e5f6", "{\(one)}", "\u{0}", "0192f0a1-b2c3-7d4e-8f90-a1b2c3d4e5fg",
            ] {
                let row = try #require(try await connection.query("SELECT \(.uuid(text: other)) IS NULL").rows.first)
                #expect(try row.bool(0), "\(other)")
            }
        }

        @Test(
            "Text stays text",
            arguments: [
                "", "'; DROP TABLE record; --", "汉字 稻谷", "\u{1F33E}e\u{301}", "$1 \\ \" %s {}", "\u{FEFF}x",
                "\u{10FFFF}",
                String(repeating: "谷", count: 100_000),
            ])
        func text(_ text: String) async throws {
            let connection = try await TestServer.connect()
            let row = try #require(try await connection.query("SELECT \(text), length(\(text))::bigint").rows.first)
            #expect(try row.text(0).unicodeScalars.elementsEqual(text.unicodeScalars))
            #expect(try row.int8(1) == Int64(text.unicodeScalars.count))
        }

        @Test("U+0000 in a text is refused by the server, and the connection lives on")
        func zeroInText() async throws {
            let connection = try await TestServer.connect()
            #expect(await failure(of: "SELECT \("a\u{0}b")", on: connection)?.sqlState == .characterNotInRepertoire)
            #expect(
                await failure(of: "SELECT \(.textArray(["\u{0}"]))", on: connection)?.sqlState
                    == .characterNotInRepertoire)
            #expect(try await connection.query("SELECT \(1)").rows.first?.int8(0) == 1)
        }

        @Test("U+0000 in SQL is refused before it is sent: a C string would end there")
        func zeroInSQL() async throws {
            let connection = try await TestServer.connect()
            let error = await failure(of: "SELECT 1 AS \(identifier: "a\u{0}b")", on: connection)
            #expect(error?.code == .configuration)
            #expect(try await connection.query("SELECT \(1)").rows.first?.int8(0) == 1)
        }

        @Test("NULL is NULL, and only the accessors for it accept it")
        func null() async throws {
            let connection = try await TestServer.connect()
            let row = try #require(
                try await connection.query(
                    "SELECT \(.null(.int8)), \(.text(nil)), \(.null(.bool)), \(.null(.jsonb)), \(.null(.timestamptz)), 'x'"
                ).rows.first)
            #expect(try row.int8IfPresent(0) == nil && row.textIfPresent(1) == nil && row.boolIfPresent(2) == nil)
            #expect(try row.jsonIfPresent(3) == nil && row.timestampIfPresent(4) == nil && row.bytesIfPresent(0) == nil)
            #expect(throws: PostgresError.self) { try row.int8(0) }
            #expect(throws: PostgresError.self) { try row.text(1) }
            #expect(try row.text(5) == "x")
        }

        @Test("A column of another type, or none, is refused rather than misread")
        func mismatch() async throws {
            let connection = try await TestServer.connect()
            let row = try #require(
                try await connection.query(
                    "SELECT 1::bigint, 'x'::text, now(), 'infinity'::timestamptz, '-infinity'::timestamptz, 1.5::numeric"
                ).rows.first)
            #expect(throws: PostgresError.self) { try row.text(0) }
            #expect(throws: PostgresError.self) { try row.int8(1) }
            #expect(throws: PostgresError.self) { try row.bool(1) }
            #expect(throws: PostgresError.self) { try row.json(1) }
            #expect(throws: PostgresError.self) { try row.int8(2) }
            #expect(throws: PostgresError.self) { try row.timestamp(3) }
            #expect(throws: PostgresError.self) { try row.timestamp(4) }
            #expect(throws: PostgresError.self) { try row.int8(5) }
            #expect(throws: PostgresError.self) { try row.int8(6) }
            #expect(throws: PostgresError.self) { try row.int8(-1) }
        }

        @Test(
            "Times are microseconds since 1970",
            arguments: [Int64(0), -1, 1_700_000_000_123_456, -62_000_000_000_000_000])
        func time(_ microseconds: Int64) async throws {
            let connection = try await TestServer.connect()
            let row = try #require(
                try await connection.query(
                    """
                    SELECT \(.timestamptz(microsecondsSince1970: microseconds)),
                        (extract(epoch FROM \(.timestamptz(microsecondsSince1970: microseconds))) * 1000000)::bigint
                    """
                ).rows.first)
            #expect(try row.timestamp(0) == microseconds && row.int8(1) == microseconds)
        }

        @Test(
            "A time no calendar has is refused by the server",
            arguments: [Int64.min, Int64.min + 1, Int64(-300_000_000_000_000_000)])
        func impossibleTime(_ microseconds: Int64) async throws {
            let connection = try await TestServer.connect()
            let error = await failure(of: "SELECT \(.timestamptz(microsecondsSince1970: microseconds))", on: connection)
            #expect(error?.sqlState?.rawValue == "22008")
        }

        @Test("UUID and JSON")
        func uuidAndJSON() async throws {
            let connection = try await TestServer.connect()
            let json = Array(#"{"稻": [1, null]}"#.utf8)
            let row = try #require(
                try await connection.query(
                    """
                    SELECT \(.uuid((0x0011_2233_4455_6677, 0x8899_AABB_CCDD_EEFF)))::text,
                        \(.uuid([UInt8](0..<16))), \(.jsonb(json)), '{"b" : 1}'::json
                    """
                ).rows.first)
            #expect(try row.text(0) == "00112233-4455-6677-8899-aabbccddeeff" && row.bytes(1) == [UInt8](0..<16))
            #expect(try row.json(2) == json && row.json(3) == Array(#"{"b" : 1}"#.utf8))
            #expect(
                await failure(of: "SELECT \(.jsonb(Array("{".utf8)))", on: connection)?.sqlState?.rawValue == "22P02")
        }

        @Test("Arrays, empty and with NULL elements")
        func arrays() async throws {
            let connection = try await TestServer.connect()
            let row = try #require(
                try await connection.query(
                    """
                    SELECT \(.int8Array([1, -2])), \(.int8OptionalArray([nil, 3])), \(.textArray(["a", nil, "", "谷"])),
                        \(.textArray([])), (\(.byteaArray([[1], []])))[2], (\(.jsonbArray([Array("[1]".utf8)])))[1],
                        (\(.timestamptzArray([5])))[1], (\(.boolArray([false, true])))[2],
                        cardinality(\(.int8Array([])))
                    """
                ).rows.first)
            #expect(try row.int8Array(0) == [1, -2] && row.int8Array(1) == [nil, 3])
            #expect(try row.textArray(2) == ["a", nil, "", "谷"] && row.textArray(3) == [])
            #expect(try row.bytes(4) == [] && row.json(5) == Array("[1]".utf8) && row.timestamp(6) == 5)
            #expect(try row.bool(7) && row.int8(8) == 0)
            #expect(throws: PostgresError.self) { try row.int8Array(2) }
            let uuids = try await connection.query("SELECT unnest(\(.uuidArray([[UInt8](0..<16), [UInt8](1...16)])))")
                .rows
            #expect(try uuids.map { row throws(PostgresError) in try row.bytes(0).first } == [0, 1])
        }

        @Test("Enumerations and names read as text")
        func textual() async throws {
            let connection = try await TestServer.connect()
            _ = try await connection.query("CREATE TYPE pg_temp.mood AS ENUM ('glad')")
            let row = try #require(
                try await connection.query("SELECT 'glad'::pg_temp.mood, 'n'::name, 'v'::varchar(3), 'c'::char(2)").rows
                    .first)
            #expect(try row.text(0) == "glad" && row.text(1) == "n" && row.text(2) == "v" && row.text(3) == "c ")
        }

        @Test("Text that is no UTF-8 cannot be read as text")
        func invalidText() async throws {
            let connection = try await TestServer.connect()
            #expect(
                await failure(of: "SELECT convert_from(\(.bytea([0xFF])), 'UTF8')", on: connection)?.sqlState
                    == .characterNotInRepertoire)
            #expect(try await connection.query("SELECT \(.bytea([0xFF]))").rows.first?.bytes(0) == [0xFF])
        }
    }
}
