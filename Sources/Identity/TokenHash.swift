import Crypto
import DataStore
import Primitives

/// The SHA-256 of a credential's text: what is stored and looked up instead of it.
///
/// A plain hash is enough because every credential holds 256 random bits; there is nothing to guess.
struct TokenHash: Hashable, Sendable {
    let bytes: [UInt8]

    init(of text: String) {
        bytes = Array(SHA256.hash(data: Array(text.utf8)))
    }

    init(of secret: Secret) {
        bytes = Array(SHA256.hash(data: secret.revealedBytes))
    }
}

extension TokenHash: SQLConvertible {
    var sqlValue: SQLValue { .blob(bytes) }

    init?(sqlValue: SQLValue) {
        guard case .blob(let bytes) = sqlValue, bytes.count == SHA256.byteCount else { return nil }
        self.bytes = bytes
    }
}
