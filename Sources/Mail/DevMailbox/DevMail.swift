package import Primitives

/// A message that stayed in the node.
package struct DevMail: Sendable, Identifiable {
    package let id: ID<DevMail>
    package let receivedAt: Timestamp
    package let message: MailMessage

    /// Wherever somebody may be named in it.
    var texts: [String] {
        message.to.flatMap { [$0.name ?? "", $0.address.description] } + [message.subject, message.text, message.html ?? ""]
    }
}
