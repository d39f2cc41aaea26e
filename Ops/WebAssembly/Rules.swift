// What the pages of `/field` and `/scale` ask of the rules. It is compiled together with `Sources/Rules` as one Embedded
// Swift module (Ops/lib/wasm.sh) and is no target of the package. Texts and lists of numbers go through one buffer.

/// The page writes text here and reads answers from here.
nonisolated(unsafe) private let buffer: UnsafeMutablePointer<UInt8> = .allocate(capacity: 4096)

@_expose(wasm, "buffer") @_cdecl("field_buffer")
public func fieldBuffer() -> UnsafeMutablePointer<UInt8> { buffer }

private func written(_ length: Int32) -> String {
    String(decoding: UnsafeBufferPointer(start: buffer, count: Int(min(max(length, 0), 4096))), as: UTF8.self)
}

private func write(_ bytes: some Collection<UInt8>) -> Int32 {
    for (at, byte) in bytes.enumerated() { buffer[at] = byte }
    return Int32(bytes.count)
}

private func write(_ masses: [Grams]) -> Int32 {
    unsafe UnsafeMutableRawPointer(buffer).withMemoryRebound(to: Int64.self, capacity: masses.count) { place in
        for (at, mass) in masses.enumerated() { place[at] = mass.value }
    }
    return Int32(masses.count)
}

/// A cadmium reading in mg/kg: 0 clear, 1 grey, 2 over, -1 unreadable.
@_expose(wasm, "screen") @_cdecl("field_screen")
public func fieldScreen(_ length: Int32) -> Int32 {
    guard let reading = ReportedValue(written(length)) else { return -1 }
    switch ScreeningOutcome.cadmium(reading) {
    case .clear: return 0
    case .grey: return 1
    case .over: return 2
    }
}

/// A code as typed: the length of its printed form, which then stands in the buffer. -1 another length, -2 a check
/// character that does not fit, -100 and less a character that cannot stand at place -(answer + 100).
@_expose(wasm, "code") @_cdecl("field_code")
public func fieldCode(_ length: Int32) -> Int32 {
    do throws(CodeFault) {
        return write(try CheckedCode(typed: written(length)).text.utf8)
    } catch {
        switch error {
        case .length: return -1
        case .character(let place): return -100 - Int32(place)
        case .check, .unknownRegion: return -2
        }
    }
}

/// A label as the code of a thing: the letter of the kind stands in the buffer before the label. The length of the code,
/// or -1.
@_expose(wasm, "naming") @_cdecl("field_naming")
public func fieldNaming(_ length: Int32) -> Int32 {
    let text = written(length)
    guard let kind = CheckedCode.Kind(rawValue: String(text.prefix(1))), let code = CheckedCode(String(text.dropFirst()))
    else { return -1 }
    return write(code.naming(kind).text.utf8)
}

/// A plain decimal number of kilograms (0), tonnes (1) or jin of half a kilogram (2) in grams; -1 unreadable.
@_expose(wasm, "mass") @_cdecl("field_mass")
public func fieldMass(_ length: Int32, _ unit: Int32) -> Int64 {
    let text = written(length)
    switch unit {
    case 0: return Grams(kilograms: text)?.value ?? -1
    case 1: return Grams(tonnes: text)?.value ?? -1
    default:
        guard let half = Grams(kilograms: text)?.value, half % 2 == 0 else { return -1 }
        return half / 2
    }
}

/// How much the nets of two weighings may differ, in grams, and in the buffer the four limits of error it is made of;
/// -1 when a weighing cannot be.
@_expose(wasm, "tolerance") @_cdecl("field_tolerance")
public func fieldTolerance(
    _ loadingInterval: Int64, _ loadingGross: Int64, _ loadingTare: Int64, _ interval: Int64, _ gross: Int64, _ tare: Int64
) -> Int64 {
    let loading = ScaleLoad(interval: Grams(loadingInterval), gross: Grams(loadingGross), tare: Grams(loadingTare))
    let unloading = ScaleLoad(interval: Grams(interval), gross: Grams(gross), tare: Grams(tare))
    guard let loading, let unloading else { return -1 }
    _ = write(WeighingTolerance.limits(loading, unloading))
    return WeighingTolerance.between(loading, unloading).value
}

/// Fewest points, least grams and fewest people of a field sample, in the buffer.
@_expose(wasm, "sampling") @_cdecl("field_sampling")
public func fieldSampling() -> Int32 {
    write([Grams(Int64(FieldSampling.leastPoints)), FieldSampling.leastMass, Grams(Int64(FieldSampling.leastTeam))])
}
