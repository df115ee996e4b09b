import Crypto
import FoundationEssentials
import HTTPTypes
import Primitives

/// The SHA-256 that a client gives of what it sends (`Content-Digest`, RFC 9530); other algorithms are passed over, as §2 allows.
struct ContentDigest: Hashable, Sendable {
    private static let header = HTTPField.Name("Content-Digest")

    /// Lower-case hexadecimal digits.
    let hash: String

    /// `nil` without the header, or one without SHA-256.
    ///
    /// - Throws: ``StorageError`` for a SHA-256 that is none.
    init?(_ headers: HTTPFields) throws(StorageError) {
        guard let text = Self.header.flatMap({ headers[$0] }) else { return nil }
        for member in text.split(separator: ",") {
            let sides = member.split(separator: "=", maxSplits: 1)
            guard sides.count == 2, sides[0].lowercased().trimmingSpaces() == "sha-256" else { continue }
            let value = String(sides[1]).trimmingSpaces()
            guard value.count > 2, value.first == ":", value.last == ":",
                let bytes = Data(base64Encoded: String(value.dropFirst().dropLast())),
                bytes.count == SHA256.byteCount
            else { throw .schema("headers/content-digest must be sha-256=:base 64:") }
            hash = Hex.encode(bytes)
            return
        }
        return nil
    }
}
