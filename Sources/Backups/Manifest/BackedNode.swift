import Crypto
package import Primitives

/// Whose backup it is.
package struct BackedNode: Sendable {
    package let product: String
    package let profile: String
    /// The same for the same root secret, and of no use to who wants to know that.
    package let secretMark: String

    package init(product: String, profile: String, rootSecret: Secret) {
        self.product = product
        self.profile = profile
        let key = SymmetricKey(data: rootSecret.revealedBytes)
        secretMark = Hex.encode(HMAC<SHA256>.authenticationCode(for: Array("uprising backup secret mark".utf8), using: key).prefix(8))
    }
}
