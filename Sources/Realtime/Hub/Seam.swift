/// Where replay meets live: holds what happens while the log is read, then lets through what the reading did not include.
struct Seam {
    /// How many messages may happen during one reading of the log, which takes milliseconds. Past it the subscriber fetches state instead.
    static let limit = 512

    private var held: [Broadcast] = []
    /// The last event that had to be let go, once the limit was passed.
    private var lostThrough: Int64?
    private(set) var isOverflown = false

    mutating func hold(_ broadcast: Broadcast) {
        if held.count == Self.limit {
            isOverflown = true
            for broadcast in held { lose(broadcast) }
            held = []
        }
        if isOverflown { lose(broadcast) } else { held.append(broadcast) }
    }

    /// What to send after a replay that reached `head`, in order: events after it, and all that is not stored.
    func remainder(after head: Int64) -> [Broadcast] {
        held.filter { ($0.seq ?? .max) > head }
    }

    /// What the subscriber gets: `recovery`, unless too much happened meanwhile for it to be whole.
    func joining(_ recovery: Recovery) -> Recovery {
        guard isOverflown else { return recovery }
        let cursor = EventCursor(epoch: recovery.cursor.epoch, seq: max(recovery.cursor.seq, lostThrough ?? 0))
        switch recovery.outcome {
        case .notAsked, .recent, .lost: return Recovery(cursor: cursor, outcome: recovery.outcome)
        case .recovered: return Recovery(cursor: cursor, outcome: .lost(.limit))
        }
    }

    private mutating func lose(_ broadcast: Broadcast) {
        if let seq = broadcast.seq { lostThrough = seq }
    }
}
