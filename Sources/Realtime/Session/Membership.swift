import NIOCore
import Primitives

/// What belongs to one channel that a socket has joined, beside the protocol's own state. Belongs to the socket's event loop.
final class Membership {
    let ticket: PhoenixSessionStateMachine.Ticket
    let subscription: Subscription
    var grant: Admission.Grant
    private let wantedPresenceKey: String?
    /// What the connection tells of itself, and under which key.
    var presence: (meta: PresenceMeta, key: String)?
    /// Ends what the member is typing.
    var typing: Scheduled<Void>?
    /// Ends the membership with its credential.
    var expiry: Scheduled<Void>?
    /// The entity of the member's ephemeral events, and how many there were.
    private lazy var id = ID<Subject>()
    private var eventCount: Int64 = 0

    init(ticket: PhoenixSessionStateMachine.Ticket, subscription: Subscription, grant: Admission.Grant, presenceKey: String?) {
        self.ticket = ticket
        self.subscription = subscription
        self.grant = grant
        wantedPresenceKey = presenceKey
    }

    /// The key under which the member is present unless the client named one: in a room one for all tabs of a person.
    var presenceKey: String {
        if let wantedPresenceKey { return wantedPresenceKey }
        guard subscription.key.isRoom, let person = grant.bearer.personID else { return ID<Subject>().description }
        return person.description
    }

    /// An ephemeral event of this member's, by the node's word.
    func envelope(_ type: EventType, payload: JSONText, at moment: Timestamp) -> EventEnvelope {
        eventCount += 1
        return EventEnvelope(
            type, traceID: TraceID(), actorID: grant.bearer.personID, workspaceID: grant.workspaceID, entityID: id,
            entityVersion: eventCount, payload: payload, emittedAt: moment)
    }

    /// Who types where; what the client wrote does not count.
    func typingPayload(in room: Room) -> JSONText {
        var json = JSONWriter()
        json.object { json in
            json.member("scope", room.description)
            json.member("channelId", room.id)
            if let person = grant.bearer.personID { json.member("userId", person) }
            json.member("name", grant.name)
        }
        return JSONText(json)
    }
}
