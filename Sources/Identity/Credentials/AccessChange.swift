package import Primitives

/// Whose credentials have come to mean something else, or nothing.
package enum AccessChange: Hashable, Sendable {
    /// What a person and their tokens may do.
    case person(ID<Person>)
    /// One sign-in.
    case session(ID<Session>)
    case token(ID<APIToken>)
    /// Everyone in a workspace, and its keys.
    case workspace(ID<Workspace>)

    func concerns(_ principal: Principal) -> Bool {
        switch self {
        case .person(let person): principal.personID == person
        case .session(let session): principal.credential == .session(session)
        case .token(let token): principal.credential == .token(token)
        case .workspace(let workspace): principal.workspaceID == workspace
        }
    }
}
