package import Primitives

/// Someone who can sign in; one row however many workspaces they belong to.
package struct Person: Hashable, Sendable {
    package let id: ID<Person>
    package let email: EmailAddress
    package let name: DisplayName
    package let createdAt: Timestamp
}
