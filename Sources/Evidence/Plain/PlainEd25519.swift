/// Verification of Ed25519 signatures (RFC 8032 §5.1.7) in plain Swift, for the page that checks a dossier in a browser.
///
/// It only ever sees what is public, so nothing in it is kept from being timed, and it cannot sign. The server verifies
/// by swift-crypto; tests hold the two against each other.
enum PlainEd25519 {
    /// Whether 64 bytes are the signature of a message under a public key of 32 bytes.
    static func accepts(_ signature: [UInt8], of message: [UInt8], by key: [UInt8]) -> Bool {
        guard signature.count == 64, key.count == 32, let point = EdwardsPoint(encoded: key),
            let factor = Scalar25519(canonical: Array(signature[32...]))
        else { return false }
        let commitment = Array(signature[..<32])
        let challenge = Scalar25519(reducing: SHA2.hash512(of: commitment + key + message))
        let expected = EdwardsPoint.base.times(factor) + point.negated.times(challenge)
        return expected.encoded == commitment
    }
}

/// A factor of points: a number modulo the order of the base point, 2²⁵² + 27742317777372353535851937790883648493.
struct Scalar25519 {
    /// Little-endian.
    private var limbs: SIMD4<UInt64>

    private static let order: SIMD4<UInt64> = [
        0x5812_631a_5cf5_d3ed, 0x14de_f9de_a2f7_9cd6, 0, 0x1000_0000_0000_0000,
    ]

    /// 32 bytes, little-endian; `nil` from the order on, so that no signature has a second form (RFC 8032 §8.4).
    init?(canonical bytes: [UInt8]) {
        limbs = .zero
        for (place, byte) in bytes.enumerated() { limbs[place / 8] |= UInt64(byte) << UInt64(place % 8 * 8) }
        guard !isAtLeastOrder else { return nil }
    }

    /// A number of any length, little-endian, modulo the order.
    init(reducing bytes: [UInt8]) {
        limbs = .zero
        for byte in bytes.reversed() {
            for bit in stride(from: 7, through: 0, by: -1) {
                for place in stride(from: 3, through: 1, by: -1) {
                    limbs[place] = limbs[place] << 1 | limbs[place - 1] >> 63
                }
                limbs[0] = limbs[0] << 1 | UInt64(byte >> UInt8(bit) & 1)
                if isAtLeastOrder { subtractOrder() }
            }
        }
    }

    /// Its bits, highest first.
    var bits: [Bool] { (0..<256).reversed().map { limbs[$0 / 64] >> UInt64($0 % 64) & 1 == 1 } }

    private var isAtLeastOrder: Bool {
        for place in stride(from: 3, through: 0, by: -1) where limbs[place] != Self.order[place] {
            return limbs[place] > Self.order[place]
        }
        return true
    }

    private mutating func subtractOrder() {
        var borrow: UInt64 = 0
        for place in 0..<4 {
            let (first, under) = limbs[place].subtractingReportingOverflow(Self.order[place])
            let (second, again) = first.subtractingReportingOverflow(borrow)
            limbs[place] = second
            borrow = under || again ? 1 : 0
        }
    }
}

/// A point of the curve −x² + y² = 1 + d·x²·y², in extended coordinates (RFC 8032 §5.1.4): x = X/Z, y = Y/Z, T = XY/Z.
struct EdwardsPoint {
    private var x, y, z, t: Field25519

    /// d = −121665/121666.
    private static let d = (.zero - Field25519(121_665)) * Field25519(121_666).inverse
    private static let twoD = d + d

    /// The neutral point.
    static let neutral = EdwardsPoint(x: .zero, y: .one)

    /// The base point: y = 4/5, x even.
    static let base: EdwardsPoint = {
        let y = Field25519(4) * Field25519(5).inverse
        guard let point = EdwardsPoint(encoded: y.bytes) else { preconditionFailure("the base point is on the curve") }
        return point
    }()

    private init(x: Field25519, y: Field25519) { (self.x, self.y, z, t) = (x, y, .one, x * y) }

    /// A point of its 32 bytes (RFC 8032 §5.1.3); `nil` when no point has that y.
    init?(encoded bytes: [UInt8]) {
        let y = Field25519(littleEndian: bytes)
        let square = y * y
        let (above, below) = (square - .one, Self.d * square + .one)
        let cube = below * below * below
        var x = above * cube * (above * cube * below * below * below * below).rootPower
        let check = below * x * x
        if check != above {
            guard check == .zero - above else { return nil }
            x = x * .rootOfMinusOne
        }
        let isNegative = bytes[31] >> 7 == 1
        if x == .zero, isNegative { return nil }
        if x.isNegative != isNegative { x = .zero - x }
        self.init(x: x, y: y)
    }

    /// Its 32 bytes (RFC 8032 §5.1.2).
    var encoded: [UInt8] {
        let inverse = z.inverse
        var bytes = (y * inverse).bytes
        if (x * inverse).isNegative { bytes[31] |= 0x80 }
        return bytes
    }

    /// The point on the other side.
    var negated: EdwardsPoint {
        var point = self
        point.x = .zero - x
        point.t = .zero - t
        return point
    }

    /// The sum of two points, be they the same or not.
    static func + (left: EdwardsPoint, right: EdwardsPoint) -> EdwardsPoint {
        let a = (left.y - left.x) * (right.y - right.x)
        let b = (left.y + left.x) * (right.y + right.x)
        let c = left.t * twoD * right.t
        let d = (left.z + left.z) * right.z
        let (e, f, g, h) = (b - a, d - c, d + c, b + a)
        var sum = neutral
        (sum.x, sum.y, sum.z, sum.t) = (e * f, g * h, f * g, e * h)
        return sum
    }

    /// The point added to itself so many times.
    func times(_ factor: Scalar25519) -> EdwardsPoint {
        factor.bits.reduce(.neutral) { $1 ? $0 + $0 + self : $0 + $0 }
    }
}
