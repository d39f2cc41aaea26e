import Evidence

/// The page in a dossier that says how to check it without us.
enum DossierInstructions {
    /// The pages, by name.
    static var pages: DossierFiles {
        ["HOW-TO-CHECK.txt": Array(english.utf8), "HOW-TO-CHECK.zh.txt": Array(chinese.utf8)]
    }

    private static let chinese = """
        怎样不靠我们核验这份档案

        1. 档案是一个普通的 zip 文件。records/ 是记录原文，entries/ 是记录在证据日志里的条目，proofs/ 是条目确在日志里的证明，
           checkpoint 是日志签名的检查点，policy 是日志的公钥，manifest.json 列出每个文件的 SHA-256 和批次的记录数。
        2. 先核对公钥：policy 里的公钥必须与公报、印刷件或见证单位手里的一致。这一步不能省。
        3. 每条记录：records/ID.json 的 SHA-256（base64url）等于 entries/ID.json 里的 d。种类为 erasure 的记录说明：
           data.record 那条记录里摘要为 data.digest 的姓名已依法删除，任何档案里都不再有它。
        4. 每个条目：SHA-256(00 ‖ 条目字节) 是叶子摘要；按 proofs/ID.tlog-proof 里的序号和哈希，依 RFC 6962 算出的树根
           必须等于 checkpoint 的第三行；checkpoint 的签名用 Ed25519 公钥核对（C2SP signed-note）。
           Debian 的 golang-golang-x-mod-dev 里的 note.Open 和 tlog.CheckRecord 可以完成这一步，不需要我们的任何代码。
        5. 没有遗漏：批次标签 = SHA-256("grainledger/stream/v1" ‖ 密钥 ‖ 批次编号) 的前 16 字节（base64url）。
           档案各条目中该标签的编号必须恰好是 1、2、3……到 manifest.json 里的 count；把公布的日志
           （tile/entries/…）从头数到检查点，该标签也必须恰好出现这么多次。
        6. 本程序的核验：grainledger verify 档案.zip --policy 你的公钥文件 --log 公布的日志地址；或在浏览器里打开
           服务地址/verify/，那一页可以下载成一个文件，断网使用。

        证明的范围：记录自写入日志之后没有被改动、没有被删去。写入之前的真伪，日志证明不了。

        """

    private static let english = """
        How to check this dossier without us

        1. It is a plain zip file. records/ holds the records, entries/ their entries in the evidence log, proofs/ the proofs
           that these are in it, checkpoint what the log has signed, policy the log's keys, manifest.json the SHA-256 of every
           file and how many records each batch has.
        2. Compare the keys first: those in policy must be the ones published in print, in the gazette, or held by a witness.
           Nothing replaces this step.
        3. Each record: SHA-256 of records/ID.json, in base64url, is the member d of entries/ID.json. A record of kind erasure
           says that the name with the digest data.digest in the record data.record was erased: no dossier has it any more.
        4. Each entry: SHA-256(00 || entry) is the leaf hash; with the index and hashes of proofs/ID.tlog-proof it leads to the
           root in the third line of checkpoint (RFC 6962); the signature is Ed25519 (C2SP signed-note). note.Open and
           tlog.CheckRecord of Debian's golang-golang-x-mod-dev do this without a line of ours.
        5. Nothing is left out: a batch's tag is the first 16 bytes of SHA-256("grainledger/stream/v1" || secret || batch code),
           in base64url. Its numbers in the entries must be 1, 2, 3 ... up to count in manifest.json, and in the whole published
           log (tile/entries/...) up to the checkpoint the tag must occur exactly as often.
        6. Or: grainledger verify FILE.zip --policy YOUR-KEYS --log ADDRESS-OF-THE-LOG, or the page /verify/ of the service in
           a browser, which can be kept as one file and used without network.

        What is proven: that the records were not changed and not removed since they were logged. What was true before, the log
        cannot prove.

        """
}
