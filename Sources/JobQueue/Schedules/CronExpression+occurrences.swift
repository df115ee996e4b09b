package import Primitives

extension CronExpression {
    /// The first occurrence after `moment`; `nil` when there is none within forty years.
    ///
    /// When the clock on the wall is moved, an expression for every hour, or one whose minutes begin with `*`, goes by the time that
    /// passes: it runs whenever the clock reads a matching minute, for the first or the second time. Any other names times of day, and
    /// each runs once a day: one that is left out at the first moment after the gap, one that comes twice the first time.
    package func next(after moment: Timestamp, in zone: ScheduleZone) -> Timestamp? {
        let second = moment.microseconds.floorDivided(by: 1_000_000).quotient
        let next = goesByTimePassed ? nextReading(after: second, in: zone) : nextTimeOfDay(after: second, in: zone)
        return next.map(Timestamp.init(seconds:))
    }

    private var goesByTimePassed: Bool { minutes.isOpen || hours.bits == (1 << 24) - 1 }

    /// The clock's readings, told once each, come in the order of the moments, so the first match that lies ahead is the next.
    private func nextTimeOfDay(after second: Int64, in zone: ScheduleZone) -> Int64? {
        var local = second + zone.offset(at: second) + 1
        while let match = firstMatch(from: local) {
            let moment = zone.firstMoment(reading: match)
            if moment > second { return moment }
            local = match + 1  // within the hour that comes twice: those that ran the first time
        }
        return nil
    }

    /// Goes from one change of the offset to the next; between two of them the clock reads on evenly.
    private func nextReading(after second: Int64, in zone: ScheduleZone) -> Int64? {
        var start = second
        var offset = zone.offset(at: start)
        var local = start + offset + 1
        while let match = firstMatch(from: local) {
            guard let change = zone.nextChange(after: start), change.moment <= match - offset else { return match - offset }
            local = change.moment + change.offset
            // Nothing is left out: where the hours that match fell into the gap, one run stands for them.
            if match < local, !hours.contains(local.floorDivided(by: 86_400).remainder / 3_600) { return change.moment }
            (start, offset) = (change.moment, change.offset)
        }
        return nil
    }
}
