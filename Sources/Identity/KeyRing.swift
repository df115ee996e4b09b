import Crypto
package import Primitives

/// Every key of the node, derived from its root secret by HKDF-SHA256 (RFC 5869), each with a label of its own.
package struct KeyRing: Sendable {
    /// The strength of SHA-256, and the size of key that HMAC-SHA256 takes as it is (RFC 2104 §3).
    private static let keyByteCount = 32
    /// 48 bits: enough to tell the few keys of one node apart, short enough for a URL.
    private static let idByteCount = 6
    private static let salt = Array("uprising key ring 1".utf8)

    private let root: SymmetricKey

    package init(root: Secret) {
        self.root = SymmetricKey(data: root.revealedBytes)
    }

    package func key(for purpose: KeyPurpose) -> DerivedKey {
        DerivedKey(
            id: Base64URL.encode(derive("key id of \(purpose.rawValue)", byteCount: Self.idByteCount)),
            secret: Secret(derive("key for \(purpose.rawValue)", byteCount: Self.keyByteCount)))
    }

    private func derive(_ label: String, byteCount: Int) -> [UInt8] {
        HKDF<SHA256>.deriveKey(inputKeyMaterial: root, salt: Self.salt, info: Array(label.utf8), outputByteCount: byteCount)
            .withUnsafeBytes { Array($0) }
    }
}
