import Identity
import Primitives

/// In whose name a transaction is posted.
struct LedgerPoster {
    let workspaceID: ID<Workspace>
    let personID: ID<Person>?
    /// What a program is called; a person's name is read where it is shown.
    let name: String?

    init(_ principal: Principal) {
        workspaceID = principal.workspaceID
        personID = principal.personID
        let isPerson = if case .session = principal.credential { true } else { false }
        name = isPerson ? nil : principal.displayName.description
    }

    init(_ actor: ChangeActor, in workspace: ID<Workspace>) {
        workspaceID = workspace
        personID = actor.personID
        name = actor.kind == .person ? nil : actor.name ?? actor.kind.rawValue
    }
}
