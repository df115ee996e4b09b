/// How a connection to the mail server is protected. Where there is TLS, the certificate is always checked.
package enum SMTPSecurity: String, Sendable, CaseIterable {
    /// TLS from the first byte (`smtps://`).
    case implicit
    /// STARTTLS, and nothing is sent without (`smtp://`).
    case required
    /// STARTTLS where the server offers it: whoever sits in between can take the offer away.
    case optional
    case none
}
