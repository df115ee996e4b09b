/// What a queue of this process may do at once.
package struct QueueLimits: Sendable {
    /// How many of its jobs run at the same time.
    package let concurrency: Int
    /// How many of them may be of one workspace.
    package let perWorkspace: Int?
    package let rate: StartRate?

    package init(concurrency: Int, perWorkspace: Int? = nil, rate: StartRate? = nil) {
        self.concurrency = concurrency
        self.perWorkspace = perWorkspace
        self.rate = rate
    }
}

extension QueueLimits: ExpressibleByIntegerLiteral {
    package init(integerLiteral value: Int) {
        self.init(concurrency: value)
    }
}
