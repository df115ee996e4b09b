import CPango

/// Sets texts in the dossier's fonts; lives for one render on one thread.
final class Typesetter {
    /// Debian's fonts-inter, -noto-core, -noto-cjk and -dejavu-core, in order of preference.
    ///
    /// Fontconfig takes for each character the first that has it, then any other installed font; a missing family is
    /// passed over. No emoji font may stand here: it has digits of its own. Pango asks for one by itself where a text
    /// has emoji (fonts-noto-color-emoji).
    private static let latin = "Inter,Noto Sans"
    private static let rest =
        "Noto Sans Arabic,Noto Sans Hebrew,Noto Sans Devanagari,Noto Sans Thai,DejaVu Sans,sans-serif"

    private let context: OpaquePointer
    private var fonts: [FontKey: OpaquePointer] = [:]

    private struct FontKey: Hashable {
        let size: Double
        let weight: TextStyle.Weight
        let han: HanStyle
    }

    init(_ map: FontMap, language: String) throws(DossierError) {
        guard let context = cpango_print_context(map.pointer, language) else { throw .outOfMemory }
        self.context = context
    }

    deinit {
        for font in fonts.values { pango_font_description_free(font) }
        cpango_object_unref(UnsafeMutableRawPointer(context))
    }

    /// A text ready to be placed. Breaks lines at `width`; past `maxLines` it ends in `…`.
    func block(
        _ text: String, _ style: TextStyle, width: Double, maxLines: Int? = nil, alignment: TextAlignment = .leading
    ) throws(DossierError) -> TextBlock {
        guard let layout = pango_layout_new(context) else { throw .outOfMemory }
        pango_layout_set_font_description(layout, font(for: style, han: HanStyle(of: text)))
        cpango_layout_set_breaking(layout, alignment == .leading ? nil : "tnum=1")
        pango_layout_set_width(layout, Self.units(width))
        pango_layout_set_spacing(layout, Self.units(style.leading))
        if let maxLines {
            pango_layout_set_height(layout, Int32(-maxLines))
            pango_layout_set_ellipsize(layout, PANGO_ELLIPSIZE_END)
        }
        if alignment == .trailing { pango_layout_set_alignment(layout, PANGO_ALIGN_RIGHT) }
        var text = text
        text.withUTF8 { bytes in
            bytes.withMemoryRebound(to: CChar.self) { pango_layout_set_text(layout, $0.baseAddress, Int32($0.count)) }
        }
        cpango_layout_level_runs(layout)
        return TextBlock(taking: layout, ink: style.ink)
    }

    private func font(for style: TextStyle, han: HanStyle) -> OpaquePointer? {
        let key = FontKey(size: style.size, weight: style.weight, han: han)
        if let font = fonts[key] { return font }
        guard let font = pango_font_description_new() else { return nil }
        pango_font_description_set_family(font, "\(Self.latin),\(han.families),\(Self.rest)")
        pango_font_description_set_absolute_size(font, style.size * Double(PANGO_SCALE))
        pango_font_description_set_weight(font, style.weight == .semibold ? PANGO_WEIGHT_SEMIBOLD : PANGO_WEIGHT_NORMAL)
        fonts[key] = font
        return font
    }

    private static func units(_ points: Double) -> Int32 {
        Int32((points * Double(PANGO_SCALE)).rounded())
    }
}
