import Synchronization

/// The process's only way to the fonts: one render at a time, on one font map that stays warm.
///
/// A font map a thread, as Pango asks for, is not enough: Cairo 1.16 keeps one FreeType library and at most ten open
/// faces for the whole process, and crashes in FreeType when two threads draw with many fonts at once. The map is never
/// given back: it grows with the fonts installed, not with the dossiers rendered, and ending it does not free all of it.
final class FontAccess: Sendable {
    static let shared = FontAccess()

    private let warm = Mutex<FontMap?>(nil)

    /// Waits for the render before; others wait meanwhile.
    func withFontMap<Result: Sendable>(
        _ body: @Sendable (FontMap) throws(DossierError) -> Result
    ) throws(DossierError) -> Result {
        try warm.withLock { warm throws(DossierError) in
            let map: FontMap
            if let warm { map = warm } else { map = try FontMap() }
            warm = map
            return try body(map)
        }
    }
}
