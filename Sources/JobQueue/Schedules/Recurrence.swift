package import Primitives

/// A cron expression by the clock of a time zone.
package struct Recurrence: Hashable, Sendable {
    package let cron: CronExpression
    package let zone: ScheduleZone

    package init(_ cron: CronExpression, in zone: ScheduleZone) {
        self.cron = cron
        self.zone = zone
    }

    package func next(after moment: Timestamp) -> Timestamp? {
        cron.next(after: moment, in: zone)
    }
}
