import HTTPServing

/// That the node speaks TLS itself, and by what.
package struct TLSSettings: Sendable {
    let files: CertificateFiles
    /// Where plain HTTP is answered with the address over TLS; `nil` where nothing listens for it.
    let redirectPort: Int?
}
