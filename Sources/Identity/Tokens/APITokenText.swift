import Crypto
import Primitives

/// The text of an API token: `upn_`, 256 random bits and a checksum, in base 64 for URLs.
///
/// Prefix and checksum let secret scanners find one that was published, and spare the database what was mistyped.
enum APITokenText {
    static let prefix = "upn_"
    private static let bodyLength = 43
    /// 24 bits are four characters without a rest.
    private static let checksumByteCount = 3

    static func generate() -> Secret {
        let body = OpaqueToken.generate().revealedText
        return Secret(prefix + body + checksum(of: body))
    }

    static func isWellFormed(_ text: String) -> Bool {
        guard text.hasPrefix(prefix) else { return false }
        let rest = text.dropFirst(prefix.count)
        let body = String(rest.prefix(bodyLength))
        return OpaqueToken.isWellFormed(body) && rest.dropFirst(bodyLength) == checksum(of: body)
    }

    private static func checksum(of body: String) -> String {
        Base64URL.encode(SHA256.hash(data: Array((prefix + body).utf8)).prefix(checksumByteCount))
    }
}
