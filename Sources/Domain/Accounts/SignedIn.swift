package import Identity
package import Primitives

/// Whom a credential stands for, where, and what it may do: what a page needs to know before it shows anything.
package struct SignedIn: Sendable {
    package let principal: Principal
    /// The person, or the maker of a token; `nil` for a workspace's key.
    package let person: Person?
    package let workspace: Workspace
    package let project: Project
    /// Where the person is told of things in this workspace; `nil` unless they are signed in.
    package let inboxID: ID<Inbox>?
    /// Every workspace of the person, the present one included; only that one for a sign-in that reaches no further, none for a token.
    package let memberships: [Membership]
}
