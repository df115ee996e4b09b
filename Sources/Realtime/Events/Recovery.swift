/// What a subscriber gets for the cursor that it joined with; it is up to date through `cursor` once it has that.
package struct Recovery: Sendable {
    package enum Outcome: Sendable {
        /// No cursor was given.
        case notAsked
        /// What was missed, in commit order.
        case recovered(MissedEvents)
        /// No cursor was given, but a moment: the newest events since, in commit order.
        case recent(MissedEvents)
        /// What was missed can't be told; fetch the state, then go on from `cursor`.
        case lost(Reason)
    }

    /// Why a cursor could not be followed; part of the protocol.
    package enum Reason: String, Sendable {
        /// The database is another one than the cursor is from, or was restored.
        case epoch
        /// The log no longer reaches back that far.
        case pruned
        /// More was missed than is replayed.
        case limit
    }

    package let cursor: EventCursor
    package let outcome: Outcome

    package init(cursor: EventCursor, outcome: Outcome) {
        self.cursor = cursor
        self.outcome = outcome
    }
}
