import FoundationEssentials
import Primitives

/// Text outside ASCII as encoded words (RFC 2047).
enum EncodedWords {
    /// Of the 75 that §2 allows: with the longest name of a header, `Reply-To: `, a first line stays within 78.
    static let lengthLimit = 66

    private static let frame = "=?utf-8?Q?".utf8.count + "?=".utf8.count

    /// Words that give `text` back when they are decoded and joined; no character is divided between two (§5).
    static func encode(_ text: String) -> [String] {
        let quotedLength = text.utf8.reduce(0) { $0 + quotedCost($1) }
        let base64Length = (text.utf8.count + 2) / 3 * 4
        if quotedLength <= base64Length {
            return pieces(of: text, limit: lengthLimit - frame) { $0.utf8.reduce(0) { $0 + quotedCost($1) } }
                .map { "=?utf-8?Q?\(quoted($0))?=" }
        }
        return pieces(of: text, limit: (lengthLimit - frame) / 4 * 3) { $0.utf8.count }
            .map { "=?utf-8?B?\(Data($0.utf8).base64EncodedString())?=" }
    }

    /// Cuts between characters; within one only when it is longer than a word, and then between its scalars.
    private static func pieces(of text: String, limit: Int, cost: (String) -> Int) -> [String] {
        var pieces: [String] = []
        var piece = ""
        var used = 0
        func append(_ part: String) {
            let partCost = cost(part)
            if used + partCost > limit, !piece.isEmpty {
                pieces.append(piece)
                piece = ""
                used = 0
            }
            piece.unicodeScalars.append(contentsOf: part.unicodeScalars)
            used += partCost
        }
        for character in text {
            if cost(String(character)) <= limit {
                append(String(character))
            } else {
                for scalar in character.unicodeScalars { append(String(scalar)) }
            }
        }
        if !piece.isEmpty { pieces.append(piece) }
        return pieces
    }

    /// The characters that stand for themselves even within a name (§5, rule 3).
    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case 48...57, 65...90, 97...122: true
        case UInt8(ascii: "!"), UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "/"): true
        default: false
        }
    }

    private static func quotedCost(_ byte: UInt8) -> Int { isPlain(byte) || byte == 0x20 ? 1 : 3 }

    private static func quoted(_ text: String) -> String {
        var result = ""
        for byte in text.utf8 {
            if isPlain(byte) {
                result.unicodeScalars.append(Unicode.Scalar(byte))
            } else if byte == 0x20 {
                result += "_"
            } else {
                result += "=" + Hex.encode([byte]).uppercased()
            }
        }
        return result
    }
}
