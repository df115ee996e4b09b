/// A day of the calendar, of no place in particular: `2030-01-31` (ISO 8601), from 1970 to 9999.
package struct Day: Hashable, Comparable, Sendable {
    /// Days since 1970-01-01.
    package let number: Int64

    /// - Parameter number: one outside of the calendar becomes the nearest that is in it.
    package init(number: Int64) {
        self.number = min(max(number, 0), Self.last)
    }

    private static let last = CivilDate(year: 9999, month: 12, day: 31).daysSinceEpoch

    /// The day of a moment in UTC, or as many seconds beside it as a place is.
    package init(of moment: Timestamp, secondsFromUTC: Int = 0) {
        let seconds = moment.seconds + Int64(secondsFromUTC)
        self.init(number: seconds >= 0 ? seconds / 86_400 : -1)
    }

    /// When it begins in UTC.
    package var start: Timestamp { Timestamp(seconds: number * 86_400) }

    package var civilDate: CivilDate { CivilDate(daysSinceEpoch: number) }

    package static func < (left: Day, right: Day) -> Bool { left.number < right.number }

    package static func + (day: Day, days: Int64) -> Day { Day(number: day.number + days) }
}

extension Day: CustomStringConvertible, LosslessStringConvertible {
    package var description: String { String(start.description.prefix(10)) }

    /// Parses the form of ten characters and no other.
    package init?(_ description: String) {
        guard description.utf8.count == 10, let moment = Timestamp(description + "T00:00:00Z"), moment.seconds >= 0 else { return nil }
        self.init(number: moment.seconds / 86_400)
    }
}

extension Day: Codable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let day = Day(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "This is to be a day such as 2030-01-31.")
        }
        self = day
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

extension Day: Sampled {
    package static var sample: Day { Day(number: 21_945) }

    package func write(to json: inout JSONWriter) { json.string(description) }
}
