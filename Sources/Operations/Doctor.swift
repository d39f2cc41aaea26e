public import Rules

/// Judges the vital signs of an installation: one line each, with what to do (experience.md §1.5).
public enum Doctor {
    /// One thing looked at.
    public struct Check: Sendable, Hashable, Codable {
        /// How it came out: ✓, ! or ✗.
        public enum Outcome: String, Sendable, Codable { case good, warning, fault }
        /// Stable name.
        public let name: String
        /// How it came out.
        public let outcome: Outcome
        /// What was found, in Chinese.
        public let zh: String
        /// What was found, in English.
        public let en: String
        /// What to do about it, in both languages; empty when nothing is.
        public let fix: String
    }

    /// What the doctor looks at besides the database.
    public struct Surroundings: Sendable {
        /// The server's own clock.
        public var now: Timestamp
        /// Free bytes where the data lie; `nil` when they lie elsewhere.
        public var freeBytes: Int64?
        /// Connections the service wants.
        public var connections: Int

        /// Surroundings.
        public init(now: Timestamp, freeBytes: Int64?, connections: Int) {
            self.now = now
            self.freeBytes = freeBytes
            self.connections = connections
        }
    }

    /// Every check, in the order a person would look.
    public static func examine(
        _ signs: VitalSigns, _ around: Surroundings, calendar: WorkingCalendar = .china
    ) -> [Check] {
        database(signs, around) + book(signs) + log(signs.log) + registers(signs, around, calendar)
    }

    private static func database(_ signs: VitalSigns, _ around: Surroundings) -> [Check] {
        let drift = abs(signs.clock.microseconds - around.now.microseconds) / 1_000_000
        let free = around.freeBytes.map { $0 / 1_000_000_000 }
        return [
            fault(
                "postgres-version", signs.serverVersion < 150_000, "PostgreSQL \(signs.serverVersion / 10_000)",
                "PostgreSQL \(signs.serverVersion / 10_000)",
                "升级到 PostgreSQL 15 或更高 / upgrade to PostgreSQL 15 or later"),
            fault(
                "durability", !signs.isDurable, "提交先落盘再答复", "a commit is on disk before it is answered",
                "fsync = on, full_page_writes = on, synchronous_commit = on"),
            fault(
                "encoding", signs.encoding != "UTF8", "字符集 \(signs.encoding)", "encoding \(signs.encoding)",
                "ENCODING UTF8"),
            fault(
                "migrations", signs.missingMigrations != 0, "缺 \(signs.missingMigrations) 个迁移",
                "\(signs.missingMigrations) migrations missing", "grainledger migrate"),
            fault(
                "clock", drift > 2, "时钟相差 \(drift) 秒", "clocks differ by \(drift) s",
                "对时：两台机器都用 NTP / let both machines follow NTP"),
            warning(
                "connections", signs.connectionLimit < around.connections + 10, "连接上限 \(signs.connectionLimit)",
                "at most \(signs.connectionLimit) connections", "max_connections"),
            warning(
                "long-transaction", signs.oldestTransactionSeconds > 300,
                "最老的事务 \(signs.oldestTransactionSeconds) 秒", "oldest transaction \(signs.oldestTransactionSeconds) s",
                "pg_stat_activity"),
            warning(
                "archive", !signs.archives, signs.archives ? "日志有归档" : "日志没有归档，只能从备份恢复到备份那一刻",
                signs.archives ? "the log is archived" : "the log is not archived: a restore ends at the last backup",
                "archive_mode, archive_command"),
            warning(
                "superuser", signs.isSuperuser, signs.isSuperuser ? "服务以超级用户连接" : "服务不是超级用户",
                signs.isSuperuser ? "the service signs in as a superuser" : "the service is no superuser",
                "给服务一个自己的角色 / give the service a role of its own"),
            warning(
                "disk", (free ?? 100) < 5, free.map { "剩余 \($0) GB" } ?? "数据库在别处",
                free.map { "\($0) GB free" } ?? "elsewhere",
                "清理或扩容 / make room"),
        ]
    }

    private static func book(_ signs: VitalSigns) -> [Check] {
        [
            fault(
                "guards", !signs.guardsOff.isEmpty, "数据库约束：\(named(signs.guardsOff))",
                "guards of the schema: \(named(signs.guardsOff))", "ALTER TABLE … ENABLE TRIGGER …"),
            fault(
                "residual", signs.residualGrams != 0, "全账差额 \(signs.residualGrams) 克",
                "residual of the whole book \(signs.residualGrams) g", "grainledger rebuild --check"),
            fault(
                "answers", signs.recordsWithoutAnswer != 0, "没有答复的记录 \(signs.recordsWithoutAnswer)",
                "records without an answer \(signs.recordsWithoutAnswer)", "grainledger rebuild --check"),
            fault(
                "digests", signs.damagedRecords != 0, "最近记录中摘要不符 \(signs.damagedRecords)",
                "recent records whose digest does not fit: \(signs.damagedRecords)", "grainledger rebuild --check"),
        ]
    }

    private static func registers(_ signs: VitalSigns, _ around: Surroundings, _ calendar: WorkingCalendar) -> [Check] {
        let today = around.now.chinaDate
        let horizon = today.adding(days: 31)
        return [
            warning(
                "holidays", !calendar.knows(horizon), "节假日表到 \(calendar.years.upperBound) 年",
                "holidays known until \(calendar.years.upperBound)", "装入下一年的节假日 / install next year's holidays"),
            warning(
                "tokens", signs.liveTokens == 0, "有效令牌 \(signs.liveTokens)", "live tokens \(signs.liveTokens)",
                "grainledger token create"),
            warning(
                "scales", signs.scalesExpiring != 0, "30 天内到期或已过期的衡器 \(signs.scalesExpiring)",
                "scales whose certificate ends within 30 days or has ended: \(signs.scalesExpiring)",
                "GET /v1/scales"),
            warning(
                "licences", signs.licencesExpired != 0, "资质已过期的单位 \(signs.licencesExpired)",
                "organisations whose licence has ended: \(signs.licencesExpired)", "GET /v1/organizations"),
        ]
    }

    private static func named(_ guards: [String]) -> String {
        guards.isEmpty ? "✓" : guards.joined(separator: ", ")
    }
    static func fault(_ name: String, _ isFault: Bool, _ zh: String, _ en: String, _ fix: String) -> Check {
        Check(name: name, outcome: isFault ? .fault : .good, zh: zh, en: en, fix: isFault ? fix : "")
    }
    static func warning(_ name: String, _ isOdd: Bool, _ zh: String, _ en: String, _ fix: String) -> Check {
        Check(name: name, outcome: isOdd ? .warning : .good, zh: zh, en: en, fix: isOdd ? fix : "")
    }
}
