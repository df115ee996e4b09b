import Crypto
import FoundationEssentials
package import Identity
import Primitives

/// The secrets of webhooks and what is signed with them, as Standard Webhooks has it (github.com/standard-webhooks/standard-webhooks).
///
/// A secret is derived from the root secret, so that neither the database nor a backup holds one.
package struct WebhookSecrets: Sendable {
    private static let prefix = "whsec_"
    private static let hintLength = 4

    let ring: KeyRing

    package init(ring: KeyRing) {
        self.ring = ring
    }

    /// The number of a secret after `last`, made with the newest key.
    func next(after last: WebhookSecretNumber?) -> WebhookSecretNumber {
        WebhookSecretNumber(number: (last?.number ?? 0) + 1, generation: ring.current(.webhookSigning).generation)
    }

    /// As the receiver keeps it.
    func text(of webhook: Webhook) -> Secret {
        Secret(Self.prefix + Data(bytes(webhook.secret, of: webhook)).base64EncodedString())
    }

    func hint(of webhook: Webhook) -> String { "…" + text(of: webhook).revealedText.suffix(Self.hintLength) }

    /// The value of `Webhook-Signature`: by the secret, and by the one before while both are good.
    func signature(of body: String, id: String, at moment: Timestamp, for webhook: Webhook) -> String {
        let signed = Array("\(id).\(moment.seconds).\(body)".utf8)
        var numbers = [webhook.secret]
        if let old = webhook.oldSecret, let until = webhook.oldSecretUntil, moment < until { numbers.append(old) }
        return numbers.map { number in
            let code = HMAC<SHA256>.authenticationCode(for: signed, using: SymmetricKey(data: bytes(number, of: webhook)))
            return "v1,\(Data(code).base64EncodedString())"
        }.joined(separator: " ")
    }

    private func bytes(_ number: WebhookSecretNumber, of webhook: Webhook) -> [UInt8] {
        let key = ring.key(for: .webhookSigning, in: webhook.workspaceId, generation: number.generation)
        let code = HMAC<SHA256>.authenticationCode(
            for: Array("webhook \(webhook.id), secret \(number.number)".utf8), using: SymmetricKey(data: key.secret.revealedBytes))
        return Array(Data(code))
    }
}
