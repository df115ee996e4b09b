import Foundation

/// Text without case, accents and width, so that "elodie" is "Élodie" and "coeur" is "Cœur".
enum Folding {
    static func fold(_ text: String) -> String {
        // Foundation makes a detour by UTF-16; most texts need nothing but small letters.
        if text.utf8.allSatisfy({ $0 < 0x80 }) { return text.lowercased() }
        var folded = ""
        folded.reserveCapacity(text.utf8.count)
        for scalar in text.unicodeScalars {
            if scalar.isASCII {
                folded.unicodeScalars.append(scalar.value >= 65 && scalar.value <= 90 ? smallLetters[Int(scalar.value) - 65] : scalar)
            } else if scalar.value < known.count {
                folded += known[Int(scalar.value)]
            } else {
                return foldedByFoundation(text)
            }
        }
        return folded
    }

    private static let smallLetters = Array("abcdefghijklmnopqrstuvwxyz".unicodeScalars)

    /// The foldings of Latin, Greek and the combining marks, up to where other scripts begin.
    static let known: [String] = (0..<0x400).map { value in
        guard let scalar = Unicode.Scalar(value) else { return "" }
        // A mark that follows its letter (canonical decomposition) goes like one that is part of it.
        return scalar.properties.generalCategory == .nonspacingMark ? "" : foldedByFoundation(String(scalar))
    }

    private static func foldedByFoundation(_ text: String) -> String {
        let folded = text.folding(options: [.caseInsensitive, .diacriticInsensitive, .widthInsensitive], locale: nil).lowercased()
        guard folded.unicodeScalars.contains(where: { ligatures[$0] != nil }) else { return folded }
        return folded.unicodeScalars.reduce(into: "") { $0 += ligatures[$1] ?? String($1) }
    }

    /// Letters that no decomposition takes apart, as people without the key for them write them.
    private static let ligatures: [Unicode.Scalar: String] = ["œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ı": "i", "ß": "ss"]
}
