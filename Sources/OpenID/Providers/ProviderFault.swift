/// Why a provider was of no use: a matter of the world, not of the person at the door.
public enum ProviderFault: Error, Hashable, Sendable {
    /// It cannot be reached, or not in time.
    case away
    /// It answers, and not as a provider of these settings does; what does not fit, in English.
    case unfit(String)
}
