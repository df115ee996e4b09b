/// Points in a join at which a test can let other things happen.
package struct JoinHooks: Sendable {
    /// The subscription holds; the log has not been read.
    package var beforeReading: (@Sendable () async throws -> Void)?
    /// The log has been read; the subscriber does not know yet.
    package var afterReading: (@Sendable () async throws -> Void)?

    package init() {}
}
