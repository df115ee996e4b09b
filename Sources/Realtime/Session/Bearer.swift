package import Primitives

/// Whom a membership in a topic rests on: a workspace, and the person and credential behind it.
package struct Bearer: Hashable, Sendable {
    package let workspaceID: ID<Subject>
    /// Who acts, or who made the token; `nil` for a workspace's keys.
    package let personID: ID<Subject>?
    /// The session or token; `nil` for a workspace's keys.
    package let credentialID: ID<Subject>?

    package init(workspaceID: ID<Subject>, personID: ID<Subject>?, credentialID: ID<Subject>?) {
        self.workspaceID = workspaceID
        self.personID = personID
        self.credentialID = credentialID
    }
}
