import Rules

/// Cadmium in the rice of a field, resampled from measured fields.
enum FieldCadmium {
    /// Brown rice of 61 paddy fields near Qiyang, Hunan, in µg/kg (D. Xu and others, data of "Large-scale nutrient
    /// management strategies shape acidification-induced risks for crop yields and food quality by cadmium"). Their
    /// logarithms spread like a normal distribution, with a median of 0.074 mg/kg.
    private static let measured: [Int64] = [
        10, 11, 12, 16, 18, 18, 21, 27, 29, 29, 29, 30, 30, 36, 36, 37, 40, 43, 44, 45, 50, 51, 53, 56, 58, 60, 61, 63,
        69, 72, 74, 75, 80, 95, 99, 119, 143, 158, 158, 159, 166, 202, 236, 261, 314, 372, 413, 446, 508, 536, 537, 569,
        619, 649, 676, 777, 979, 990, 2630, 3537, 3694,
    ]

    /// How much more than the measured fields those of a county hold, in percent: safe-use parcels alone are sampled,
    /// and counties downstream of smelters and mines lie above the others.
    private static let percentByCounty: [String: Int64] = [
        "430902": 190, "430903": 240, "430921": 150, "430922": 210, "430923": 130, "430971": 140, "430972": 200,
        "430981": 170,
    ]

    /// Where a class ends, in ng/kg.
    private static let edges: [Int64] = [200_000, 400_000, 1_000_000]

    /// The content of one field, in ng/kg.
    ///
    /// None lies within 4 % of where a class ends, so that what is true does not hang on a reading's last digit.
    static func draw(county: String, _ draws: inout Draws) -> Int64 {
        let percent = (percentByCounty[county] ?? 160) * draws.number(in: 80...125) / 100
        let content = max(20_000, draws.one(of: measured) * 1_000 * percent / 100)
        guard let edge = edges.first(where: { abs(content - $0) * 25 < $0 }) else { return content }
        return edge * 93 / 100
    }

    /// The class of grain with that content and nothing else above its limit.
    static func grainClass(of content: Int64) -> GrainClass {
        if content <= edges[0] { return .a }
        if content <= edges[1] { return .b }
        return content <= edges[2] ? .c : .d
    }

    /// Three readings of a content, within 1 % of it.
    static func readings(of content: Int64, _ draws: inout Draws) -> [NanogramsPerKilogram] {
        (0..<3).map { _ in NanogramsPerKilogram(content * draws.number(in: 990...1010) / 1000) }
    }
}
