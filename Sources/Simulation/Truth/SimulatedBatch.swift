import Rules

/// A batch as it truly is.
struct SimulatedBatch {
    let code: String
    /// Where its grain is or went, in grams.
    var grams: [String: Int64] = [:]
    /// Class at the end of the season.
    let grainClass: GrainClass
    /// Parcels whose grain is in it, through everything it was made from.
    let parcels: Set<String>

    /// Moves grams from one place to another.
    mutating func move(_ amount: Int64, from: String, to: String) {
        grams[from, default: 0] -= amount
        grams[to, default: 0] += amount
    }

    /// Grams in a place.
    func grams(in place: String) -> Int64 { grams[place] ?? 0 }

    /// As `truth.json` says it; places that hold nothing are left out.
    var words: Words {
        var words = Words()
        words.say("class", grainClass.rawValue)
        words.say("grams", grams.filter { $0.value != 0 })
        words.say("parcels", parcels.sorted())
        return words
    }
}

/// The sums over a season.
struct SeasonTotals {
    private(set) var batches: Int64 = 0
    private var byKind: [String: Int64] = [:]
    private var stockByClass: [String: Int64] = [:]
    private var intakeByClass: [String: Int64] = [:]

    /// Adds one batch.
    mutating func add(_ batch: SimulatedBatch) {
        batches += 1
        for (place, grams) in batch.grams where grams != 0 {
            let kind = String(place.prefix { $0 != ":" })
            byKind[kind, default: 0] += grams
            if kind == "paddy" { intakeByClass[batch.grainClass.rawValue, default: 0] -= grams }
            if kind == "bin" || kind == "transit" || kind == "facility" {
                stockByClass[batch.grainClass.rawValue, default: 0] += grams
            }
        }
    }

    /// As `truth.json` says it: what came in, where it went, what is there.
    var words: Words {
        var out = byKind
        for kind in ["paddy", "bin", "transit", "facility", "into", "from"] { out[kind] = nil }
        var words = Words()
        words.say("batches", batches)
        words.say("inGrams", -(byKind["paddy"] ?? 0))
        words.say("intakeByClass", intakeByClass)
        words.say("outGrams", out.filter { $0.value != 0 })
        words.say("stockByClass", stockByClass)
        words.say("stockGrams", stockByClass.values.reduce(0, +))
        return words
    }
}
