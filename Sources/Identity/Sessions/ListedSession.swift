import Primitives

/// A session in the list of a person's own.
package struct ListedSession: Hashable, Sendable {
    package let session: Session
    package let workspaceName: DisplayName
}
