/// What set-up made, in one write.
package struct SetupOutcome: Sendable {
    package let workspace: Workspace
    package let owner: Person
    package let session: NewSession
}
