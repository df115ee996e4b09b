package import DataStore
import Foundation

/// The name of a time zone of the IANA database (`Europe/Paris`), known to this machine.
package struct TimeZoneName: Hashable, Sendable, CustomStringConvertible {
    package let description: String

    private init(known name: String) {
        description = name
    }

    package static let utc = TimeZoneName(known: "UTC")
    package static let paris = TimeZoneName(known: "Europe/Paris")

    /// `nil` for a name that is not in the database; abbreviations and offsets (`CET`, `GMT+2`) are refused, for they know no summer time.
    package init?(_ name: String) {
        // Not `knownTimeZoneIdentifiers`: that leaves newer names such as Asia/Kolkata out.
        guard name == Self.utc.description || name.contains("/") && TimeZone(identifier: name)?.identifier == name else { return nil }
        description = name
    }
}

extension TimeZoneName: SQLConvertible {
    package var sqlValue: SQLValue { .text(description) }

    /// Takes what was stored: a name that the database of this machine has lost must not make the row unreadable.
    package init?(sqlValue: SQLValue) {
        guard let name = sqlValue.text else { return nil }
        self.init(known: name)
    }
}
