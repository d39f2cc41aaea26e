import Custody
import Operations
import Postgres
import Rules

/// What a resource is drawn from: rows of `code, version, body, counties, owners`.
struct ResourceSource {
    /// The query.
    let query: Clause
    /// Aggregates it reads.
    let kinds: [AggregateKey.Kind]
    /// What else it reads that has a past.
    let extras: Tables.Extras

    init(_ query: Clause, _ kinds: [AggregateKey.Kind], _ extras: Tables.Extras = []) {
        self.query = query
        self.kinds = kinds
        self.extras = extras
    }
}

extension Resource {
    /// The source; `nil` for deadlines, which are computed. Sums are made of what the actor may see only.
    func source(for actor: Actor) -> ResourceSource? {
        switch self {
        case .deadlines: nil
        case .movements: .movements
        case .weighings: .weighings
        case .places: .places(seenBy: actor)
        case .parcels: .parcels(seenBy: actor)
        case .findings: .findings(seenBy: actor)
        case .records: .records(seenBy: actor)
        case .verdicts: .verdicts(seenBy: actor)
        case .samples, .reports, .reinspections: sampleSource(for: actor)
        default: aggregateSource
        }
    }

    /// Whether one object is found by its key in a table of its kind: that takes little, however long the book is.
    var hasKeyedObjects: Bool {
        switch self {
        case .organizations, .bins, .scales, .testRuns, .batches, .manifests, .disposals, .samples, .reports,
            .reinspections:
            true
        case .deadlines, .movements, .weighings, .places, .parcels, .findings, .records, .verdicts: false
        }
    }

    private func sampleSource(for actor: Actor) -> ResourceSource? {
        let owners = Self.sampleOwners(for: actor)
        let kinds: [AggregateKey.Kind] = [.sample, .batch, .disposal]
        switch self {
        case .samples:
            return .init(
                """
                SELECT sample.code, sample.version, \(ResourceSource.blinded("sample.body")), ARRAY[sample.county], \(owners)
                FROM sample LEFT JOIN batch ON batch.code = sample.body #>> '{subject,batch,_0}'
                """, kinds)
        case .reports: return .init(Self.ofSample("report", owners), [.report] + kinds)
        case .reinspections:
            return .init(
                Self.ofSample("reinspection", "\(owners) || ARRAY[paper.body ->> 'laboratory']"),
                [.reinspection] + kinds)
        default: return nil
        }
    }

    private var aggregateSource: ResourceSource? {
        switch self {
        case .organizations:
            .init("SELECT code, version, body, ARRAY[county], ARRAY[code] FROM organization", [.organization])
        case .bins: .init("SELECT code, version, body, ARRAY[county], ARRAY[granary] FROM bin", [.bin])
        case .scales:
            .init(
                """
                SELECT scale.code, scale.version, scale.body, ARRAY[holder.county], ARRAY[scale.body ->> 'owner']
                FROM scale LEFT JOIN organization AS holder ON holder.code = scale.body ->> 'owner'
                """, [.scale, .organization])
        case .testRuns:
            .init(
                """
                SELECT run.code, run.version, run.body, ARRAY[station.county], ARRAY[run.body ->> 'laboratory']
                FROM test_run AS run LEFT JOIN organization AS station ON station.code = run.body ->> 'laboratory'
                """, [.testRun, .organization])
        case .batches: .init("SELECT code, version, body, ARRAY[county], ARRAY[granary] FROM batch", [.batch])
        case .manifests:
            .init(
                """
                SELECT trip.code, trip.version, trip.body, ARRAY[trip.county, receiver.county],
                    ARRAY[trip.body ->> 'consignor', trip.body ->> 'consignee', trip.body ->> 'carrier']
                FROM manifest AS trip LEFT JOIN organization AS receiver ON receiver.code = trip.body ->> 'consignee'
                """, [.manifest, .organization])
        case .disposals:
            .init(
                """
                SELECT plan.code, plan.version, plan.body, ARRAY[plan.county, facility.county],
                    ARRAY[plan.body ->> 'facility', batch.granary]
                FROM disposal AS plan LEFT JOIN batch ON batch.code = plan.body ->> 'batch'
                    LEFT JOIN organization AS facility ON facility.code = plan.body ->> 'facility'
                """, [.disposal, .batch, .organization])
        default: nil
        }
    }

