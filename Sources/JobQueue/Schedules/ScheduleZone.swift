// Whole: it alone pulls ICU into a binary that is linked statically. With FoundationInternationalization every zone but UTC is missing there.
import Foundation

/// A time zone of the IANA database, whose rules are in the binary (ICU): the machine needs no `tzdata`.
package struct ScheduleZone: Hashable, Sendable, CustomStringConvertible {
    package let description: String
    private let rules: TimeZone

    package static let utc = ScheduleZone(description: "UTC", rules: .gmt)

    private init(description: String, rules: TimeZone) {
        self.description = description
        self.rules = rules
    }

    /// `nil` for a name that is not in the database; abbreviations and offsets (`CET`, `GMT+2`) are refused, for they know no summer time.
    package init?(_ name: String) {
        if name == Self.utc.description {
            self = .utc
        } else {
            guard name.contains("/"), let rules = TimeZone(identifier: name), rules.identifier == name else { return nil }
            self.init(description: name, rules: rules)
        }
    }

    /// How many seconds the clock on the wall is ahead of UTC.
    func offset(at second: Int64) -> Int64 {
        Int64(rules.secondsFromGMT(for: Date(timeIntervalSince1970: Double(second))))
    }

    /// The first moment after `second` at which the clock on the wall is moved.
    func nextChange(after second: Int64) -> (moment: Int64, offset: Int64)? {
        let before = offset(at: second)
        var moment = Date(timeIntervalSince1970: Double(second))
        // A change may be one of name alone: Istanbul's summer time became its time.
        while let change = rules.nextDaylightSavingTimeTransition(after: moment) {
            let after = Int64(rules.secondsFromGMT(for: change))
            if after != before { return (Int64(change.timeIntervalSince1970), after) }
            moment = change
        }
        return nil
    }

    /// When the clock on the wall reads `local` for the first time; the first moment after the gap if it never does.
    func firstMoment(reading local: Int64) -> Int64 {
        // No clock is a day away from UTC, and none is moved twice within two days.
        let offsets = (offset(at: local - 86_400), offset(at: local + 86_400))
        let early = local - max(offsets.0, offsets.1)
        let late = local - min(offsets.0, offsets.1)
        if early == late || early + offset(at: early) == local { return early }
        if late + offset(at: late) == local { return late }
        return nextChange(after: early)?.moment ?? late
    }
}
