extension Doctor {
    /// How long a leaf may wait, in seconds: longer, and nobody takes them (evidence.md §4.3).
    static let longestWait: Int64 = 30

    /// The evidence log's own checks.
    public static func log(_ status: LogStatus?) -> [Check] {
        guard let status else { return [] }
        let faults = status.examination?.faults.count ?? 0
        let isStale = status.examination.map { $0.ageSeconds > 2 * 86_400 } ?? true
        return [
            fault(
                "log-leaves", status.recordsWithoutLeaf != 0, "没有日志叶子的记录 \(status.recordsWithoutLeaf)",
                "records without a leaf in the log: \(status.recordsWithoutLeaf)", "grainledger log fsck"),
            fault(
                "log-frozen", status.frozen != nil, status.frozen.map { "日志已冻结：\($0)" } ?? "日志在正常追加",
                status.frozen.map { "the log is frozen: \($0)" } ?? "the log goes on",
                "grainledger log recover --from DIR"),
            fault(
                "log-examination", faults != 0,
                status.examination.map { "最近一次全面核验 \($0.endedAt)，问题 \(faults)" } ?? "还没有全面核验过",
                status.examination.map { "last examined \($0.endedAt), faults \(faults)" } ?? "never examined",
                "grainledger log fsck"),
            warning(
                "log-signed", status.keys.isEmpty || isStale || status.oldestPendingSeconds > longestWait,
                "日志 \(status.size) 条，已签 \(status.signedSize ?? 0) 条，等待 \(status.pending) 条",
                "leaves \(status.size), signed \(status.signedSize ?? 0), waiting \(status.pending)",
                "serve 在运行吗？GRAINLEDGER_LOG_DIRECTORY / is serve running, with its key?"),
        ] + witnesses(status)
    }

    /// Asked of a log that has witnesses: without their quorum the last checkpoint is the operator's word alone.
    private static func witnesses(_ status: LogStatus) -> [Check] {
        guard let quorum = status.quorum else { return [] }
        let answers = status.witnesses.map { "\($0.name) \($0.answer ?? "—")" }.joined(separator: ", ")
        return [
            warning(
                "log-witnesses", !quorum, "最近一个检查点的会签\(quorum ? "够数" : "还不够数")：\(answers)",
                "cosignatures of the last checkpoint: \(quorum ? "enough" : "not enough yet"): \(answers)",
                "GET /v1/log")
        ]
    }
}
