import Foundation
import Primitives
import Testing

/// The clock on a wall, read at each minute of some days: slow, and too simple to be wrong.
struct MinuteScan {
    let start: Timestamp
    let end: Timestamp
    /// Moment and reading, both in seconds; a day more on either side.
    private let readings: [(moment: Int64, local: Int64)]

    init(zone: String, from start: Timestamp, days: Int64) throws {
        let rules = try #require(TimeZone(identifier: zone))
        self.start = start
        end = start + .days(days)
        readings = stride(from: start.seconds - 172_800, through: end.seconds + 172_800, by: 60).map { moment in
            (moment, moment + Int64(rules.secondsFromGMT(for: Date(timeIntervalSince1970: Double(moment)))))
        }
    }

    func occurrences(of rule: ScannedRule) -> [Timestamp] {
        let moments = rule.goesByTimePassed ? matchingReadings(of: rule) : firstReadings(of: rule)
        return Set(moments).map(Timestamp.init(seconds:)).filter { $0 > start && $0 <= end }.sorted()
    }

    /// Each reading that matches, and the first moment after a gap that took away hours which the rule names.
    private func matchingReadings(of rule: ScannedRule) -> [Int64] {
        var moments = readings.filter { rule.matches($0.local) }.map(\.moment)
        for (before, after) in zip(readings, readings.dropFirst()) where after.local > before.local + 60 {
            let lost = stride(from: before.local + 60, to: after.local, by: 60)
            if !rule.hours.contains(after.local / 3_600 % 24), lost.contains(where: rule.matches) { moments.append(after.moment) }
        }
        return moments
    }

    /// For each time that a calendar has and the rule matches: the first moment that reads it, or one later.
    private func firstReadings(of rule: ScannedRule) -> [Int64] {
        var moments: [Int64] = []
        var expected = readings[0].local
        for (moment, local) in readings {
            while expected <= local {
                if rule.matches(expected) { moments.append(moment) }
                expected += 60
            }
        }
        return moments
    }
}

/// An expression and the same in Swift.
struct ScannedRule {
    let text: String
    var minutes = Set<Int64>(0..<60)
    var hours = Set<Int64>(0..<24)
    /// Day of the week, Sunday 0.
    var weekdays = Set<Int64>(0..<7)
    let goesByTimePassed: Bool

    func matches(_ local: Int64) -> Bool {
        minutes.contains(local / 60 % 60) && hours.contains(local / 3_600 % 24) && weekdays.contains((local / 86_400 + 4) % 7)
    }

    static let all = [
        ScannedRule(text: "* * * * *", goesByTimePassed: true),
        ScannedRule(text: "*/15 * * * *", minutes: [0, 15, 30, 45], goesByTimePassed: true),
        ScannedRule(text: "7,37 * * * *", minutes: [7, 37], goesByTimePassed: true),
        ScannedRule(text: "0 0-23 * * *", minutes: [0], goesByTimePassed: true),
        ScannedRule(text: "*/20 1-3 * * *", minutes: [0, 20, 40], hours: [1, 2, 3], goesByTimePassed: true),
        ScannedRule(text: "*/30 2 * * *", minutes: [0, 30], hours: [2], goesByTimePassed: true),
        ScannedRule(text: "* 0 * * sun", hours: [0], weekdays: [0], goesByTimePassed: true),
        ScannedRule(text: "30 2 * * *", minutes: [30], hours: [2], goesByTimePassed: false),
        ScannedRule(text: "0 0 * * *", minutes: [0], hours: [0], goesByTimePassed: false),
        ScannedRule(text: "10-50/20 1,2,3 * * *", minutes: [10, 30, 50], hours: [1, 2, 3], goesByTimePassed: false),
        ScannedRule(text: "0 */2 * * *", minutes: [0], hours: Set(stride(from: 0, to: 24, by: 2)), goesByTimePassed: false),
        ScannedRule(text: "59 23 * * sat-sun", minutes: [59], hours: [23], weekdays: [6, 0], goesByTimePassed: false),
        ScannedRule(text: "45 1 * * 0-5", minutes: [45], hours: [1], weekdays: [0, 1, 2, 3, 4, 5], goesByTimePassed: false),
    ]
}
