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
        let parts = trimmed.split(separator: "@", omittingEmptySubsequences: false)
        guard trimmed.utf8.count <= 254, parts.count == 2,
            (1...64).contains(parts[0].utf8.count), Self.isDotAtom(parts[0]), Self.isDomain(parts[1]),
            let domain = Punycode.asciiHost(String(parts[1]))
        else { return nil }
        description = trimmed
        let local = parts[0].lowercased()
        normalized = (local.utf8.allSatisfy { $0 < 0x80 } ? local : local.precomposedStringWithCanonicalMapping) + "@" + domain
    }

    package var domain: String { String(normalized.drop { $0 != "@" }.dropFirst()) }

    package static func == (left: EmailAddress, right: EmailAddress) -> Bool { left.normalized == right.normalized }
    package func hash(into hasher: inout Hasher) { hasher.combine(normalized) }

    /// What may stand in an atom beside letters and digits (RFC 5322 §3.2.3), and the dot.
    private static let atomMarks = Array("!#$%&'*+-/=?^_`{|}~.".utf8)

    private static func isDotAtom(_ local: Substring) -> Bool {
        !local.hasPrefix(".") && !local.hasSuffix(".") && !local.contains("..")
            && local.unicodeScalars.allSatisfy { scalar in
                guard scalar.isASCII else { return scalar.isPrintable }
                return scalar.isASCIIAlphanumeric || Self.atomMarks.contains(UInt8(truncatingIfNeeded: scalar.value))
            }
    }

    private static func isDomain(_ domain: Substring) -> Bool {
        let labels = domain.split(separator: ".", omittingEmptySubsequences: false)
        return labels.count >= 2 && domain.utf8.count <= 253
            && labels.allSatisfy { label in
                (1...63).contains(label.utf8.count) && !label.hasPrefix("-") && !label.hasSuffix("-")
                    && label.unicodeScalars.allSatisfy {
                        $0.isASCII ? $0.isASCIIAlphanumeric || $0 == "-" : $0.isPrintable
                    }
            }
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
