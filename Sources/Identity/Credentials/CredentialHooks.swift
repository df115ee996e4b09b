/// Points in time at which a test may step in.
package struct CredentialHooks: Sendable {
    /// A credential was read from the database and is not yet in memory.
    package var lookedUp: (@Sendable () async -> Void)?

    package init(lookedUp: (@Sendable () async -> Void)? = nil) {
        self.lookedUp = lookedUp
    }
}
