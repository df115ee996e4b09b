import DataStore
import Primitives

/// What a person may be told of; each has its own choice of page and mail.
package enum NotificationKind: String, Sendable, Codable, CaseIterable, SQLConvertible, JSONWritable {
    /// Somebody named them in a message.
    case mention
    /// Somebody answered in a thread that they take part in.
    case reply
    /// A lead became theirs.
    case assignment
    /// The moment has come at which they wanted to be reminded of a lead.
    case reminder
    /// The dossier of a lead of theirs is there.
    case ready
    /// The analysis of a lead of theirs has failed.
    case failed
    /// A payout of theirs went on.
    case payout
    /// An import that they started has ended.
    case `import`
    /// A stored file of the workspace is not what was stored.
    case fileDamaged = "file_damaged"
    /// Somebody came to the workspace or left it.
    case member
    /// Events are not sent to an address any more.
    case webhookDisabled = "webhook_disabled"
    /// Something is the matter with the node itself.
    case alert
}
