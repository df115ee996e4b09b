import FoundationEssentials

/// The arguments of one kind of work, kept as JSON with the job.
///
/// A job does the same when it is run twice: it may be interrupted at any instruction and started again.
package protocol Job: Codable, Sendable {
    /// Stable name, an imperative phrase (`analyze_lead`); rows in the database carry it.
    static var kind: String { get }
    /// The queue that it waits in; a queue bounds how many of its jobs run at once.
    static var queue: QueueName { get }
    /// How many times it is started before it is given up.
    static var maxAttempts: Int { get }
    /// How long one attempt may take; then it is cancelled and counts as failed.
    static var timeout: Duration { get }
    static var backoff: Backoff { get }
    /// 0 is first, 9 is last; among the jobs of one workspace in one queue.
    static var priority: Int { get }

    /// What it must not be kept twice with, if anything.
    var uniqueness: Uniqueness? { get }
    /// What it must not run at the same time with, if anything.
    var limitKey: LimitKey? { get }

    /// Its JSON, as `Decodable` reads it back. Only a job that is enqueued thousands of times a second needs one of its own.
    func encoded() throws -> String
}

extension Job {
    package static var maxAttempts: Int { 5 }
    package static var timeout: Duration { .seconds(60) }
    package static var backoff: Backoff { .standard }
    package static var priority: Int { JobDraft.standardPriority }

    package var uniqueness: Uniqueness? { nil }
    package var limitKey: LimitKey? { nil }

    /// With sorted keys, so that equal arguments are equal texts.
    package func encoded() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        return String(decoding: try encoder.encode(self), as: UTF8.self)
    }
}
