import ArgumentParser
import GrainLedgerCommands

/// The program: everything it can do stands in `GrainLedgerCommands`.
@main
enum Program {
    static func main() async { await GrainLedgerCommand.main() }
}
