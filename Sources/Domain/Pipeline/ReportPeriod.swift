package import Primitives

/// The days of a report, in UTC.
package struct ReportPeriod: Sendable {
    /// Ten years and their leap days.
    private static let longest = Duration.days(3_653)
    private static let usual = Duration.days(30)

    let start: Timestamp
    /// The moment after the last day.
    let end: Timestamp

    /// - Parameters from, to: days such as `2030-01-31`, the first and the last; without them, the thirty days that end today.
    /// - Throws: ``Failure`` `invalidRequest`.
    package init(from: String?, to: String?, today now: Timestamp) throws(Failure) {
        var check = FieldCheck()
        let day = Duration.days(1)
        let end = Self.day(to, "to", &check).map { $0 + day } ?? Timestamp(seconds: (now.seconds / 86_400 + 1) * 86_400)
        let start = Self.day(from, "from", &check) ?? end - Self.usual
        if start >= end || end - start > Self.longest { check.add("from", "A day not after `to`, and not more than ten years before.") }
        try check.finish("There is no report of these days.")
        (self.start, self.end) = (start, end)
    }

    private static func day(_ text: String?, _ name: String, _ check: inout FieldCheck) -> Timestamp? {
        guard let text else { return nil }
        guard text.utf8.count == 10, let day = Timestamp(text + "T00:00:00Z") else {
            check.add(name, "A day such as 2030-01-31.")
            return nil
        }
        return day
    }
}
