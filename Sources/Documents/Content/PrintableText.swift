import Primitives

/// Turns any string into one that can be set: bounded, without controls, direction tricks or towers of marks.
struct PrintableText {
    /// What is left of `DossierLimits.emoji`; shared by all texts of one dossier.
    private var emojiLeft = DossierLimits.emoji

    /// One line of at most `limit` scalars; a longer one ends in `…`. Nil when nothing printable is left.
    mutating func line(_ text: String?, limit: Int) -> String? {
        guard let text else { return nil }
        // Four times the limit leaves room for what cleaning drops, and bounds the work on a text of any length.
        let head = String(text.unicodeScalars.prefix(limit * 4))
        let cut = text.unicodeScalars.dropFirst(limit * 4).first != nil
        let clean = tame(head).singleLine()
        let line = Self.truncate(clean, to: limit, wasCut: cut)
        return line.isEmpty ? nil : line
    }

    /// Paragraphs of at most `limit` scalars and `lines` lines in all; empty lines part them, several count as one.
    mutating func paragraphs(_ text: String?, limit: Int, lines: Int) -> [String] {
        guard let text else { return [] }
        let head = text.unicodeScalars.prefix(limit * 4)
        var left = limit
        var result: [String] = []
        for raw in head.split(maxSplits: lines * 4, omittingEmptySubsequences: true, whereSeparator: Self.endsLine) {
            let clean = tame(String(raw)).singleLine()
            guard !clean.isEmpty else { continue }
            guard left > 0, result.count < lines else {
                result.append("…")
                break
            }
            let line = Self.truncate(clean, to: left, wasCut: false)
            left -= line.unicodeScalars.count
            result.append(line)
        }
        return result
    }

    private static func endsLine(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x0A, 0x0B, 0x0C, 0x0D, 0x85, 0x2028, 0x2029: true
        default: false
        }
    }

    /// Drops marks past the eighth on one letter, and emoji past the dossier's share.
    private mutating func tame(_ text: String) -> String {
        guard text.utf8.contains(where: { $0 >= 0x80 }) else { return text }
        var result = String.UnicodeScalarView()
        var marks = 0
        for scalar in text.unicodeScalars {
            switch scalar.properties.generalCategory {
            case .nonspacingMark, .enclosingMark, .spacingMark: marks += 1
            case .format: break
            default: marks = 0
            }
            guard marks <= DossierLimits.marksOnOneLetter else { continue }
            if scalar.value >= 0x2190, scalar.properties.isEmoji {
                guard emojiLeft > 0 else { continue }
                emojiLeft -= 1
            }
            result.append(scalar)
        }
        return String(result)
    }

    /// Cuts between characters, so that an accent or a family emoji is whole or absent.
    private static func truncate(_ text: String, to limit: Int, wasCut: Bool) -> String {
        guard wasCut || text.unicodeScalars.count > limit else { return text }
        var length = 0
        var end = text.startIndex
        for index in text.indices {
            length += text[index].unicodeScalars.count
            if length >= limit { break }
            end = text.index(after: index)
        }
        return String(text[..<end]).trimmingSpaces() + "…"
    }
}
