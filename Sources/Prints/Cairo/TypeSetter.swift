import CPango

/// Measures and draws text with Pango over a font map of its own; stays on the thread that made it.
@safe public final class TypeSetter {
    /// Pango's unit of length: 1024 to a point.
    static let unitsPerPoint = 1024
    /// Micrometres to a point of 1/72 inch, as a fraction: 25400/72.
    static func points(_ micrometres: Int) -> Double { Double(micrometres) * 72 / 25_400 }

    @safe private let map: UnsafeMutablePointer<PangoFontMap>
    @safe private let context: OpaquePointer

    /// - Throws: `fontsMissing` when Noto CJK is not installed: any other font would leave gaps in names.
    public init() throws(PrintFault) {
        guard let map = unsafe pango_cairo_font_map_new() else { throw .library("pango: no font map") }
        guard let context = unsafe pango_font_map_create_context(map) else { throw .library("pango: no context") }
        unsafe self.map = map
        unsafe self.context = context
        unsafe pango_cairo_context_set_resolution(context, 72)
        unsafe pango_context_set_language(context, pango_language_from_string("zh-cn"))
        unsafe pango_context_set_round_glyph_positions(context, 0)
        let options = unsafe cairo_font_options_create()
        unsafe cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE)
        unsafe cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF)
        unsafe pango_cairo_context_set_font_options(context, options)
        unsafe cairo_font_options_destroy(options)
        guard TextStyle.Face.allCases.allSatisfy({ isInstalled($0.family) }) else { throw .fontsMissing }
    }

    deinit {
        unsafe g_object_unref(UnsafeMutableRawPointer(context))
        unsafe g_object_unref(map)
    }

    private func isInstalled(_ family: String) -> Bool {
        unsafe pango_font_map_get_family(map, family) != nil
    }

    /// The size of text, wrapped at a width when one is given, in micrometres, rounded up.
    func extent(of text: String, _ style: TextStyle, width: Int? = nil) -> Extent {
        let layout = Layout(self, text, style, width: width)
        return layout.extent
    }

    /// A paragraph ready to be drawn: wrapped, or made to fit.
    func layout(_ text: String, _ style: TextStyle, in frame: Frame) -> Layout {
        switch style.fit {
        case .wrap: return Layout(self, text, style, width: frame.width)
        case .line, .block:
            let width = style.fit == .line ? nil : Optional(frame.width)
            // Down to half the size in steps of a twentieth; what is still too large is cut.
            for size in stride(from: style.size, through: style.size / 2, by: -max(1, style.size / 20)) {
                let layout = Layout(self, text, style.sized(size), width: width)
                let extent = layout.extent
                if extent.width <= frame.width && extent.height <= frame.height {
                    // Set again to the frame's width, so that lines are aligned in it.
                    return Layout(self, text, style.sized(size), width: width ?? frame.width)
                }
            }
            return Layout(
                self, text, style.sized(style.size / 2), width: frame.width,
                cutAt: style.fit == .line ? nil : frame.height)
        }
    }

    /// One paragraph.
    @safe final class Layout {
        @safe private let layout: OpaquePointer

        /// - Parameter cutAt: a height at which the text is cut; `nil` with a style of one line cuts that line.
        init(_ setter: TypeSetter, _ text: String, _ style: TextStyle, width: Int?, cutAt height: Int? = nil) {
            guard let layout = unsafe pango_layout_new(setter.context) else {
                preconditionFailure("Pango is out of memory")
            }
            unsafe self.layout = layout
            let clean = Wording.printable(text, keepsLines: style.fit != .line)
            unsafe pango_layout_set_text(layout, clean, Int32(clean.utf8.count))
            let font = unsafe pango_font_description_new()
            unsafe pango_font_description_set_family(font, style.face.family)
            unsafe pango_font_description_set_weight(font, style.isBold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL)
            unsafe pango_font_description_set_size(font, Int32(style.size * TypeSetter.unitsPerPoint / 10))
            unsafe pango_layout_set_font_description(layout, font)
            unsafe pango_font_description_free(font)
            let attributes = unsafe pango_attr_list_new()
            unsafe pango_attr_list_insert(attributes, pango_attr_font_features_new("tnum=1"))
            unsafe pango_layout_set_attributes(layout, attributes)
            unsafe pango_attr_list_unref(attributes)
            unsafe pango_layout_set_alignment(layout, style.alignment.pango)
            // Alignment is meant literally: a name in a script that runs to the left does not jump out of its column.
            unsafe pango_layout_set_auto_dir(layout, 0)
            guard let width else { return }
            unsafe pango_layout_set_width(layout, Self.units(width))
            unsafe pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR)
            if style.fit != .wrap { unsafe pango_layout_set_ellipsize(layout, PANGO_ELLIPSIZE_END) }
            unsafe pango_layout_set_height(layout, height.map(Self.units) ?? (style.fit == .line ? -1 : Int32.max))
        }

        deinit { unsafe g_object_unref(UnsafeMutableRawPointer(layout)) }

        private static func units(_ micrometres: Int) -> Int32 {
            Int32(clamping: micrometres * TypeSetter.unitsPerPoint * 72 / 25_400)
        }

        /// Size in micrometres, rounded up.
        var extent: Extent {
            var width: Int32 = 0
            var height: Int32 = 0
            unsafe pango_layout_get_size(layout, &width, &height)
            return Extent(width: Self.micrometres(width), height: Self.micrometres(height))
        }

        /// True when some of the text is not shown.
        var isCut: Bool { unsafe pango_layout_is_ellipsized(layout) != 0 }

        private static func micrometres(_ units: Int32) -> Int { (Int(units) * 25_400 + 73_727) / 73_728 }

        /// Draws it with its upper left corner at the pen.
        func show(on canvas: OpaquePointer) {
            unsafe pango_cairo_show_layout(canvas, layout)
        }
    }
}

extension TextStyle.Face {
    /// The family by its name in fontconfig.
    var family: String {
        switch self {
        case .sans: "Noto Sans CJK SC"
        case .serif: "Noto Serif CJK SC"
        case .mono: "Noto Sans Mono CJK SC"
        }
    }
}

extension TextStyle.Alignment {
    fileprivate var pango: PangoAlignment {
        switch self {
        case .left: PANGO_ALIGN_LEFT
        case .centre: PANGO_ALIGN_CENTER
        case .right: PANGO_ALIGN_RIGHT
        }
    }
}
