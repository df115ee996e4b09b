extension Unicode.Scalar {
    /// Letters and digits of ASCII.
    var isASCIIAlphanumeric: Bool {
        switch value {
        case 48...57, 65...90, 97...122: true
        default: false
        }
    }

    /// False for controls, line and paragraph separators, surrogates, unassigned code points, and the invisible
    /// direction marks with which a name can disguise itself (UTR #36 §2.5).
    package var isPrintable: Bool {
        if isASCII { return (0x20...0x7E).contains(value) }
        return switch properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned, .privateUse: false
        case .format: value == 0x200C || value == 0x200D  // joiners are needed by Persian, Hindi and emoji
        default: true
        }
    }
}

extension String {
    package func trimmingSpaces() -> String {
        if isPlainLine { return self }
        var scalars = Substring(self).unicodeScalars
        while let first = scalars.first, first.properties.isWhitespace { scalars.removeFirst() }
        while let last = scalars.last, last.properties.isWhitespace { scalars.removeLast() }
        return String(scalars)
    }

    /// One line fit to show: every run of white space or unprintable characters becomes one space, ends trimmed.
    package func singleLine() -> String {
        if isPlainLine { return self }
        var result = String.UnicodeScalarView()
        var gap = false
        for scalar in unicodeScalars {
            if scalar.properties.isWhitespace || !scalar.isPrintable {
                gap = !result.isEmpty
            } else {
                if gap { result.append(" ") }
                gap = false
                result.append(scalar)
            }
        }
        return String(result)
    }

    /// Whether it is printable ASCII without runs of spaces or any at its ends: what nearly every field is.
    package var isPlainLine: Bool {
        utf8.withContiguousStorageIfAvailable(Self.isPlainLine) ?? Self.isPlainLine(utf8)
    }

    private static func isPlainLine(_ bytes: some Sequence<UInt8>) -> Bool {
        var previous = UInt8(ascii: " ")
        for byte in bytes {
            guard (0x20...0x7E).contains(byte), byte != 0x20 || previous != 0x20 else { return false }
            previous = byte
        }
        return previous != 0x20
    }

    /// The longest prefix of whole characters within `limit` bytes of UTF-8.
    package func prefix(utf8 limit: Int) -> String {
        guard utf8.count > limit else { return self }
        var end = startIndex
        var length = 0
        for index in indices {
            length += self[index].utf8.count
            if length > limit { break }
            end = self.index(after: index)
        }
        return String(self[..<end])
    }
}
