/// The date form of HTTP headers: `Sun, 06 Nov 1994 08:49:37 GMT` (RFC 9110 §5.6.7).
package enum HTTPDate {
    private static let days = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

    package static func format(secondsSince1970 seconds: Int64) -> String {
        let second = max(0, seconds)
        let day = second / 86_400
        // Civil date from a day number, counted from 1 March 0000 so that leap days come last.
        let shifted = day + 719_468
        let era = shifted / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let dayOfMonth = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
        let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        let time = second % 86_400
        // By bytes: every answer with a file has two of these.
        var text: [UInt8] = []
        text.reserveCapacity(32)
        text += days[Int(day % 7)].utf8
        text += ", ".utf8
        append(dayOfMonth, digits: 2, to: &text, before: " ")
        text += months[Int(month - 1)].utf8
        text += " ".utf8
        append(year, digits: 4, to: &text, before: " ")
        append(time / 3_600, digits: 2, to: &text, before: ":")
        append(time / 60 % 60, digits: 2, to: &text, before: ":")
        append(time % 60, digits: 2, to: &text, before: " GMT")
        return String(decoding: text, as: UTF8.self)
    }

    /// The seconds since 1970 of a date in that form; `nil` for any other text, the two obsolete forms included.
    package static func parse(_ text: String) -> Int64? {
        let parts = text.split(whereSeparator: { $0 == " " || $0 == ":" || $0 == "," })
        guard text.utf8.count == 29, parts.count == 8, parts[7] == "GMT", let day = Int64(parts[1]), (1...31).contains(day),
            let month = months.firstIndex(where: { $0 == parts[2] }), let year = Int64(parts[3]), (1970...9999).contains(year),
            let hour = Int64(parts[4]), (0...23).contains(hour), let minute = Int64(parts[5]), (0...59).contains(minute),
            let second = Int64(parts[6]), (0...60).contains(second)
        else { return nil }
        // The inverse of the above.
        let monthFromMarch = (Int64(month) + 10) % 12
        let marchYear = month < 2 ? year - 1 : year
        let dayOfYear = (153 * monthFromMarch + 2) / 5 + day - 1
        let days = marchYear * 365 + marchYear / 4 - marchYear / 100 + marchYear / 400 + dayOfYear - 719_468
        return days * 86_400 + hour * 3_600 + minute * 60 + second
    }

    /// With zeros in front; the form has no place for a fifth digit of a year.
    private static func append(_ number: Int64, digits: Int, to text: inout [UInt8], before next: String) {
        var divisor: Int64 = digits == 2 ? 10 : 1_000
        while divisor > 0 {
            text.append(UInt8(ascii: "0") + UInt8(number / divisor % 10))
            divisor /= 10
        }
        text += next.utf8
    }
}
