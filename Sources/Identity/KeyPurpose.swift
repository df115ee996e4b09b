/// What a derived key is for. The label enters the derivation: a changed label is another key.
package enum KeyPurpose: String, Sendable, CaseIterable {
    case urlSigning = "url-signing"
    case accessTokenSigning = "access-token-signing"
    case oneTimeCodePepper = "one-time-code-pepper"
    case webhookSigning = "webhook-signing"
}
