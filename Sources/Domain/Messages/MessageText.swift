import Primitives

/// How what people say is cleaned and bounded.
enum MessageText {
    static let characterLimit = 8_000
    static let byteLimit = 32_768
    /// Of marks that pile up over one letter; no language needs more than a few.
    static let stackedMarkLimit = 16

    /// Without controls, invisible direction marks and piles of marks; lines and tabs stay.
    static func cleaned(_ text: String) -> String {
        var scalars = String.UnicodeScalarView()
        var (marks, previous): (Int, Unicode.Scalar) = (0, " ")
        for scalar in text.unicodeScalars {
            defer { previous = scalar }
            if scalar.isASCII, (0x20...0x7E).contains(scalar.value) {
                marks = 0
                scalars.append(scalar)
            } else if isLineEnd(scalar) {
                marks = 0
                if scalar != "\n" || previous != "\r" { scalars.append("\n") }
            } else if scalar == "\t" {
                marks = 0
                scalars.append(scalar)
            } else if scalar.isPrintable {
                if isMark(scalar) {
                    marks += 1
                    guard marks <= stackedMarkLimit else { continue }
                } else if !isJoiner(scalar) {
                    marks = 0
                }
                scalars.append(scalar)
            }
        }
        return String(scalars).trimmingSpaces()
    }

    /// Whether there is anything to see: marks without a letter, joiners and fillers are not.
    static func isVisible(_ text: String) -> Bool {
        text.unicodeScalars.contains { scalar in
            !scalar.properties.isWhitespace && !isMark(scalar) && !isJoiner(scalar) && !fillers.contains(scalar)
        }
    }

    private static func isLineEnd(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "\n" || scalar == "\r" || scalar == "\u{2028}" || scalar == "\u{2029}" || scalar == "\u{85}"
    }

    private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .spacingMark, .enclosingMark: true
        default: false
        }
    }

    private static func isJoiner(_ scalar: Unicode.Scalar) -> Bool { scalar == "\u{200C}" || scalar == "\u{200D}" }

    /// Letters and signs that show nothing: Hangul fillers and the empty Braille cell.
    private static let fillers: Set<Unicode.Scalar> = ["\u{115F}", "\u{1160}", "\u{3164}", "\u{FFA0}", "\u{2800}"]
}
