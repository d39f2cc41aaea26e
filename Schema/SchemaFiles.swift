/// The migrations, compiled into the binary: what the program expects and what it can apply are the same text.
public struct Migration: Sendable {
    /// Number, from the file's name.
    public let version: Int64
    /// File name without suffix.
    public let name: String
    /// The SQL, several statements.
    public let sql: String

    /// All migrations in order.
    public static let all: [Migration] = [
        Migration(version: 1, name: "m0001_create_book", bytes: PackageResources.m0001_create_book_sql),
        Migration(version: 2, name: "m0002_create_token", bytes: PackageResources.m0002_create_token_sql),
        Migration(version: 3, name: "m0003_withhold_persons", bytes: PackageResources.m0003_withhold_persons_sql),
        Migration(
            version: 4, name: "m0004_create_bureau_report", bytes: PackageResources.m0004_create_bureau_report_sql),
        Migration(version: 5, name: "m0005_guard_rows", bytes: PackageResources.m0005_guard_rows_sql),
        Migration(version: 6, name: "m0006_create_identity", bytes: PackageResources.m0006_create_identity_sql),
        Migration(version: 7, name: "m0007_create_log", bytes: PackageResources.m0007_create_log_sql),
        Migration(
            version: 9, name: "m0009_open_log_to_replayer", bytes: PackageResources.m0009_open_log_to_replayer_sql),
        Migration(version: 10, name: "m0010_narrow_sight", bytes: PackageResources.m0010_narrow_sight_sql),
        Migration(version: 12, name: "m0012_link_accounts", bytes: PackageResources.m0012_link_accounts_sql),
        Migration(
            version: 20, name: "m0020_guard_by_statement", bytes: PackageResources.m0020_guard_by_statement_sql),
        Migration(version: 21, name: "m0021_inline_sight", bytes: PackageResources.m0021_inline_sight_sql),
        Migration(
            version: 22, name: "m0022_create_cosignature", bytes: PackageResources.m0022_create_cosignature_sql),
        Migration(
            version: 23, name: "m0023_guard_waiting_acts", bytes: PackageResources.m0023_guard_waiting_acts_sql),
        Migration(version: 24, name: "m0024_bind_credentials", bytes: PackageResources.m0024_bind_credentials_sql),
        Migration(version: 26, name: "m0026_show_own_samples", bytes: PackageResources.m0026_show_own_samples_sql),
        Migration(
            version: 28, name: "m0028_guard_disclosures_by_statement",
            bytes: PackageResources.m0028_guard_disclosures_by_statement_sql),
        Migration(version: 30, name: "m0030_sight_by_part", bytes: PackageResources.m0030_sight_by_part_sql),
        Migration(
            version: 31, name: "m0031_index_open_matters", bytes: PackageResources.m0031_index_open_matters_sql),
        Migration(version: 32, name: "m0032_administer_persons", bytes: PackageResources.m0032_administer_persons_sql),
        Migration(
            version: 33, name: "m0033_show_collected_samples", bytes: PackageResources.m0033_show_collected_samples_sql),
        Migration(version: 34, name: "m0034_register_handsets", bytes: PackageResources.m0034_register_handsets_sql),
        Migration(version: 35, name: "m0035_create_import_jobs", bytes: PackageResources.m0035_create_import_jobs_sql),
        Migration(
            version: 36, name: "m0036_own_jobs_and_handsets", bytes: PackageResources.m0036_own_jobs_and_handsets_sql),
        Migration(version: 37, name: "m0037_index_attachments", bytes: PackageResources.m0037_index_attachments_sql),
        Migration(
            version: 38, name: "m0038_forget_digests_of_names",
            bytes: PackageResources.m0038_forget_digests_of_names_sql),
        Migration(
            version: 39, name: "m0039_tell_idle_memberships", bytes: PackageResources.m0039_tell_idle_memberships_sql),
        Migration(
            version: 40, name: "m0040_index_audit_by_time", bytes: PackageResources.m0040_index_audit_by_time_sql),
        Migration(version: 41, name: "m0041_keep_lineage", bytes: PackageResources.m0041_keep_lineage_sql),
        Migration(version: 42, name: "m0042_update_in_place", bytes: PackageResources.m0042_update_in_place_sql),
    ]

    private init(version: Int64, name: String, bytes: [UInt8]) {
        self.version = version
        self.name = name
        sql = String(decoding: bytes, as: UTF8.self)
    }
}
