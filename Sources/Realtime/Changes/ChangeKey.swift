import Primitives

/// What those who hear row changes meet at: a table of one workspace.
struct ChangeKey: Hashable, Sendable {
    let workspaceID: ID<Subject>
    let table: String
}
