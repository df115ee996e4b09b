/// How kinds and queues may be called by those who make them over the API: `[a-z0-9][a-z0-9_.-]{0,63}`.
package enum WorkName {
    package static let rule = "1 to 64 of a-z, 0-9, _, . and -, beginning with a letter or digit"

    package static func isGood(_ text: String) -> Bool {
        var text = text
        return text.withUTF8 { bytes in
            guard let first = bytes.first, bytes.count <= 64, isAlphanumeric(first) else { return false }
            return bytes.allSatisfy { isAlphanumeric($0) || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "-") }
        }
    }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool { (97...122).contains(byte) || (48...57).contains(byte) }
}
