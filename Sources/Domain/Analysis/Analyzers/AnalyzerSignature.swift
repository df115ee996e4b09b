import Crypto
package import Primitives

/// Proves to a team's own service that a request is the node's, and when it was made.
package struct AnalyzerSignature: Sendable {
    /// Another label is another key, so that what is signed here is worth nothing anywhere else.
    static let label = "key for analyzer-signing"
    /// As for every key of a node (`KeyRing`).
    private static let salt = Array("uprising key ring 1".utf8)

    private let key: SymmetricKey

    /// - Parameter secret: shared with the service; the key is derived from it by HKDF-SHA256 (RFC 5869).
    package init(secret: Secret) {
        key = HKDF<SHA256>.deriveKey(
            inputKeyMaterial: SymmetricKey(data: secret.revealedBytes), salt: Self.salt, info: Array(Self.label.utf8), outputByteCount: 32)
    }

    /// The two headers: whole seconds since 1970, and HMAC-SHA256 over `<seconds>.<body>` in hexadecimal.
    func headers(for body: [UInt8], at now: Timestamp) -> [(name: String, value: String)] {
        let seconds = String(now.seconds)
        let code = HMAC<SHA256>.authenticationCode(for: Array("\(seconds).".utf8) + body, using: key)
        return [("Uprising-Timestamp", seconds), ("Uprising-Signature", "v1=\(Hex.encode(Array(code)))")]
    }
}
