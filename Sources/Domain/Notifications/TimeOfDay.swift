import JobQueue
import Primitives

/// An hour and minute on the wall's clock: `08:00`.
package struct TimeOfDay: Hashable, Sendable, LosslessStringConvertible {
    let hour: Int
    let minute: Int

    static let eight = TimeOfDay(hour: 8, minute: 0)

    private init(hour: Int, minute: Int) {
        self.hour = hour
        self.minute = minute
    }

    package init?(_ description: String) {
        let bytes = Array(description.utf8)
        guard bytes.count == 5, bytes[2] == UInt8(ascii: ":"),
            (bytes[...1] + bytes[3...]).allSatisfy({ (48...57).contains($0) })
        else { return nil }
        let (hour, minute) = (Int(bytes[0] - 48) * 10 + Int(bytes[1] - 48), Int(bytes[3] - 48) * 10 + Int(bytes[4] - 48))
        guard hour < 24, minute < 60 else { return nil }
        self.init(hour: hour, minute: minute)
    }

    package var description: String {
        (hour < 10 ? "0" : "") + "\(hour):" + (minute < 10 ? "0" : "") + "\(minute)"
    }

    /// When the clock there reads it next; a time that the summer time leaves out comes right after the gap.
    func next(after moment: Timestamp, in zone: ScheduleZone) throws -> Timestamp {
        // An expression for each day has a next occurrence.
        try CronExpression("\(minute) \(hour) * * *").next(after: moment, in: zone) ?? moment + .days(1)
    }
}
