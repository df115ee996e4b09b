import DataStore
import Primitives

/// What a derived key is for. The label enters the derivation: a changed label is another key.
package enum KeyPurpose: String, Sendable, Codable, CaseIterable, SQLConvertible {
    case urlSigning = "url-signing"
    /// One key a workspace.
    case accessTokenSigning = "access-token-signing"
    case refreshTokenSigning = "refresh-token-signing"
    case oneTimeCodePepper = "one-time-code-pepper"
    case mailSealing = "mail-sealing"
    case webhookSigning = "webhook-signing"
    /// Links in mails that end such mails.
    case mailLinks = "mail-links"
    /// What a job is to take out, until it has.
    case erasureSealing = "erasure-sealing"
    /// The anon and service keys of a workspace, which count generations of their own.
    case workspaceKeys = "workspace-keys"

    /// How long what the generation before made is still taken after a rotation: as long as such things live.
    package var overlap: Duration {
        switch self {
        case .urlSigning, .accessTokenSigning: .hours(24)
        case .refreshTokenSigning: .days(30)
        case .oneTimeCodePepper: .hours(1)
        case .mailSealing, .webhookSigning, .erasureSealing: .days(7)
        case .workspaceKeys: .days(7)
        // Mail is read for months, and whoever wants no more of it must be able to say so.
        case .mailLinks: .days(365)
        }
    }

    /// Whether the node rotates it for all workspaces at once.
    package var isRotatedByNode: Bool { self != .workspaceKeys }
}
