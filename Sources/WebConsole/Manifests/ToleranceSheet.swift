import Custody
import Operations
import Rules

/// 怎么算的: what two weighings of one load may differ by, from the limits of error of both scales.
struct ToleranceSheet {
    /// The weighing at loading; `nil` where neither scale is known to the reader.
    let loading: ScaleLoad?
    /// The weighing on arrival; `nil` before it.
    let unloading: ScaleLoad?
    /// Whether the sender's scale is not known to the reader, and is taken to be as fine as his own.
    let isGuessed: Bool
    /// Words.
    let visit: Visit

    private var wording: Wording { visit.wording }

    /// Reads the scales of a trip.
    ///
    /// - Parameter weighed: scale, gross and tare on arrival.
    init(
        _ trip: Manifest, weighed: (scale: String, gross: Grams, tare: Grams)?, _ console: Console, _ visit: Visit
    ) async throws(LedgerFault) {
        self.visit = visit
        func interval(_ scale: String) async throws(LedgerFault) -> Grams? {
            try await console.ledger.find(.scales, scale, visit.who.actor, nil)?.decoded(Scale.self)?.intervalGrams
        }
        let theirs = try await interval(trip.loadingScale.text)
        let ours: Grams? = if let weighed { try await interval(weighed.scale) } else { nil }
        isGuessed = theirs == nil
        loading = (theirs ?? ours).flatMap {
            ScaleLoad(interval: $0, gross: trip.loadedGrams + trip.loadedTareGrams, tare: trip.loadedTareGrams)
        }
        unloading = weighed.flatMap { weighed in
            ours.flatMap { ScaleLoad(interval: $0, gross: weighed.gross, tare: weighed.tare) }
        }
    }

    /// The rule and the limits of error that are known.
    var arithmetic: Markup {
        let loads = [loading, unloading].compactMap(\.self).flatMap { load in
            [(load.gross, load.interval), (load.tare, load.interval)]
        }
        let lines = loads.map { mass, interval -> Markup in
            let limit = WeighingTolerance.limitOfError(of: mass, interval: interval)
            return
                "<li>\(visit.say(.limitLine, wording.kilograms(mass.value), wording.kilograms(interval.value), wording.kilograms(limit.value)))</li>"
        }
        let rule: Markup = "<p>\(visit.say(.toleranceRule))</p>"
        let guessed: Markup = isGuessed ? "<p class=\"soft\">\(visit.say(.intervalGuessed))</p>" : .nothing
        return lines.isEmpty ? rule : rule + "<p>\(visit.say(.fourLimits))</p><ul>\(lines)</ul>" + guessed
    }

    /// The difference, what it may be, and how that comes; nothing before both weighings are known.
    var comparison: Markup {
        guard let loading, let unloading else { return .nothing }
        let allowed = WeighingTolerance.between(loading, unloading)
        let isAllowed = WeighingTolerance.allows(loading, unloading)
        return """
            <p>\(visit.say(.differenceNow)) <strong class="mass">\(wording.kilograms((unloading.net - loading.net).value)) \(visit.say(.kilogram))</strong> · \
            \(visit.say(.allowed)) ±\(wording.kilograms(allowed.value)) \(visit.say(.kilogram)) \
            \(wording.tag(isAllowed ? "good" : "bad", visit.say(isAllowed ? .withinTolerance : .beyondTolerance)))</p>\
            <details><summary>\(visit.say(.howComputed))</summary>\(arithmetic)</details>
            """
    }
}
