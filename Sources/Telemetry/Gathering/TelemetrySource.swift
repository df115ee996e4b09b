package import DataStore

/// Gathers something in memory, bounded, for the writer to fetch about once a second.
package protocol TelemetrySource: Sendable {
    /// What is to be written; `nil` when there is nothing. What it hands over it holds no more.
    func drain() -> TelemetryBatch?
}

/// What one source has to write.
package struct TelemetryBatch: Sendable {
    /// How many things are in it, and how many were lost before it, for want of room.
    let count: Int
    let lostCount: Int
    let write: @Sendable (WriteTransaction) throws -> Void

    /// - Parameter write: may run twice, the first time undone.
    package init(count: Int, lostCount: Int = 0, write: @escaping @Sendable (WriteTransaction) throws -> Void) {
        self.count = count
        self.lostCount = lostCount
        self.write = write
    }
}
