package import Primitives

/// A webhook as it is shown; its secret only where it was just made.
package struct WebhookAnswer: Sendable {
    package let webhook: Webhook
    /// The last characters of the secret, by which people tell two apart.
    let secretHint: String

    package var version: Int64 { webhook.version }

    fileprivate func writeMembers(to json: inout JSONWriter) {
        json.member("id", webhook.id)
        json.member("url", webhook.url)
        json.member("types", array: webhook.types)
        json.member("projectId", webhook.projectId)
        json.member("description", webhook.description)
        json.member("enabled", webhook.enabled)
        json.member("disabledReason", webhook.disabledReason)
        json.member("failingSince", webhook.failingSince)
        json.member("secretHint", secretHint)
        json.member("oldSecretUntil", webhook.oldSecretUntil)
        json.member("version", webhook.version)
        json.member("createdAt", webhook.createdAt)
        json.member("updatedAt", webhook.updatedAt)
    }
}

extension WebhookAnswer: Sampled {
    package static var sample: WebhookAnswer {
        let moment = Timestamp(seconds: 1_767_225_600)
        let id = ID<Webhook>(high: 0x0190_0000_0000_7000, low: 0x8000_0000_0000_0001)
        return WebhookAnswer(
            webhook: Webhook(
                id: id, workspaceId: ID(high: id.high, low: id.low), url: "https://example.com/events",
                types: [EventPattern(known: "lead.*")], projectId: ID(high: id.high, low: id.low), description: "Accounting",
                enabled: false, disabledReason: .failing, failingSince: moment, secret: WebhookSecretNumber(number: 2, generation: 1),
                oldSecret: WebhookSecretNumber(number: 1, generation: 1), oldSecretUntil: moment, version: 1, createdAt: moment,
                updatedAt: moment),
            secretHint: "…k3Vd")
    }

    package func write(to json: inout JSONWriter) {
        json.object { writeMembers(to: &$0) }
    }
}

/// The same with the secret, which is shown this once.
package struct NewWebhookSecret: Sendable {
    package let answer: WebhookAnswer
    /// `whsec_` and base 64.
    package let secret: Secret

    package var version: Int64 { answer.version }
}

extension NewWebhookSecret: Sampled {
    package static var sample: NewWebhookSecret {
        NewWebhookSecret(answer: .sample, secret: Secret("whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY="))
    }

    package func write(to json: inout JSONWriter) {
        json.object { json in
            answer.writeMembers(to: &json)
            json.member("secret", secret.revealedText)
        }
    }
}
