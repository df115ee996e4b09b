/// Told of what happens to jobs, after the commit, for measuring: it must neither wait nor do much.
package protocol JobMeter: Sendable {
    /// - Parameter waited: from the moment at which it could start.
    func started(queue: QueueName, waited: Duration)

    /// - Parameters:
    ///   - state: `completed`, `failed` or `cancelled`.
    ///   - ran: of its last attempt; `nil` for one that never ran.
    func ended(queue: QueueName, as state: JobState, ran: Duration?)
}
