import Primitives
import Realtime

/// What a watcher of one room has been told and where it goes on after a lost connection. No input or output of its own.
struct RoomWatchStateMachine {
    enum Action: Equatable {
        case print(WatchedEvent)
        /// The room is joined: what was missed comes now, then what happens.
        case joined(String)
        /// The connection is of no use any more; another may be.
        case reconnect(String)
        /// Trying again would change nothing.
        case end(String)
    }

    let topic: String
    private let start: WatchStart
    private let now: Timestamp
    /// Up to where everything has been told.
    private var place: EventCursor?
    /// The last stored event that was printed.
    private var printed: EventCursor?
    /// The place of the log at the join; reached when what was missed has come.
    private var head: EventCursor?
    private var asked: EventCursor?
    private var systemMessage: String?

    init(room: Room, start: WatchStart, now: Timestamp) {
        topic = "realtime:\(room)"
        self.start = start
        self.now = now
        if case .after(let cursor) = start { place = cursor }
    }

    /// The frames that a new connection begins with. The answer to the second says that what the first had to bring is there.
    mutating func connected() -> [NodeFrame] {
        asked = place
        head = nil
        systemMessage = nil
        return [NodeFrame.join(topic, cursor: place, replay: place == nil ? replayStart : nil), .heartbeat]
    }

    mutating func receive(_ frame: NodeFrame) -> [Action] {
        if frame.topic == NodeFrame.heartbeat.topic {
            if frame.event == "phx_reply", let head { advance(to: head) }
            return []
        }
        guard frame.topic == topic else { return [] }
        switch frame.event {
        case "phx_reply" where frame.ref == NodeFrame.joinRef: return joined(frame.payload)
        case "broadcast": return told(frame.payload)
        case "system":
            if frame.payload["status"]?.string == "error" { systemMessage = frame.payload["message"]?.string }
            return []
        case "phx_close": return [.end(systemMessage ?? "the node ended the channel")]
        case "phx_error": return [.reconnect("the node ended the channel for now")]
        default: return []
        }
    }

    private var replayStart: Timestamp? {
        guard case .last(let span) = start else { return nil }
        return now - span
    }

    private mutating func joined(_ reply: JSONValue) -> [Action] {
        let response = reply["response"]
        guard reply["status"]?.string == "ok" else {
            let reason = response?["reason"]?.string ?? "no reason given"
            // By these codes the node asks to come back later; all others stand.
            let isPassing = ["RateLimitReached:", "InternalServerError:"].contains { reason.contains($0) }
            return [isPassing ? .reconnect(reason) : .end("the room can't be joined: \(reason)")]
        }
        guard let epoch = response?["cursor"]?["epoch"]?.string, let seq = response?["cursor"]?["seq"]?.integer else {
            return [.end("the node answers the join without a cursor")]
        }
        let cursor = EventCursor(epoch: epoch, seq: seq)
        guard let asked else {
            head = cursor
            if replayStart == nil { place = cursor }
            return [.joined("from now on")]
        }
        guard response?["recovered"]?.bool == true else {
            place = cursor
            if printed?.epoch != epoch { printed = nil }
            let reason = response?["reason"]?.string ?? "no reason given"
            return [.joined("what happened since \(asked.epoch):\(asked.seq) can't be told any more (\(reason)); from now on")]
        }
        head = cursor
        return [.joined("going on after \(asked.epoch):\(asked.seq)")]
    }

    private mutating func told(_ broadcast: JSONValue) -> [Action] {
        guard let event = WatchedEvent(broadcast) else { return [] }
        if let at = event.place {
            if let printed, printed.epoch == at.epoch, at.seq <= printed.seq { return [] }
            printed = at
            // Until the replay by time is whole, a new connection asks for it again.
            if place != nil { advance(to: at) }
        }
        return [.print(event)]
    }

    private mutating func advance(to cursor: EventCursor) {
        if let place, place.epoch == cursor.epoch, place.seq >= cursor.seq { return }
        place = cursor
    }
}
