import DataStore
package import Primitives

/// An attempt that did not complete its job.
package struct JobAttempt: Sendable {
    package enum Ending: String, Sendable, Codable, CaseIterable, SQLConvertible, JSONWritable {
        /// The handler or worker reported an error.
        case failed
        case timedOut = "timed_out"
        /// The process ended.
        case crashed
        /// The node was stopped; costs no attempt.
        case interrupted
        case leaseExpired = "lease_expired"
        case cancelled
        /// It went on after it was told to stop, and was left to itself.
        case abandoned
    }

    package let number: Int
    package let worker: String?
    package let startedAt: Timestamp
    package let endedAt: Timestamp
    package let ending: Ending
    package let error: String?
    /// The stack trace that an external worker sent.
    package let stack: String?
}
