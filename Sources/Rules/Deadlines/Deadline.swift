/// Limits of time (domain.md §9).
public enum Deadline {
    /// Application for re-inspection under food law: working days from the result.
    public static let reinspectionWorkingDays = 7
    /// Report of a re-inspection: working days from the sample's receipt.
    public static let reinspectionReportWorkingDays = 7
    /// Confirmation of a manifest: working days from arrival.
    public static let manifestWorkingDays = 5
    /// Sample to the laboratory: hours from the seal.
    public static let sampleToLaboratoryHours: Int64 = 48
}
