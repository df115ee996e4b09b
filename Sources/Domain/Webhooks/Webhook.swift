package import Identity
package import Primitives

/// An address of the team's to which events of a workspace are sent.
package struct Webhook: Hashable, Sendable {
    /// Why nothing is sent there any more.
    package enum DisabledReason: String, Sendable, Codable, CaseIterable, JSONWritable {
        /// By a person.
        case person
        /// The receiver answered 410: it wants no more.
        case gone
        /// Nothing was taken for a day.
        case failing
        /// More waited than is kept.
        case overflow
    }

    package let id: ID<Webhook>
    package let workspaceId: ID<Workspace>
    package var url: String
    package var types: [EventPattern]
    /// Only what happens in that project.
    package var projectId: ID<Project>?
    package var description: String?
    package var enabled: Bool
    package var disabledReason: DisabledReason?
    /// Since when nothing was taken; `nil` when the last attempt was.
    package var failingSince: Timestamp?
    package var secret: WebhookSecretNumber
    /// The one before, until when it signs as well.
    package var oldSecret: WebhookSecretNumber?
    package var oldSecretUntil: Timestamp?
    package var version: Int64
    package let createdAt: Timestamp
    package var updatedAt: Timestamp
}

/// Which secret it is: the text is derived from the root secret by webhook, number and generation of the key.
package struct WebhookSecretNumber: Hashable, Sendable {
    let number: Int
    let generation: Int
}
