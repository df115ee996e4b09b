package import Primitives

/// A credential that is nothing but 256 random bits, written as 43 characters of base 64 for URLs.
package enum OpaqueToken {
    static let byteCount = 32

    package static func generate() -> Secret {
        Secret(Base64URL.encode(Secret.random(byteCount: byteCount).revealedBytes))
    }

    /// Whether `text` can be one at all; spares the database what is not.
    package static func isWellFormed(_ text: String) -> Bool {
        text.utf8.count == 43 && Base64URL.decode(text)?.count == byteCount
    }
}
