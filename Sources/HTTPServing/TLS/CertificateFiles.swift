/// Where a certificate and its private key are, both in PEM.
package struct CertificateFiles: Hashable, Sendable {
    /// The node's own certificate first, then those that lead to one that clients know.
    package let chain: String
    /// Without a passphrase: a node starts with nobody there to type one.
    package let key: String

    package init(chain: String, key: String) {
        self.chain = chain
        self.key = key
    }
}
