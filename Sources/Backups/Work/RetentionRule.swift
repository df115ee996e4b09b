import Primitives

/// Which backups are kept: the newest of each of the last so many hours, days, weeks and months in which there is one.
///
/// It counts backups and not time that passes: when none are made any more, none are let go.
package struct RetentionRule: Hashable, Sendable, CustomStringConvertible {
    package let hours: Int
    package let days: Int
    package let weeks: Int
    package let months: Int

    package init(hours: Int = 0, days: Int = 0, weeks: Int = 0, months: Int = 0) {
        self.hours = hours
        self.days = days
        self.weeks = weeks
        self.months = months
    }

    package var description: String { "\(hours)h \(days)d \(weeks)w \(months)m" }

    /// From `24h 7d 4w 12m`, or some of these; `nil` for what is none, and for a rule that keeps nothing.
    package init?(_ text: String) {
        var counts: [Character: Int] = [:]
        for word in text.split(separator: " ") {
            guard let unit = word.last, "hdwm".contains(unit), counts[unit] == nil, let count = Int(word.dropLast()),
                (1...1_000).contains(count)
            else { return nil }
            counts[unit] = count
        }
        guard !counts.isEmpty else { return nil }
        self.init(hours: counts["h"] ?? 0, days: counts["d"] ?? 0, weeks: counts["w"] ?? 0, months: counts["m"] ?? 0)
    }

    /// Those of `backups` that are kept, the newest always.
    func kept(of backups: [BackupName]) -> Set<BackupName> {
        let newestFirst = backups.sorted().reversed()
        var kept = Set(newestFirst.prefix(1))
        for (count, span) in [(hours, Self.hour), (days, Self.day), (weeks, Self.week), (months, Self.month)] {
            var seen: Set<Int64> = []
            for backup in newestFirst {
                let place = span(backup)
                if seen.contains(place) { continue }
                guard seen.count < count else { break }
                seen.insert(place)
                kept.insert(backup)
            }
        }
        return kept
    }

    private static func hour(_ backup: BackupName) -> Int64 { floor(backup.createdAt.seconds, by: 3_600) }
    private static func day(_ backup: BackupName) -> Int64 { floor(backup.createdAt.seconds, by: 86_400) }
    /// From Monday: the day of the epoch was a Thursday.
    private static func week(_ backup: BackupName) -> Int64 { floor(day(backup) + 3, by: 7) }
    /// The name begins with year and month.
    private static func month(_ backup: BackupName) -> Int64 { Int64(backup.description.prefix(6)) ?? 0 }

    private static func floor(_ value: Int64, by divisor: Int64) -> Int64 {
        value >= 0 ? value / divisor : -((divisor - 1 - value) / divisor)
    }
}
