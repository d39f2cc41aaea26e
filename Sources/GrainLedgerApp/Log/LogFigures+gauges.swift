import HTTPAPI
import LogStore

extension LogFigures {
    /// The figures as a watching program reads them; what there is none of yet is left out.
    var gauges: [Gauge] { always + sometimes.compactMap(\.self) }

    private var always: [Gauge] {
        [
            Gauge("grainledger_log_size", "Leaves in the tree of the evidence log.", size),
            Gauge("grainledger_log_pending", "Leaves that wait for a place in the tree.", pending),
            Gauge("grainledger_log_oldest_pending_seconds", "Age of the oldest of them; alarm at 30.", oldestPending),
            Gauge(
                "grainledger_log_records_without_leaf",
                "Records without a leaf among the last \(LogReads.recent); alarm at 1.", recordsWithoutLeaf),
            Gauge("grainledger_log_frozen", "1 while nothing is added or signed; alarm at 1.", isFrozen ? 1 : 0),
            Gauge("grainledger_log_witnesses", "Witnesses that have cosigned the last checkpoint.", witnesses),
            Gauge("grainledger_log_witnesses_needed", "Witnesses that the policy asks for.", witnessesNeeded),
        ]
    }

    private var sometimes: [Gauge?] {
        [
            signedSize.map { Gauge("grainledger_log_checkpoint_size", "Leaves under the last checkpoint.", $0) },
            checkpointAge.map {
                Gauge("grainledger_log_checkpoint_age_seconds", "Time since the last checkpoint.", $0)
            },
            faults.map {
                Gauge("grainledger_log_examination_faults", "Faults of the last examination; alarm at 1.", $0)
            },
            examinationAge.map {
                Gauge("grainledger_log_examination_age_seconds", "Time since it ended; alarm at 172800.", $0)
            },
        ]
    }
}