    /// Whose a sample is: its laboratory's, that of who took it, and of a batch its granary's; always somebody's, though who took
    /// it or the batch be not known here. A facility has to be ready for what the tests say of a batch that a plan gives it.
    fileprivate static func sampleOwners(for actor: Actor) -> Clause {
        let planned: Clause =
            actor.role != .facility
            ? ""
            : """
             || CASE WHEN sample.body #>> '{subject,batch,_0}' IN (
                SELECT body ->> 'batch' FROM disposal WHERE body ->> 'facility' = \(actor.organization.text))
                THEN ARRAY[\(actor.organization.text)] ELSE '{}' END
            """
        return """
            ARRAY['', sample.body ->> 'laboratory', sample.body ->> 'collectedBy', batch.granary]\(planned)
            """
    }

    /// Papers on a sample are seen by whoever sees the sample.
    private static func ofSample(_ table: String, _ owners: Clause) -> Clause {
        """
        SELECT paper.code, paper.version, paper.body, ARRAY[sample.county], \(owners)
        FROM \(identifier: table) AS paper LEFT JOIN sample ON sample.code = paper.body ->> 'sample'
            LEFT JOIN batch ON batch.code = sample.body #>> '{subject,batch,_0}'
        """
    }
}

extension ResourceSource {
    /// What the last word on each sample is.
    static func verdicts(seenBy actor: Actor) -> Self {
        .init(
            """
            SELECT sample.code, sample.version, jsonb_strip_nulls(jsonb_build_object(
                'code', sample.code, 'parcel', \(origin("sample.body #> '{subject,parcel,_0}'")),
                'batch', \(origin("sample.body #> '{subject,batch,_0}'")), 'county', sample.county,
                'season', sample.body -> 'season', 'verdict', sample.body -> 'verdict',
                'verdictBy', sample.body -> 'verdictBy', 'disputed', sample.body -> 'disputed',
                'edition', report.body -> 'edition', 'issuedAt', report.body -> 'issuedAt')),
                ARRAY[sample.county], \(Resource.sampleOwners(for: actor))
            FROM sample LEFT JOIN report ON report.code = sample.body ->> 'verdictBy'
                LEFT JOIN batch ON batch.code = sample.body #>> '{subject,batch,_0}'
            """, [.sample, .report, .batch, .disposal])
    }

    /// What a sample was drawn from, for everybody but a laboratory, which knows it by its blind code (domain.md §6).
    static func origin(_ value: Clause) -> Clause {
        "CASE WHEN current_setting('grainledger.role', true) = 'laboratory' THEN NULL ELSE \(value) END"
    }

    /// A sample's words; for a laboratory without the field or batch it was drawn from, and without the record of the field.
    static func blinded(_ body: Clause) -> Clause {
        """
        CASE WHEN current_setting('grainledger.role', true) = 'laboratory' THEN jsonb_set(jsonb_set(
            \(body) - ARRAY['fieldRecord', 'collectedBy', 'without'], '{subject,parcel,_0}', '""', false),
            '{subject,batch,_0}', '""', false) ELSE \(body) END
        """
    }

