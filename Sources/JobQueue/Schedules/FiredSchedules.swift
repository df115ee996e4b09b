package import Primitives

/// What one look at the due schedules did.
package struct FiredSchedules: Sendable {
    /// The jobs that were enqueued.
    package internal(set) var jobs: [ID<JobRecord>] = []
    /// How many schedules dropped what was due: too late, or their last job had not ended.
    package internal(set) var dropped = 0
    /// Why nothing was enqueued for a schedule; it goes on with its next time. To be logged.
    package internal(set) var refusals: [(schedule: ID<Schedule>, failure: Failure)] = []
}
