package import Primitives

/// Up to when something is asked of the books.
package enum LedgerTime: Hashable, Sendable, CustomStringConvertible {
    /// Everything that belongs to this day of business or one before.
    case day(Day)
    /// Everything that was posted until then, to whichever day.
    case moment(Timestamp)

    package init?(_ text: String) {
        if let day = Day(text) {
            self = .day(day)
        } else if let moment = Timestamp(text) {
            self = .moment(moment)
        } else {
            return nil
        }
    }

    package var description: String {
        switch self {
        case .day(let day): day.description
        case .moment(let moment): moment.description
        }
    }
}
