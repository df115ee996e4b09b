import Primitives

/// Where a lead is dropped, with what becomes of a duplicate there.
struct ProjectPlace: Sendable {
    let projectID: ID<Project>
    let policy: DuplicatePolicy
}
