import Crypto
import DataStore
import Primitives

/// What a client shows first of the verifier that it keeps (PKCE, RFC 7636 §4.2).
package struct CodeChallenge: Hashable, Sendable {
    package enum Method: String, Sendable, SQLConvertible {
        case s256
        case plain
    }

    /// RFC 7636 §4.1.
    private static let lengths = 43...128

    package let text: String
    package let method: Method

    /// `nil` unless `text` is 43 to 128 characters that need no escape in a URL, and the method `s256` or `plain` in any case.
    package init?(_ text: String, method: String) {
        guard let method = Method(rawValue: method.lowercased()), Self.isWellFormed(text) else { return nil }
        self.text = text
        self.method = method
    }

    package func matches(verifier: String) -> Bool {
        let shown =
            switch method {
            case .s256: Base64URL.encode(SHA256.hash(data: Array(verifier.utf8)))
            case .plain: verifier
            }
        return constantTimeEqual(Array(shown.utf8), Array(text.utf8))
    }

    private static func isWellFormed(_ text: String) -> Bool {
        lengths.contains(text.utf8.count)
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
                    UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"):
                    true
                default: false
                }
            }
    }
}
