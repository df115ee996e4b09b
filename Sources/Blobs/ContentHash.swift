package import Crypto
package import DataStore
import Primitives

/// The SHA-256 of a blob's bytes: its address and its proof.
package struct ContentHash: Hashable, Sendable, CustomStringConvertible, LosslessStringConvertible {
    /// 64 lower-case hexadecimal digits.
    package let description: String

    package init?(_ description: String) {
        guard description.utf8.count == 64, description.utf8.allSatisfy({ (48...57).contains($0) || (97...102).contains($0) }) else {
            return nil
        }
        self.description = description
    }

    package init(_ digest: SHA256Digest) {
        description = Hex.encode(digest)
    }
}

extension ContentHash: SQLConvertible {
    package var sqlValue: SQLValue { .text(description) }

    package init?(sqlValue: SQLValue) {
        guard let text = sqlValue.text else { return nil }
        self.init(text)
    }
}
