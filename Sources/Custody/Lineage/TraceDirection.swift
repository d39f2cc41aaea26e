/// The direction of a trace.
public enum TraceDirection: String, Sendable {
    /// To what the grain came from.
    case up
    /// To what was made of it.
    case down
}
