/// Where a test counts what a sign-in costs, and steps in between.
package struct SignInHooks: Sendable {
    /// A code was hashed.
    package var hashed: (@Sendable () -> Void)?
    /// A write was made.
    package var wrote: (@Sendable () -> Void)?
    /// A mail job was enqueued.
    package var enqueued: (@Sendable () -> Void)?
    /// A code was compared, and nothing is written yet.
    package var compared: (@Sendable () async -> Void)?

    package init() {}
}