    /// Parcels, each with those of its batches that the actor may see: the others tell where rivals bought.
    static func parcels(seenBy actor: Actor) -> Self {
        .init(
            """
            SELECT parcel.code, parcel.version, jsonb_set(\(blurred("parcel.body")), '{batches}', COALESCE((
                SELECT jsonb_object_agg(own.season, own.codes) FROM (
                    SELECT taken.key AS season, jsonb_agg(found.code ORDER BY grown.place) AS codes
                    FROM jsonb_each(parcel.body -> 'batches') AS taken
                        CROSS JOIN LATERAL jsonb_array_elements_text(taken.value) WITH ORDINALITY AS grown (code, place)
                        JOIN (SELECT code, ARRAY[county], ARRAY[granary] FROM batch) AS found (code, counties, owners)
                            ON found.code = grown.code
                    WHERE \(Sight.clause(for: actor)) GROUP BY taken.key) AS own), '{}')),
                ARRAY[parcel.county], ARRAY[]::text[]
            FROM parcel
            """, [.parcel, .batch])
    }

    /// A sample's words without the record of the field for whoever has no field to find: its points tell to the metre whose door a
    /// parcel lies at, its pictures who signed (reliability.md §8, 43).
    static func indoors(_ body: Clause) -> Clause {
        """
        CASE WHEN current_setting('grainledger.role', true) IN ('station', 'officer', 'auditor', 'administrator')
            THEN \(body) ELSE \(body) - 'fieldRecord' END
        """
    }

    /// Whether a sample is told to its reader as one of a field: to granaries only once it is judged (`blurred`).
    static func isTold(_ sample: Clause) -> Clause {
        """
        (current_setting('grainledger.role', true) <> 'granary' OR \(sample) ->> 'verdict' <> 'pending')
        """
    }

    /// A parcel's words for granaries: with its coordinates cut to hundredths of a degree, about a kilometre, because they buy what
    /// grew there and need not know whose door it lies at (reliability.md §8, 43); and without samples that are not judged, because
    /// which field was sampled tells where not to buy before there is a result (docs/decisions/0009).
    static func blurred(_ body: Clause) -> Clause {
        """
        CASE WHEN current_setting('grainledger.role', true) = 'granary' THEN \(body) || jsonb_build_object(
            'longitude', COALESCE(substring(\(body) ->> 'longitude' FROM '^-?[0-9]+(?:[.][0-9]{1,2})?'), ''),
            'latitude', COALESCE(substring(\(body) ->> 'latitude' FROM '^-?[0-9]+(?:[.][0-9]{1,2})?'), ''),
            'samples', COALESCE((
                SELECT jsonb_object_agg(taken.key, taken.value) FROM jsonb_each(\(body) -> 'samples') AS taken
                WHERE \(body) -> 'classes' ->> taken.key <> 'pending'), '{}'))
            ELSE \(body) END
        """
    }

    /// Stock by place and class; the bins of a site summed up as a place of their own. Of a place that holds the grain of
    /// several, each sees the sum of his.
    static func places(seenBy actor: Actor) -> Self {
        .init(
            """
            SELECT stock.place, 0::bigint, jsonb_build_object(
                'code', stock.place, 'kind', split_part(stock.place, ':', 1),
                'subject', split_part(stock.place, ':', 2), 'county', min(stock.county),
                'grams', sum(stock.mass_g)::bigint,
                'gramsByClass', jsonb_object_agg(stock.grain_class, stock.mass_g)),
                array_agg(stock.county), array_agg(stock.granary) || CASE WHEN stock.place LIKE 'facility:%'
                    THEN ARRAY[split_part(stock.place, ':', 2)] ELSE '{}' END
            FROM (
                SELECT lying.place, found.grain_class, min(found.counties[1]) AS county,
                    min(found.owners[1]) AS granary, sum(found.mass_g)::bigint AS mass_g
                FROM (
                    SELECT place, mass_g, grain_class, ARRAY[county], owners FROM holding WHERE mass_g > 0
                ) AS found (place, mass_g, grain_class, counties, owners)
                    CROSS JOIN LATERAL (
                        SELECT found.place UNION ALL SELECT 'site:' || substr(found.place, 5, 21)
                        WHERE found.place LIKE 'bin:%' AND length(found.place) = 29
                    ) AS lying (place)
                WHERE \(Sight.clause(for: actor))
                GROUP BY lying.place, found.grain_class
            ) AS stock GROUP BY stock.place
            """, [.batch], .holdings)
    }
}
