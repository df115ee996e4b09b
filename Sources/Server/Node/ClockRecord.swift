import FoundationEssentials
import Primitives

/// What is known of the clock from one look at it to the next, also over restarts, and whether it can be believed.
///
/// Retention removes what is older than so many days. A clock that is wrong makes everything old at once; so after a surprise nothing is
/// removed for a day, in which somebody can set it right. The node that was off for a week waits for that day too, and loses nothing by it.
struct ClockRecord: Equatable, Codable {
    enum Surprise: Equatable {
        /// It tells a time at which this program was not made yet.
        case unset
        /// It stood this much later before.
        case behind(Duration)
        /// So much more time has passed by it than could be.
        case ahead(Duration)
    }

    /// When this version was made, or somewhat before: a clock that says less was never set.
    static let floor = Timestamp(seconds: 1_767_225_600)
    /// How long retention waits.
    static let patience = Duration.days(1)
    /// Time services move a clock by less; a leap second and a slow look are no surprise.
    private static let tolerance = Duration.minutes(5)
    /// Looks come each hour, and a node may be off for a night.
    private static let longestAbsence = Duration.days(1)

    private var seenAt: Int64?
    private var surprisedAt: Int64?

    /// - Parameter elapsed: since the last look, by a clock that nobody sets; `nil` for the first look of a process.
    /// - Returns: what is to be told, once for each surprise.
    mutating func look(at now: Timestamp, elapsed: Duration?) -> Surprise? {
        let surprise = seenAt.flatMap { Self.surprise(from: Timestamp(microseconds: $0), to: now, elapsed) }
        seenAt = now.microseconds
        if let surprisedAt, now.microseconds > surprisedAt + Self.patience.microseconds { self.surprisedAt = nil }
        if surprise != nil { surprisedAt = now.microseconds }
        if now < Self.floor { return .unset }
        return surprise
    }

    /// Whether nothing may be removed for its age.
    func isHeld(at now: Timestamp) -> Bool { now < Self.floor || surprisedAt != nil }

    /// By how much the clock lies before any time that it could be.
    static func shortfall(at now: Timestamp) -> Duration { max(.zero, floor - now) }

    private static func surprise(from seen: Timestamp, to now: Timestamp, _ elapsed: Duration?) -> Surprise? {
        if now + tolerance < seen { return .behind(seen - now) }
        let passed = now - seen
        let possible = elapsed.map { $0 + tolerance } ?? longestAbsence
        return passed > possible ? .ahead(passed - (elapsed ?? .zero)) : nil
    }
}
