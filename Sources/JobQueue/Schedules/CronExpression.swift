import Primitives

/// When something recurs by the clock on the wall, as crontab(5) writes it: minute, hour, day of month, month, day of week.
///
/// A day matches by both fields of days, or by either when neither begins with `*`.
package struct CronExpression: Hashable, Sendable, CustomStringConvertible {
    /// Room for any sensible list; keeps messages short and parsing cheap.
    package static let lengthLimit = 100

    /// As written, with single spaces.
    package let description: String
    let minutes: CronSet
    let hours: CronSet
    private let daysOfMonth: CronSet
    private let months: CronSet
    private let daysOfWeek: CronSet

    private static let macros = [
        "@hourly": "0 * * * *", "@daily": "0 0 * * *", "@midnight": "0 0 * * *", "@weekly": "0 0 * * 0", "@monthly": "0 0 1 * *",
        "@yearly": "0 0 1 1 *", "@annually": "0 0 1 1 *",
    ]

    package init(_ text: String) throws(CronError) {
        guard text.utf8.count <= Self.lengthLimit else { throw CronError("an expression has at most \(Self.lengthLimit) characters") }
        guard text.utf8.allSatisfy({ (0x20...0x7E).contains($0) || $0 == 0x09 }) else {
            throw CronError("an expression is written in plain ASCII characters")
        }
        let written = text.split(whereSeparator: { $0 == " " || $0 == "\t" })
        description = written.joined(separator: " ")
        var fields = written
        if let macro = written.first, macro.hasPrefix("@") {
            guard written.count == 1, let expansion = Self.macros[macro.lowercased()] else {
                throw CronError("\"\(description)\": allowed are \(Self.macros.keys.sorted().joined(separator: ", "))")
            }
            fields = expansion.split(separator: " ")
        }
        guard fields.count == CronField.allCases.count else {
            throw CronError("\"\(description)\" has \(fields.count) fields, not the five: minute hour day-of-month month day-of-week")
        }
        func parse(_ field: CronField) throws(CronError) -> CronSet { try field.parse(fields[field.rawValue]) }
        minutes = try parse(.minute)
        hours = try parse(.hour)
        daysOfMonth = try parse(.dayOfMonth)
        months = try parse(.month)
        daysOfWeek = try parse(.dayOfWeek)
    }

    /// Whether it names no day of any calendar, such as 31 February.
    package var neverFires: Bool {
        (1...12).allSatisfy { month in
            // In the 400 years after which the calendar repeats, 29 February falls on every day of the week.
            !months.contains(month) || Self.calendarCycle.allSatisfy { days(inMonth: month, of: $0) == 0 }
        }
    }

    /// Leap years in which 29 February falls on each day of the week.
    private static let calendarCycle: [Int64] = [2000, 2004, 2008, 2012, 2016, 2020, 2024]

    /// 29 February comes back on the same day of the week after 40 years at the latest.
    private static let monthsSearched = 41 * 12

    /// The first matching minute of the wall's clock from `local` on, both in seconds since 1970-01-01T00:00 on that clock.
    func firstMatch(from local: Int64) -> Int64? {
        let startOfMinute = (local + 59).floorDivided(by: 60).quotient * 60
        let (day, second) = startOfMinute.floorDivided(by: 86_400)
        if firstDay(from: day) == day, let time = firstTime(from: second) { return day * 86_400 + time }
        guard let later = firstDay(from: day + 1), let time = firstTime(from: 0) else { return nil }
        return later * 86_400 + time
    }

    private func firstTime(from second: Int64) -> Int64? {
        let (hour, minute) = (second / 3_600, second / 60 % 60)
        if hours.contains(hour), let minute = minutes.first(from: minute) { return hour * 3_600 + minute * 60 }
        guard let hour = hours.first(from: hour + 1), let minute = minutes.first(from: 0) else { return nil }
        return hour * 3_600 + minute * 60
    }

    private func firstDay(from day: Int64) -> Int64? {
        var date = CivilDate(daysSinceEpoch: day)
        for _ in 0...Self.monthsSearched {
            if months.contains(date.month) {
                let rest = days(inMonth: date.month, of: date.year) & (~0 << UInt64(date.day))
                if rest != 0 {
                    date.day = Int64(rest.trailingZeroBitCount)
                    return date.daysSinceEpoch
                }
            }
            let year = date.month == 12 ? date.year + 1 : date.year
            date = CivilDate(year: year, month: date.month % 12 + 1, day: 1)
        }
        return nil
    }

    /// The days of one month that match, as bits 1 to 31.
    private func days(inMonth month: Int64, of year: Int64) -> UInt64 {
        let length = UInt64(CivilDate.days(inMonth: month, of: year))
        let all: UInt64 = (2 << length) - 2
        let byNumber = (daysOfMonth.bits | (daysOfMonth.hasLast ? 1 << length : 0)) & all
        // 1970-01-01 was a Thursday, day 4.
        let weekdayOfFirst = (CivilDate(year: year, month: month, day: 1).daysSinceEpoch + 4).floorDivided(by: 7).remainder
        let sixWeeks = (0..<6).reduce(UInt64(0)) { weeks, week in weeks | daysOfWeek.bits << UInt64(week * 7) }
        let byName = (sixWeeks >> UInt64(weekdayOfFirst)) << 1 & all
        return daysOfMonth.isOpen || daysOfWeek.isOpen ? byNumber & byName : byNumber | byName
    }
}

extension Int64 {
    func floorDivided(by divisor: Int64) -> (quotient: Int64, remainder: Int64) {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
    }
}
