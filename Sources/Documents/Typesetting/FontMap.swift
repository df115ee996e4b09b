import CPango

/// A Pango font map, which keeps the fonts that it found: making one is cheap, filling it takes 100 ms and more.
///
/// `@unchecked Sendable` is fine because `FontAccess` lends it to one render at a time and nothing in it belongs to a
/// thread.
final class FontMap: @unchecked Sendable {
    let pointer: UnsafeMutablePointer<PangoFontMap>

    init() throws(DossierError) {
        // With no font at all Pango does not fail, it ends the process.
        guard cpango_font_count() > 0 else { throw .noFonts }
        guard let pointer = cpango_font_map_new() else { throw .outOfMemory }
        self.pointer = pointer
    }

    deinit {
        cpango_object_unref(pointer)
    }
}
