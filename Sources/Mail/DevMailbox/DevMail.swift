package import Primitives

/// A message that stayed in the node.
package struct DevMail: Sendable, Identifiable {
    package let id: ID<DevMail>
    package let receivedAt: Timestamp
    package let message: MailMessage
}
