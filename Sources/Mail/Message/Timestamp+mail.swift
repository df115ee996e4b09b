import Primitives

extension Timestamp {
    /// `Mon, 26 Jan 2026 09:30:00 +0000` (RFC 5322 §3.3), in UTC.
    var mailDate: String {
        let days = Int64((Double(seconds) / 86_400).rounded(.down))
        let time = seconds - days * 86_400
        let date = CivilDate(daysSinceEpoch: days)
        // The first day of 1970 was a Thursday.
        let weekday = Self.weekdays[Int(((days + 4) % 7 + 7) % 7)]
        let clock = [time / 3_600, time / 60 % 60, time % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ":")
        return "\(weekday), \(date.day) \(Self.months[Int(date.month) - 1]) \(date.year) \(clock) +0000"
    }

    private static let weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
}
