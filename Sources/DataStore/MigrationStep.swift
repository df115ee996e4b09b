/// A migration that is about to run.
package struct MigrationStep: Hashable, Sendable {
    /// Of how many, beginning with one.
    package let number: Int
    package let count: Int
    package let name: String
}
