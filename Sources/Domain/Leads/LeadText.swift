import Primitives

/// How what people write in a lead's fields is cleaned and bounded.
enum LeadText {
    /// Bytes are bounded too: one visible character may carry any number of combining marks.
    static let bytesPerCharacter = 8

    /// One line; `nil` where nothing is left.
    static func line(_ text: String?) -> String? {
        guard let line = text?.singleLine(), !line.isEmpty else { return nil }
        return line
    }

    /// Several lines are kept; controls other than line feed and tab are not.
    static func lines(_ text: String?) -> String? {
        guard let text else { return nil }
        if text.isPlainLine { return text }
        var scalars = String.UnicodeScalarView()
        for scalar in text.unicodeScalars where scalar == "\n" || scalar == "\t" || scalar.isPrintable { scalars.append(scalar) }
        let cleaned = String(scalars).trimmingSpaces()
        return cleaned.isEmpty ? nil : cleaned
    }

    static func isTooLong(_ text: String, _ limit: Int) -> Bool {
        // No more characters than bytes, which need no counting.
        text.utf8.count > limit && (text.utf8.count > limit * bytesPerCharacter || text.count > limit)
    }
}
