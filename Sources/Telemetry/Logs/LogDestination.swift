/// Where finished lines go. Used by one thread at a time, which may wait.
package protocol LogDestination: Sendable {
    /// Writes whole lines.
    ///
    /// - Returns: how many of them the system refused.
    func write(_ lines: [UInt8]) -> Int
}
