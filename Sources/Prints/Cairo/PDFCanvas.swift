import CPango
import Rules

/// Draws a plan as PDF 1.4 with Cairo; the bytes depend on the plan and the installed fonts alone.
@safe final class PDFCanvas {
    /// What Cairo hands out, piece by piece.
    private final class Sink { var bytes: [UInt8] = [] }

    private let sink = Sink()
    @safe private let surface: OpaquePointer
    @safe private let canvas: OpaquePointer
    private let setter: TypeSetter

    /// The PDF of a plan, without its attachments.
    static func bytes(of plan: PrintPlan, _ setter: TypeSetter) throws(PrintFault) -> [UInt8] {
        let canvas = try PDFCanvas(plan, setter)
        for (number, page) in plan.pages.enumerated() { try canvas.draw(page, number, plan) }
        return try canvas.finish()
    }

    private init(_ plan: PrintPlan, _ setter: TypeSetter) throws(PrintFault) {
        self.setter = setter
        let box = unsafe Unmanaged.passUnretained(sink).toOpaque()
        let surface = unsafe cairo_pdf_surface_create_for_stream(
            { box, piece, count in
                guard let box = unsafe box, let piece = unsafe piece else { return CAIRO_STATUS_WRITE_ERROR }
                let sink = unsafe Unmanaged<Sink>.fromOpaque(box).takeUnretainedValue()
                unsafe sink.bytes.append(contentsOf: UnsafeBufferPointer(start: piece, count: Int(count)))
                return CAIRO_STATUS_SUCCESS
            }, box, 1, 1)
        guard let surface = unsafe surface, let canvas = unsafe cairo_create(surface) else {
            throw .library("cairo: no surface")
        }
        unsafe self.surface = surface
        unsafe self.canvas = canvas
        // 1.4 has a plain table of references, to which an attachment can be appended.
        unsafe cairo_pdf_surface_restrict_to_version(surface, CAIRO_PDF_VERSION_1_4)
        unsafe cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, plan.title)
        unsafe cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_AUTHOR, "GrainLedger")
        unsafe cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_SUBJECT, plan.fileName)
        let second = "\(plan.date.rfc3339.prefix(19))+08:00"
        unsafe cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, second)
    }

    deinit {
        unsafe cairo_destroy(canvas)
        unsafe cairo_surface_destroy(surface)
    }

    private func finish() throws(PrintFault) -> [UInt8] {
        unsafe cairo_surface_finish(surface)
        let status = unsafe cairo_surface_status(surface)
        guard status == CAIRO_STATUS_SUCCESS else {
            throw unsafe .library("cairo: \(String(cString: cairo_status_to_string(status)))")
        }
        return sink.bytes
    }

    private func draw(_ page: PrintPage, _ number: Int, _ plan: PrintPlan) throws(PrintFault) {
        unsafe cairo_pdf_surface_set_size(
            surface, TypeSetter.points(page.sheet.width), TypeSetter.points(page.sheet.height))
        for mark in page.marks { try draw(mark) }
        for bookmark in plan.bookmarks where bookmark.page == number {
            let place = "page=\(number + 1) pos=[0 \(TypeSetter.points(bookmark.y))]"
            _ = unsafe cairo_pdf_surface_add_outline(
                surface, CAIRO_PDF_OUTLINE_ROOT, bookmark.title, place, CAIRO_PDF_OUTLINE_FLAG_OPEN)
        }
        unsafe cairo_show_page(canvas)
    }

    private func draw(_ mark: Mark) throws(PrintFault) {
        switch mark {
        case .text(let text, let frame, let style): draw(text, frame, style)
        case .fill(let frame, let ink):
            set(ink)
            rectangle(frame)
            unsafe cairo_fill(canvas)
        case .border(let frame, let ink, let thickness):
            set(ink)
            unsafe cairo_set_line_width(canvas, TypeSetter.points(thickness))
            rectangle(frame)
            unsafe cairo_stroke(canvas)
        case .line(let from, let to, let ink, let thickness, let isDashed):
            set(ink)
            unsafe cairo_set_line_width(canvas, TypeSetter.points(thickness))
            let dashes = isDashed ? [4.0, 3.0] : []
            unsafe cairo_set_dash(canvas, dashes, Int32(dashes.count), 0)
            move(from)
            unsafe cairo_line_to(canvas, TypeSetter.points(to.x), TypeSetter.points(to.y))
            unsafe cairo_stroke(canvas)
            unsafe cairo_set_dash(canvas, dashes, 0, 0)
        case .polygon(let spots, let ink):
            set(ink)
            for (index, spot) in spots.enumerated() {
                if index == 0 {
                    move(spot)
                } else {
                    unsafe cairo_line_to(canvas, TypeSetter.points(spot.x), TypeSetter.points(spot.y))
                }
            }
            unsafe cairo_fill(canvas)
        case .disc(let frame, let ink):
            set(ink)
            let radius = frame.width / 2
            unsafe cairo_new_path(canvas)
            unsafe cairo_arc(
                canvas, TypeSetter.points(frame.x + radius), TypeSetter.points(frame.y + radius),
                TypeSetter.points(radius), 0, 2 * Double.pi)
            unsafe cairo_fill(canvas)
        case .code(let text, let frame): try draw(QRMatrix(text), in: frame)
        }
    }

    private func draw(_ text: String, _ frame: Frame, _ style: TextStyle) {
        guard !text.isEmpty else { return }
        let layout = setter.layout(text, style, in: frame)
        let slack = style.isCentredDown ? max(0, frame.height - layout.extent.height) / 2 : 0
        set(style.ink)
        move(Spot(frame.x, frame.y + slack))
        unsafe layout.show(on: canvas)
    }

    /// Modules of one row that touch are one rectangle: no hairlines between them on screen.
    private func draw(_ matrix: QRMatrix, in frame: Frame) {
        let modules = matrix.width + 2 * QRMatrix.quietZone
        let side = TypeSetter.points(frame.width) / Double(modules)
        let (left, top) = (TypeSetter.points(frame.x), TypeSetter.points(frame.y))
        set(.white)
        rectangle(frame)
        unsafe cairo_fill(canvas)
        set(Ink(0x000000))
        for row in 0..<matrix.width {
            var column = 0
            while column < matrix.width {
                let run = matrix.run(row, column)
                if run > 0 {
                    unsafe cairo_rectangle(
                        canvas, left + side * Double(column + QRMatrix.quietZone),
                        top + side * Double(row + QRMatrix.quietZone), side * Double(run), side)
                }
                column += max(1, run)
            }
        }
        unsafe cairo_fill(canvas)
    }

    private func set(_ ink: Ink) {
        unsafe cairo_set_source_rgb(canvas, Double(ink.red) / 255, Double(ink.green) / 255, Double(ink.blue) / 255)
    }
    private func move(_ spot: Spot) {
        unsafe cairo_move_to(canvas, TypeSetter.points(spot.x), TypeSetter.points(spot.y))
    }
    private func rectangle(_ frame: Frame) {
        unsafe cairo_rectangle(
            canvas, TypeSetter.points(frame.x), TypeSetter.points(frame.y), TypeSetter.points(frame.width),
            TypeSetter.points(frame.height))
    }
}
