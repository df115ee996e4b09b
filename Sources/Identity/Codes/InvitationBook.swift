package import DataStore
package import Primitives

/// What sign-in has to know of invitations, which are kept elsewhere.
package struct InvitationBook: Sendable {
    /// The workspace to which an address is invited at this moment: the one that is named, or any.
    package let find: @Sendable (EmailAddress, ID<Workspace>?, any SQLReading) throws -> ID<Workspace>?
    /// Accepts what waits for a person who has proven the address, and so makes them a member.
    package let accept: @Sendable (Person, ID<Workspace>, Act, WriteTransaction) throws -> Void

    package init(
        find: @escaping @Sendable (EmailAddress, ID<Workspace>?, any SQLReading) throws -> ID<Workspace>?,
        accept: @escaping @Sendable (Person, ID<Workspace>, Act, WriteTransaction) throws -> Void
    ) {
        self.find = find
        self.accept = accept
    }

    /// Nobody is invited.
    package static let none = InvitationBook(find: { _, _, _ in nil }, accept: { _, _, _, _ in })
}
