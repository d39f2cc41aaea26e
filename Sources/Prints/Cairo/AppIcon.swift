import CPango

/// The mark of the service as a picture of dots, for telephones that take no drawing for an icon (iOS). The same as `icon.svg`, without the
/// round corners, which the telephone cuts itself.
public enum AppIcon {
    /// A square picture in PNG.
    ///
    /// - Parameter side: pixels.
    public static func png(side: Int32) -> [UInt8] {
        let picture = Picture(side: side)
        picture.colour(0x0B, 0x4F, 0x45)
        picture.paint()
        picture.colour(0xF4, 0xD5, 0x8D)
        picture.line((24, 41), (24, 17))
        picture.grain((24, 7), (3, 3.4), (3, 7.2), (0, 10.6))
        for height in [22.0, 30.0] {
            for side in [1.0, -1.0] {
                picture.grain((24 + 1.5 * side, height), (0.3 * side, -4.6), (3 * side, -7.3), (7.6 * side, -7.6))
            }
        }
        picture.colour(0x9F, 0xD6, 0xC6)
        picture.line((12, 41), (36, 41))
        return picture.bytes
    }
}

/// A picture of dots, 48 units wide and high.
@safe private final class Picture {
    private final class Sink { var bytes: [UInt8] = [] }
    typealias Point = (x: Double, y: Double)

    @safe private let surface: OpaquePointer?
    @safe private let canvas: OpaquePointer?

    init(side: Int32) {
        unsafe surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, side, side)
        unsafe canvas = cairo_create(surface)
        unsafe cairo_scale(canvas, Double(side) / 48, Double(side) / 48)
        unsafe cairo_set_line_cap(canvas, CAIRO_LINE_CAP_ROUND)
        unsafe cairo_set_line_width(canvas, 2.6)
    }

    deinit {
        unsafe cairo_destroy(canvas)
        unsafe cairo_surface_destroy(surface)
    }

    func colour(_ red: Double, _ green: Double, _ blue: Double) {
        unsafe cairo_set_source_rgb(canvas, red / 255, green / 255, blue / 255)
    }

    func paint() { unsafe cairo_paint(canvas) }

    func line(_ start: Point, _ end: Point) {
        unsafe cairo_move_to(canvas, start.x, start.y)
        unsafe cairo_line_to(canvas, end.x, end.y)
        unsafe cairo_stroke(canvas)
    }

    /// A grain from its foot to its tip, and back on the other side as the same turned by half a turn.
    func grain(_ foot: Point, _ first: Point, _ second: Point, _ tip: Point) {
        unsafe cairo_move_to(canvas, foot.x, foot.y)
        unsafe cairo_rel_curve_to(canvas, first.x, first.y, second.x, second.y, tip.x, tip.y)
        unsafe cairo_rel_curve_to(canvas, -first.x, -first.y, -second.x, -second.y, -tip.x, -tip.y)
        unsafe cairo_close_path(canvas)
        unsafe cairo_fill(canvas)
    }

    var bytes: [UInt8] {
        let sink = Sink()
        let box = unsafe Unmanaged.passUnretained(sink).toOpaque()
        _ = unsafe cairo_surface_write_to_png_stream(
            surface,
            { box, piece, count in
                guard let box = unsafe box, let piece = unsafe piece else { return CAIRO_STATUS_WRITE_ERROR }
                let sink = unsafe Unmanaged<Sink>.fromOpaque(box).takeUnretainedValue()
                unsafe sink.bytes.append(contentsOf: UnsafeBufferPointer(start: piece, count: Int(count)))
                return CAIRO_STATUS_SUCCESS
            }, box)
        return withExtendedLifetime(sink) { sink.bytes }
    }
}
