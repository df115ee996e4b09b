package import Primitives

/// Someone who can sign in; one row however many workspaces they belong to.
package struct Person: Hashable, Sendable {
    package let id: ID<Person>
    package let email: EmailAddress
    package let name: DisplayName
    /// In which language letters reach them; that of the workspace when they never said.
    package let language: Language?
    package let createdAt: Timestamp
    package let updatedAt: Timestamp
    /// When they proved for the first time that mail to ``email`` reaches them.
    package let emailConfirmedAt: Timestamp?
    package let lastSignInAt: Timestamp?
    /// Where they want to be reached, until they have proved it.
    package let newEmail: EmailAddress?
    package let confirmationSentAt: Timestamp?
    package let recoverySentAt: Timestamp?
    package let emailChangeSentAt: Timestamp?
    package let invitedAt: Timestamp?

    /// What they keep about themselves in the workspace for which they were read; empty when read for none.
    package let userMetadata: [String: JSONValue]
    /// What the workspace's own programs keep about them, out of their own reach; likewise.
    package let appMetadata: [String: JSONValue]
    /// Until then that workspace does not let them in.
    package let bannedUntil: Timestamp?

    package func isBanned(at moment: Timestamp) -> Bool { bannedUntil.map { moment < $0 } ?? false }
}
