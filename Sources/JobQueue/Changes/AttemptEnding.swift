import Primitives

/// How an attempt ended, as the queue records it.
enum AttemptEnding: Sendable {
    case completed(result: String?)
    /// Again after a while, at no cost.
    case snoozed(for: Duration)
    /// Trying again is useless, or nobody wants it any more.
    case cancelled(any Error)
    /// - Parameters:
    ///   - delay: instead of the back-off's.
    ///   - retry: whether trying again may help.
    case failed(any Error, stack: String? = nil, retry: Bool = true, delay: Duration? = nil)
    case timedOut(JobFault)
    case abandoned(JobFault)
    case leaseExpired(JobFault)
    /// The node is stopped; at no cost.
    case interrupted
    /// The process ended. Costs no attempt, but it is counted.
    case crashed

    /// What is kept of the attempt; nothing of one that did its work or only asked for more time.
    var kept: JobAttempt.Ending? {
        switch self {
        case .completed, .snoozed: nil
        case .cancelled: .cancelled
        case .failed: .failed
        case .timedOut: .timedOut
        case .abandoned: .abandoned
        case .leaseExpired: .leaseExpired
        case .interrupted: .interrupted
        case .crashed: .crashed
        }
    }

    var error: (any Error)? {
        switch self {
        case .completed, .snoozed, .interrupted, .crashed: nil
        case .cancelled(let error), .failed(let error, _, _, _): error
        case .timedOut(let fault), .abandoned(let fault), .leaseExpired(let fault): fault
        }
    }
}
