/// The two weighings of one load on one scale.
public struct ScaleLoad: Hashable, Sendable {
    /// Verification interval e.
    public let interval: Grams
    /// With the load.
    public let gross: Grams
    /// Without it.
    public let tare: Grams

    /// Two weighings; `nil` when e is not above zero, a weight is below zero, or the empty vehicle weighs more.
    public init?(interval: Grams, gross: Grams, tare: Grams) {
        guard interval > .zero, tare >= .zero, gross >= tare else { return nil }
        self.interval = interval
        self.gross = gross
        self.tare = tare
    }

    /// The load.
    public var net: Grams { gross - tare }

    /// True when both weights are whole multiples of e, as the scale displays them; a figure that is not was not read
    /// from this scale.
    public var isReadable: Bool { gross.value % interval.value == 0 && tare.value % interval.value == 0 }

    /// True when the scale may weigh the vehicle: not above its greatest load.
    public func isWithin(maximum: Grams) -> Bool { gross <= maximum }
}
