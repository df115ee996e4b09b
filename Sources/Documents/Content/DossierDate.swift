package import Primitives

/// A moment in words, such as `26 janvier 2026 à 09:30 UTC`; outside the years 1970 to 9999 the nearer end.
///
/// Always UTC and never the machine's own settings, so that every machine writes the same.
package struct DossierDate: CustomStringConvertible, Sendable {
    package let description: String

    package init(_ moment: Timestamp, in language: Language) {
        let (days, second) = moment.printable.seconds.quotientAndRemainder(dividingBy: 86_400)
        let date = CivilDate(daysSinceEpoch: days)
        let hour = second / 3_600
        let minute = second / 60 % 60
        let time = "\(hour < 10 ? "0" : "")\(hour):\(minute < 10 ? "0" : "")\(minute)"
        let day = language == .french && date.day == 1 ? "1er" : String(date.day)
        let months = language == .french ? Self.french : Self.english
        description = "\(day) \(months[Int(date.month) - 1]) \(date.year)\(language(" à ", " at "))\(time) UTC"
    }

    private static let french = [
        "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre",
    ]
    private static let english = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
    ]
}

extension Timestamp {
    /// The nearest moment that can be written with a year of four digits.
    var printable: Timestamp {
        min(max(self, Timestamp(seconds: 0)), Timestamp(seconds: 253_402_300_799))
    }
}
