import Crypto
package import DataStore
package import Primitives

/// The SHA-256 of a credential's text: what is stored and looked up instead of it.
///
/// A plain hash is enough because every credential holds 256 random bits; there is nothing to guess.
package struct TokenHash: Hashable, Sendable {
    let bytes: [UInt8]

    package init(of text: String) {
        self.init(of: text, kind: "")
    }

    /// - Parameter kind: goes in front of the text; two kinds of one text have two hashes.
    init(of text: String, kind: String) {
        var (text, kind) = (text, kind)
        var hash = SHA256()
        kind.withUTF8 { hash.update(bufferPointer: UnsafeRawBufferPointer($0)) }
        text.withUTF8 { hash.update(bufferPointer: UnsafeRawBufferPointer($0)) }
        bytes = Array(hash.finalize())
    }

    package init(of secret: Secret) {
        bytes = Array(SHA256.hash(data: secret.revealedBytes))
    }
}

extension TokenHash: SQLConvertible {
    package var sqlValue: SQLValue { .blob(bytes) }

    package init?(sqlValue: SQLValue) {
        guard case .blob(let bytes) = sqlValue, bytes.count == SHA256.byteCount else { return nil }
        self.bytes = bytes
    }
}
