extension Batch {
    /// The batch with other batches, and itself, under other names: so that what somebody may not see can be masked
    /// without breaking the graph. Grams stay; those that come under one name are added.
    public func renamed(_ name: (BatchCode) -> BatchCode) -> Batch {
        var renamed = Batch(
            code: name(code), granary: granary, county: county, createdAt: createdAt, origin: origin, season: season,
            sources: sources,
            parents: Dictionary(parents.map { (name($0.key), $0.value) }, uniquingKeysWith: +))
        renamed.children = children.map(name)
        renamed.ledger = Dictionary(
            ledger.map { ($0.key.renamed(name), $0.value) }, uniquingKeysWith: +)
        renamed.sourceClass = sourceClass
        renamed.tests = tests
        renamed.rulings = rulings
        renamed.grainClass = grainClass
        renamed.tag = tag
        renamed.history = history
        renamed.disposal = disposal
        renamed.frozenBy = frozenBy
        renamed.record = record
        return renamed
    }
}

extension Place {
    /// The place with another name for the batch that grain came from or went into; other places as they are.
    public func renamed(_ name: (BatchCode) -> BatchCode) -> Place {
        switch kind {
        case "into": .into(name(BatchCode(code)))
        case "from": .from(name(BatchCode(code)))
        default: self
        }
    }
}
