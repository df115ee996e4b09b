package import Identity

/// Who is signed in, and where: what a page needs to know before it shows anything.
package struct SignedIn: Sendable {
    package let person: Person
    package let workspace: Workspace
    package let project: Project
    package let role: Role
}
