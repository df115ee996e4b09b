import Crypto
import Foundation
import Identity
import Primitives
import Testing

@testable import Domain

struct WebhookSecretsTests {
    @Test func `A signature verifies with the secret that the receiver was shown, as Standard Webhooks has it`() throws {
        let secrets = WebhookSecrets(ring: KeyRing(root: .random(byteCount: 32)))
        let webhook = WebhookAnswer.sample.webhook
        let moment = Timestamp(seconds: 1_900_000_000)
        let signature = secrets.signature(of: #"{"type":"lead.updated"}"#, id: "msg", at: moment, for: webhook)
        let secret = secrets.text(of: webhook).revealedText
        let key = try #require(Data(base64Encoded: String(secret.dropFirst("whsec_".count))))
        let code = HMAC<SHA256>.authenticationCode(
            for: Data(#"msg.1900000000.{"type":"lead.updated"}"#.utf8), using: SymmetricKey(data: key))
        #expect(signature == "v1," + Data(code).base64EncodedString())
        #expect(secrets.hint(of: webhook) == "…" + secret.suffix(4))
    }

    @Test func `Webhooks, numbers, workspaces and nodes share no secret`() {
        let ring = KeyRing(root: .random(byteCount: 32))
        var webhook = WebhookAnswer.sample.webhook
        var texts = [WebhookSecrets(ring: ring).text(of: webhook).revealedText]
        webhook.secret = WebhookSecrets(ring: ring).next(after: webhook.secret)
        texts.append(WebhookSecrets(ring: ring).text(of: webhook).revealedText)
        texts.append(WebhookSecrets(ring: KeyRing(root: .random(byteCount: 32))).text(of: webhook).revealedText)
        #expect(Set(texts).count == texts.count)
    }
}
