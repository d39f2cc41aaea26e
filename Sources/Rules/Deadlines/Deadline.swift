/// Limits of time (domain.md §9).
public enum Deadline {
    /// Under which law re-inspection is asked for.
    public enum ReinspectionLaw: String, CaseIterable, Sendable {
        /// Law on the quality and safety of farm produce: 5 working days.
        case farmProduce = "farm-produce"
        /// Food safety law: 7 working days.
        case food

        /// Working days from the result.
        public var workingDays: Int { self == .farmProduce ? 5 : 7 }
    }

    /// Application for re-inspection after a rapid test: hours from the result; not by a rapid method.
    public static let rapidReinspectionHours: Int64 = 4
    /// Application for re-inspection under food law: working days from the result.
    public static let reinspectionWorkingDays = ReinspectionLaw.food.workingDays
    /// Report of a re-inspection: working days from the sample's receipt.
    public static let reinspectionReportWorkingDays = 7
    /// Confirmation of a manifest: working days from arrival.
    public static let manifestWorkingDays = 5
    /// Sample to the laboratory: hours from the seal.
    public static let sampleToLaboratoryHours: Int64 = 48

    /// Last instant to apply for re-inspection of a rapid test.
    public static func rapidReinspection(ofResultAt result: Timestamp) -> Timestamp {
        result.adding(hours: rapidReinspectionHours)
    }

    /// Last day to apply for re-inspection of a report.
    public static func reinspection(
        toldOn day: CivilDate, under law: ReinspectionLaw = .food, calendar: WorkingCalendar = .china
    ) -> CivilDate {
        calendar.adding(workingDays: law.workingDays, to: day)
    }

    /// Last day to report a re-inspection.
    public static func reinspectionReport(
        sampleReceivedOn day: CivilDate, calendar: WorkingCalendar = .china
    ) -> CivilDate {
        calendar.adding(workingDays: reinspectionReportWorkingDays, to: day)
    }

    /// Last instant for a sealed sample to reach the laboratory.
    public static func laboratoryReceipt(ofSampleSealedAt sealed: Timestamp) -> Timestamp {
        sealed.adding(hours: sampleToLaboratoryHours)
    }

    /// Last day on which the back-up portion of a sample has to be kept cool: three months from its receipt (NY/T 789;
    /// domain.md §6); `nil` past the year 9999. A sample in dispute is kept until that ends.
    public static func backUpPortion(receivedOn day: CivilDate) -> CivilDate? { day.adding(months: 3) }

    /// Last day to confirm a manifest.
    public static func manifestConfirmation(
        arrivedOn day: CivilDate, calendar: WorkingCalendar = .china
    ) -> CivilDate {
        calendar.adding(workingDays: manifestWorkingDays, to: day)
    }
}
