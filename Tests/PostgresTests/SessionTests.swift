import Postgres
import Synchronization
import Testing

extension LiveTests {
    @Suite("Sessions: configuration, scripts, notices")
    struct SessionTests {
        @Test("Settings reach the server, blanks and quotes included")
        func settings() async throws {
            let connection = try await TestServer.connect {
                $0.applicationName = "grain \\ ledger"
                $0.searchPath = ["pg_catalog", #"odd " name"#]
                $0.settings["datestyle"] = "ISO, YMD"
                $0.statementTimeoutMilliseconds = 1_234
            }
            let row = try #require(
                try await connection.query(
                    """
                    SELECT current_setting('search_path'), current_setting('application_name'),
                        current_setting('DateStyle'), current_setting('statement_timeout'), current_setting('client_encoding')
                    """
                ).rows.first)
            #expect(try row.text(0) == #""pg_catalog","odd "" name""#)
            #expect(try row.text(1) == "grain \\ ledger" && row.text(2) == "ISO, YMD")
            #expect(try row.text(3) == "1234ms" && row.text(4) == "UTF8")
        }

        @Test("What the URL says wins over defaults, what is set wins over the URL")
        func precedence() async throws {
            let connection = try await TestServer.connect {
                $0.url += ($0.url.contains("?") ? "&" : "?") + "application_name=of_url&options=-c%20work_mem%3D5MB"
                $0.database = "template1"
            }
            let row = try #require(
                try await connection.query(
                    "SELECT current_setting('application_name'), current_setting('work_mem'), current_database()"
                ).rows.first)
            #expect(try row.text(0) == "of_url" && row.text(1) == "5MB" && row.text(2) == "template1")
        }

        @Test("A configuration never shows a password")
        func password() {
            var configuration = PostgresConfiguration(url: "postgresql://u:s3cret@h:5/d?sslmode=verify-full")
            #expect("\(configuration)" == "PostgresConfiguration(host=h port=5 dbname=d user=u)")
            configuration.url = "postgresql://u:s3cret@h:5/d?nonsense=1"
            #expect("\(configuration)" == "PostgresConfiguration(unreadable)")
            #expect("\(PostgresConfiguration(host: "h", port: 1, database: "d", user: "u"))".contains("host=h port=1"))
        }

        @Test(
            "A URL that cannot be read is refused, and not repeated",
            arguments: ["nonsense", "postgresql://u:s3cret@h/%zz", "postgresql://h?s3cret"])
        func unreadable(_ url: String) async {
            let error = await failure { () throws(PostgresError) in _ = try PostgresConfiguration(checking: url) }
            #expect(error?.code == .configuration)
            #expect(error?.debugDescription.contains("s3cret") == false)
            let atConnect = await failure { () throws(PostgresError) in
                _ = try await PostgresConnection.connect(PostgresConfiguration(url: url))
            }
            #expect(atConnect?.code == .configuration)
        }

        @Test("A database that does not exist, and a server that is not there: connection failed")
        func cannotConnect() async throws {
            let configuration = try TestServer.configuration { $0.database = "no_such_database" }
            let missing = await failure { () throws(PostgresError) in
                _ = try await PostgresConnection.connect(configuration)
            }
            #expect(missing?.code == .connectionFailed)
            #expect(missing?.debugDescription.contains("no_such_database") == true)
            let nobody = PostgresConfiguration(host: "/nonexistent", database: "x", user: "x")
            let absent = await failure { () throws(PostgresError) in _ = try await PostgresConnection.connect(nobody) }
            #expect(absent?.code == .connectionFailed && absent?.description == "PostgresError(connectionFailed)")
        }

        @Test("Warnings go to the handler, notices below are not even sent")
        func notices() async throws {
            let heard = Heard()
            let connection = try await PostgresConnection.connect(TestServer.configuration()) { heard.note($0) }
            try await connection.script(
                "DO $$ BEGIN RAISE NOTICE 'quiet'; RAISE WARNING '当心' USING ERRCODE = '01Z99'; END $$")
            _ = try await connection.query("DO $$ BEGIN RAISE WARNING 'second'; END $$")
            #expect(heard.all.map(\.message) == ["当心", "second"])
            #expect(heard.all.first?.severity == "WARNING" && heard.all.first?.sqlState?.rawValue == "01Z99")
        }

        @Test("A script of several statements is one implicit transaction")
        func script() async throws {
            let connection = try await TestServer.connect()
            try await connection.script("CREATE TEMPORARY TABLE t (n bigint); INSERT INTO t VALUES (1);")
            let error = await failure { () throws(PostgresError) in
                try await connection.script("INSERT INTO t VALUES (2); SELECT 1 / 0; INSERT INTO t VALUES (3)")
            }
            #expect(error?.sqlState?.rawValue == "22012")
            #expect(try await connection.query("SELECT count(*) FROM t").rows.first?.int8(0) == 1)
            let copy = await failure { () throws(PostgresError) in try await connection.script("COPY t FROM STDIN") }
            #expect(copy?.code == .configuration)
            #expect(try await connection.query("SELECT count(*) FROM t").rows.first?.int8(0) == 1)
        }

        @Test("A closed connection says so")
        func closed() async throws {
            let connection = try await TestServer.connect()
            await connection.close()
            #expect(await failure(of: "SELECT 1", on: connection)?.code == .connectionLost)
        }
    }
}

/// What a notice handler was told.
final class Heard: Sendable {
    private let notices = Mutex<[PostgresNotice]>([])
    func note(_ notice: PostgresNotice) { notices.withLock { $0.append(notice) } }
    var all: [PostgresNotice] { notices.withLock { $0 } }
}
