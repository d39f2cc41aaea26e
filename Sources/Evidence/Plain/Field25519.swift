/// A number modulo 2²⁵⁵ − 19, in plain Swift (see `PlainEd25519`).
struct Field25519: Equatable {
    /// Little-endian; any representative below 2²⁵⁶.
    private var limbs: SIMD4<UInt64>

    static let zero = Field25519(0)
    static let one = Field25519(1)

    /// A small number.
    init(_ value: UInt64) { limbs = [value, 0, 0, 0] }

    /// 32 bytes, little-endian, without their top bit (RFC 8032 §5.1.2).
    init(littleEndian bytes: [UInt8]) {
        limbs = .zero
        for (place, byte) in bytes.prefix(32).enumerated() { limbs[place / 8] |= UInt64(byte) << UInt64(place % 8 * 8) }
        limbs[3] &= 0x7fff_ffff_ffff_ffff
    }

    /// The 32 bytes of the one representative below the modulus.
    var bytes: [UInt8] {
        let limbs = reduced
        return (0..<32).map { UInt8(truncatingIfNeeded: limbs[$0 / 8] >> UInt64($0 % 8 * 8)) }
    }

    /// Whether the canonical representative is odd: the sign of an x coordinate.
    var isNegative: Bool { reduced[0] & 1 == 1 }

    static func == (left: Field25519, right: Field25519) -> Bool { left.reduced == right.reduced }

    static func + (left: Field25519, right: Field25519) -> Field25519 {
        var sum = SIMD4<UInt64>.zero
        var carry: UInt64 = 0
        for place in 0..<4 {
            let (first, over) = left.limbs[place].addingReportingOverflow(right.limbs[place])
            let (second, again) = first.addingReportingOverflow(carry)
            sum[place] = second
            carry = (over ? 1 : 0) + (again ? 1 : 0)
        }
        return Field25519(folding: carry, into: sum)
    }

    static func - (left: Field25519, right: Field25519) -> Field25519 {
        // 2²⁵⁶ is 38: what is above right, up to 2·modulus = 2²⁵⁶ − 38, is added.
        var complement = SIMD4<UInt64>.zero
        for place in 0..<4 { complement[place] = ~right.limbs[place] }
        // ~right = 2²⁵⁶ − 1 − right, which is 37 − right.
        return left + Field25519(limbs: complement) + minus37
    }

    static func * (left: Field25519, right: Field25519) -> Field25519 {
        var product: (low: SIMD4<UInt64>, high: SIMD4<UInt64>) = (.zero, .zero)
        for row in 0..<4 {
            var carry: UInt64 = 0
            for column in 0..<4 {
                let place = row + column
                let there = place < 4 ? product.low[place] : product.high[place - 4]
                let (high, low) = left.limbs[row].multipliedFullWidth(by: right.limbs[column])
                let (first, over) = low.addingReportingOverflow(there)
                let (second, again) = first.addingReportingOverflow(carry)
                if place < 4 { product.low[place] = second } else { product.high[place - 4] = second }
                carry = high &+ (over ? 1 : 0) &+ (again ? 1 : 0)
            }
            product.high[row] = carry
        }
        return Field25519(folding: product.high, into: product.low)
    }

    /// Raised to 2^(ones + zeros) − …: an exponent given by its bits, highest first.
    func power(_ exponent: [Bool]) -> Field25519 {
        exponent.reduce(.one) { $1 ? $0 * $0 * self : $0 * $0 }
    }

    /// 1 divided by it, by Fermat: the power p − 2 = 2²⁵⁵ − 21.
    var inverse: Field25519 { power(Self.ones(250) + [false, true, false, true, true]) }

    /// The power (p − 5) / 8 = 2²⁵² − 3, of which square roots are made.
    var rootPower: Field25519 { power(Self.ones(250) + [false, true]) }

    /// A root of −1: 2 to the power (p − 1) / 4 = 2²⁵³ − 5.
    static let rootOfMinusOne = Field25519(2).power(ones(250) + [false, true, true])

    private static func ones(_ count: Int) -> [Bool] { [Bool](repeating: true, count: count) }

    private static let minus37: Field25519 = {
        var limbs = SIMD4<UInt64>(repeating: .max)
        limbs[0] = UInt64.max - 37 - 37
        limbs[3] = .max
        return Field25519(limbs: limbs)
    }()

    private init(limbs: SIMD4<UInt64>) { self.limbs = limbs }

    /// Adds a number of 2²⁵⁶, each of which is 38.
    private init(folding carry: UInt64, into sum: SIMD4<UInt64>) {
        self.init(folding: [carry, 0, 0, 0], into: sum)
    }

    private init(folding high: SIMD4<UInt64>, into low: SIMD4<UInt64>) {
        var sum = low
        var carry: UInt64 = 0
        for place in 0..<4 {
            let (upper, lower) = high[place].multipliedFullWidth(by: 38)
            let (first, over) = sum[place].addingReportingOverflow(lower)
            let (second, again) = first.addingReportingOverflow(carry)
            sum[place] = second
            carry = upper &+ (over ? 1 : 0) &+ (again ? 1 : 0)
        }
        while carry > 0 {
            var more = carry * 38
            carry = 0
            for place in 0..<4 where more > 0 {
                let (value, over) = sum[place].addingReportingOverflow(more)
                sum[place] = value
                more = over ? 1 : 0
            }
            carry = more
        }
        limbs = sum
    }

    /// The representative below the modulus.
    private var reduced: SIMD4<UInt64> {
        var value = limbs
        for _ in 0..<2 {
            // value ≥ p exactly when value + 19 reaches 2²⁵⁵.
            var trial = value
            var more: UInt64 = 19
            var over = false
            for place in 0..<4 {
                (trial[place], over) = trial[place].addingReportingOverflow(more)
                more = over ? 1 : 0
            }
            guard over || trial[3] >> 63 == 1 else { return value }
            trial[3] &= 0x7fff_ffff_ffff_ffff
            if over { trial[3] |= 1 << 63 }
            value = trial
        }
        return value
    }
}
