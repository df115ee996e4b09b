/// Why no dossier came out. None of them depends on what the dossier says, so trying again may help.
package enum DossierError: Error, Sendable, Hashable, CustomStringConvertible {
    /// Fontconfig knows no font at all.
    case noFonts
    /// Cairo or Pango could not allocate.
    case outOfMemory
    /// Cairo gave up, with its own words.
    case drawing(String)
    /// The file grew past `limit` bytes.
    case tooLarge(limit: Int)

    package var description: String {
        switch self {
        case .noFonts: "No font is installed. Install fonts-dejavu-core, better fonts-inter and the fonts-noto packages as well."
        case .outOfMemory: "There is not enough memory to render the dossier."
        case .drawing(let words): "Cairo could not write the dossier: \(words)."
        case .tooLarge(let limit): "The dossier is larger than \(limit) bytes."
        }
    }
}
