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

    /// Its JSON, as `Decodable` reads it back. Only a job that is enqueued thousands of times a second needs one of its own.
    func encoded() throws -> String
}

extension Job {
    package static var maxAttempts: Int { 5 }
    package static var timeout: Duration { .seconds(60) }

    package func encoded() throws -> String {
        String(decoding: try JSONEncoder().encode(self), as: UTF8.self)
    }
}

/// The name of a queue.
package struct QueueName: Hashable, Sendable, CustomStringConvertible, ExpressibleByStringLiteral {
    package let description: String

    package init(stringLiteral value: String) {
        description = value
    }
}
