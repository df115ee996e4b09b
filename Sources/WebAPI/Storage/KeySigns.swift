import Foundation

/// What keys may hold on this wire.
enum KeySigns: Sendable {
    /// What every stock client and server takes. A new key holds nothing else unless its client says that it knows better.
    case plain
    /// Letters, digits, signs and spaces of any script as well. What there is can be read under such a key by anybody.
    case unicode

    /// Beside letters and digits: what every client carries in an address unharmed.
    private static let marks = Set("_/!-.*'() &$@=;:+,?".utf8)

    func allow(_ text: String) -> Bool {
        if text.utf8.allSatisfy({ Self.isPlain($0) }) { return true }
        guard self == .unicode, text.unicodeScalars.allSatisfy({ Self.isShown($0) }) else { return false }
        // A mark would join with the slash before it, and be seen as no part of the name.
        guard text.unicodeScalars.split(separator: "/").allSatisfy({ $0.first.map { !Self.isMark($0) } ?? true }) else { return false }
        // One name, one sequence of bytes (UAX #15): two that look the same are the same.
        return text.precomposedStringWithCanonicalMapping.utf8.elementsEqual(text.utf8)
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
        default: marks.contains(byte)
        }
    }

    /// No control, nothing that turns or joins what stands around it, nothing that has no meaning yet.
    private static func isShown(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII { return isPlain(UInt8(scalar.value)) }
        return switch scalar.properties.generalCategory {
        case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator: false
        default: true
        }
    }

    private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .spacingMark, .enclosingMark: true
        default: false
        }
    }
}
