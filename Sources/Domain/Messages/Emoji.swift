package import DataStore

/// One emoji (UTS #51 §1.4): a picture with its skin tone or joined with others, a flag, or a keycap.
package struct Emoji: Hashable, Sendable {
    /// A family of four with skin tones has 41; none has more than this.
    private static let byteLimit = 64
    private static let emojiStyle: Unicode.Scalar = "\u{FE0F}"
    private static let textStyle: Unicode.Scalar = "\u{FE0E}"
    private static let joiner: Unicode.Scalar = "\u{200D}"
    private static let keycap: Unicode.Scalar = "\u{20E3}"

    package let text: String

    package init?(_ text: String) {
        let scalars = Array(text.unicodeScalars)
        guard let first = scalars.first, text.utf8.count <= Self.byteLimit, text.count == 1, scalars.allSatisfy(Self.belongs),
            !scalars.contains(Self.textStyle)
        else { return nil }
        if first.isASCII {
            // A digit is one only on a key.
            guard first.properties.isEmoji, scalars.dropFirst() == [Self.emojiStyle, Self.keycap] else { return nil }
            self.text = text
        } else if Self.isRegional(first) {
            guard scalars.count == 2, Self.isRegional(scalars[1]) else { return nil }
            self.text = text
        } else {
            guard first.properties.isEmoji, !first.properties.isEmojiModifier || scalars.count == 1 else { return nil }
            // The heart that some keyboards send without its style is the same as theirs who send it.
            self.text = scalars.count == 1 && !first.properties.isEmojiPresentation ? text + String(Self.emojiStyle) : text
        }
    }

    private static func belongs(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isEmoji || scalar == emojiStyle || scalar == joiner || scalar == keycap
            || (0xE0020...0xE007F).contains(scalar.value)
    }

    private static func isRegional(_ scalar: Unicode.Scalar) -> Bool { (0x1F1E6...0x1F1FF).contains(scalar.value) }
}

extension Emoji: SQLConvertible {
    package var sqlValue: SQLValue { .text(text) }

    package init?(sqlValue: SQLValue) {
        guard let text = sqlValue.text else { return nil }
        self.init(text)
    }
}
