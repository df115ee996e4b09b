import CPango

/// Draws emoji as pictures that stay sharp in print, each stored once in the file.
///
/// Cairo 1.16 would do it alone, but at 72 dots an inch, and it fails on a page where such a glyph is the first thing in
/// a structure tag. So they are collected, and placed when all tags of a page are closed.
struct GlyphPictures: ~Copyable {
    private struct Key: Hashable {
        let face: UnsafeMutablePointer<PangoFontFace>?
        let glyph: PangoGlyph
    }

    private struct Picture {
        let surface: OpaquePointer?
        /// What the picture covers, in pixels and relative to the glyph's origin.
        let left: Double
        let top: Double
        /// The advance of the glyph in pixels, by which it is fitted to other sizes.
        let advance: Double
    }

    private struct Placement {
        let key: Key
        let x: Double
        let y: Double
        let advance: Double
    }

    /// The length of an emoji's advance in pixels: about 200 dots an inch in the title, 580 in a table.
    private static let advancePixels = 96.0
    /// A glyph of a strange font may be far wider than its advance.
    private static let largestSide = 512.0

    private var pictures: [Key: Picture] = [:]
    private var placements: [Placement] = []

    deinit {
        for picture in pictures.values { cairo_surface_destroy(picture.surface) }
    }

    /// Takes note of a run of colour glyphs that begins at `x` with its baseline at `y`.
    mutating func add(_ run: UnsafeMutablePointer<PangoGlyphItem>, x: Double, y: Double) {
        guard let font = run.pointee.item.pointee.analysis.font, let glyphs = run.pointee.glyphs.pointee.glyphs else { return }
        let face = pango_font_get_face(font)
        let scale = Double(PANGO_SCALE)
        var x = x
        for index in 0..<Int(run.pointee.glyphs.pointee.num_glyphs) {
            let glyph = glyphs[index]
            let advance = Double(glyph.geometry.width) / scale
            // Pango's own glyph for what takes no place, such as a joiner.
            if glyph.glyph != PangoGlyph(PANGO_GLYPH_EMPTY), advance > 0 {
                let key = Key(face: face, glyph: glyph.glyph)
                if pictures[key] == nil { pictures[key] = Self.draw(glyph.glyph, font, advance: advance) }
                placements.append(
                    Placement(
                        key: key, x: x + Double(glyph.geometry.x_offset) / scale, y: y + Double(glyph.geometry.y_offset) / scale,
                        advance: advance))
            }
            x += advance
        }
    }

    /// Draws what was collected, and forgets it.
    mutating func place(on context: OpaquePointer?) {
        for placement in placements {
            guard let picture = pictures[placement.key] else { continue }
            let scale = placement.advance / picture.advance
            cairo_save(context)
            cairo_translate(context, placement.x, placement.y)
            cairo_scale(context, scale, scale)
            cairo_set_source_surface(context, picture.surface, picture.left, picture.top)
            cairo_paint(context)
            cairo_restore(context)
        }
        placements.removeAll(keepingCapacity: true)
    }

    private static func draw(_ glyph: PangoGlyph, _ font: UnsafeMutablePointer<PangoFont>, advance: Double) -> Picture {
        var ink = PangoRectangle()
        pango_font_get_glyph_extents(font, glyph, &ink, nil)
        let scale = advancePixels / advance
        let pixels = scale / Double(PANGO_SCALE)
        let left = (Double(ink.x) * pixels).rounded(.down) - 1
        let top = (Double(ink.y) * pixels).rounded(.down) - 1
        let width = min(max((Double(ink.width) * pixels).rounded(.up) + 3, 1), largestSide)
        let height = min(max((Double(ink.height) * pixels).rounded(.up) + 3, 1), largestSide)
        let surface = cairo_image_surface_create(CAIRO_FORMAT_ARGB32, Int32(width), Int32(height))
        let context = cairo_create(surface)
        cairo_translate(context, -left, -top)
        cairo_scale(context, scale, scale)
        cairo_move_to(context, 0, 0)
        cpango_show_glyph(context, font, glyph)
        cairo_destroy(context)
        return Picture(surface: surface, left: left, top: top, advance: advancePixels)
    }
}
