/// How an attempt ended, as the handler sees it. Throwing means: try again after a back-off.
package enum JobOutcome: Sendable {
    /// The work is done. The runner records it, unless the handler did so with its effects (``JobContext/complete(in:result:)``).
    case done
    /// Not yet: start again after `Duration`. Uses up no attempt.
    case snooze(for: Duration)
    /// Trying again is useless.
    case cancel(reason: any Error)
}
