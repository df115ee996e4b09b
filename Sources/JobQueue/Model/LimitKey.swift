/// What a job shares with others that must not all run at once, such as the host that they read.
package struct LimitKey: Hashable, Sendable {
    package enum Scope: Hashable, Sendable {
        /// All jobs of the node with this name share it.
        case node
        /// Those of the same workspace do.
        case workspace
    }

    package let name: String
    package let scope: Scope
    /// How many may run at the same time.
    package let concurrency: Int?
    /// The least time between two starts.
    package let interval: Duration?

    package init(_ name: String, scope: Scope = .workspace, concurrency: Int? = nil, interval: Duration? = nil) {
        self.name = name
        self.scope = scope
        self.concurrency = concurrency
        self.interval = interval
    }
}
