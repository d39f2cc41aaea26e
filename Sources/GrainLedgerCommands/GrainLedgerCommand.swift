public import ArgumentParser

/// `grainledger`.
public struct GrainLedgerCommand: AsyncParsableCommand {
    /// Name, words and subcommands.
    public static let configuration = CommandConfiguration(
        commandName: "grainledger",
        abstract: "The book of over-limit grain: every gram has an address, from the paddy to its disposal.",
        subcommands: [
            ServeCommand.self, MigrateCommand.self, ImportCommand.self, BatchCommand.self, RecallCommand.self,
            OverdueCommand.self,
            ReportCommand.self, PrintCommand.self,
            RebuildCommand.self, LineageCommand.self, DoctorCommand.self,
            PersonCommand.self, MembershipCommand.self, AccountCommand.self, FactorKeyCommand.self, TokenCommand.self,
            AuditCommand.self, RetentionCommand.self, LogCommand.self, DossierCommand.self, VerifyCommand.self,
            WitnessCommand.self, SimulateCommand.self,
            ConfigCommand.self,
        ])

    /// A command.
    public init() {}
}
