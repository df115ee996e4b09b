package import Identity

extension AuditAction {
    package static let jobRetried: AuditAction = "job.retried"
    package static let jobCancelled: AuditAction = "job.cancelled"
    package static let jobPromoted: AuditAction = "job.promoted"
    package static let jobRemoved: AuditAction = "job.removed"
    /// Many at once: all that a filter finds.
    package static let jobsRetried: AuditAction = "job.many_retried"
    package static let jobsRemoved: AuditAction = "job.many_removed"
    package static let scheduleCreated: AuditAction = "schedule.created"
    package static let scheduleChanged: AuditAction = "schedule.changed"
    package static let scheduleRemoved: AuditAction = "schedule.removed"
    package static let scheduleRun: AuditAction = "schedule.run"
    package static let queuePaused: AuditAction = "queue.paused"
    package static let queueResumed: AuditAction = "queue.resumed"
    package static let queueLimited: AuditAction = "queue.limited"
}
