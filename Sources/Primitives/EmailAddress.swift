import Foundation

/// An e-mail address as its owner wrote it, with the form under which two spellings are the same mailbox.
///
/// Accepts the addresses of RFC 5321 §4.1.2 without quoted local parts and domain literals, in Unicode (RFC 6531),
/// up to 254 bytes; control characters never pass, so an address can stand in a mail header.
package struct EmailAddress: Hashable, Sendable, CustomStringConvertible {
    package let description: String
    /// The unique key of a person: composed characters (NFC) in lower case, and the domain as DNS spells it, so that neither two ways to
    /// type an accent nor two scripts of a domain make two people of one.
    package let normalized: String

    package init?(_ text: String) {
        let trimmed = text.trimmingSpaces()
        // One that carries a combining mark is no separator.
        guard trimmed.utf8.count <= 254, let at = trimmed.utf8.firstIndex(of: UInt8(ascii: "@")), trimmed[at] == "@" else { return nil }
        let (localPart, host) = (trimmed[..<at], trimmed[at...].dropFirst())
        guard (1...64).contains(localPart.utf8.count), Self.isDotAtom(localPart), Self.isDomain(host),
            let domain = Punycode.asciiHost(String(host))
        else { return nil }
        description = trimmed
        let local = localPart.lowercased()
        normalized = (local.utf8.allSatisfy { $0 < 0x80 } ? local : local.precomposedStringWithCanonicalMapping) + "@" + domain
    }

    package var domain: String { String(normalized.drop { $0 != "@" }.dropFirst()) }

    package static func == (left: EmailAddress, right: EmailAddress) -> Bool { left.normalized == right.normalized }
    package func hash(into hasher: inout Hasher) { hasher.combine(normalized) }

    /// What may stand in an atom beside letters and digits (RFC 5322 §3.2.3), and the dot.
    private static let atomMarks = Array("!#$%&'*+-/=?^_`{|}~.".utf8)

    private static func isDotAtom(_ local: Substring) -> Bool {
        var previous: Unicode.Scalar = "."
        for scalar in local.unicodeScalars {
            let isAtom = scalar.isASCIIAlphanumeric || (scalar.isASCII ? atomMarks.contains(UInt8(ascii: scalar)) : scalar.isPrintable)
            guard isAtom, scalar != "." || previous != "." else { return false }
            previous = scalar
        }
        return previous != "."
    }

    private static func isDomain(_ domain: Substring) -> Bool {
        var labels = 1
        var length = 0
        var previous: Unicode.Scalar = "."
        for scalar in domain.unicodeScalars {
            switch scalar {
            case ".":
                guard (1...63).contains(length), previous != "-" else { return false }
                labels += 1
                length = 0
            case "-" where length == 0: return false
            case "-": length += 1
            default:
                guard scalar.isASCII ? scalar.isASCIIAlphanumeric : scalar.isPrintable else { return false }
                length += UTF8.width(scalar)
            }
            previous = scalar
        }
        return labels >= 2 && (1...63).contains(length) && previous != "-" && domain.utf8.count <= 253
    }
}

extension EmailAddress: Codable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let value = EmailAddress(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not an e-mail address")
        }
        self = value
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
