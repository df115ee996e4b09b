import Primitives

/// One instance of a channel on one socket, from its join on.
struct PhoenixChannel {
    enum Phase {
        case deciding
        case replaying(Admission.Grant)
        case joined(Admission.Grant)
    }

    let ticket: PhoenixSessionStateMachine.Ticket
    let topic: String
    let joinRef: String?
    /// The reference of the join itself.
    let ref: String?
    let config: JoinConfig
    let room: Room?
    var phase = Phase.deciding
    var token: Secret?
    /// What the bearer may send on all sockets together; there once the join is decided.
    var allowance: Allowance?
    /// Whether the client is told who is present.
    var hearsPresence: Bool
    var isRechecking = false
    /// A token that came while a decision was under way; the last one counts.
    var nextToken: Secret?
    /// What the membership rests on changed while a decision was under way.
    var mustRecheck = false

    init(
        ticket: PhoenixSessionStateMachine.Ticket, topic: String, joinRef: String?, ref: String?, config: JoinConfig, room: Room?
    ) {
        self.ticket = ticket
        self.topic = topic
        self.joinRef = joinRef
        self.ref = ref
        self.config = config
        self.room = room
        token = config.token
        hearsPresence = config.isPresenceEnabled
    }

    var name: String { String(topic.dropFirst(TopicKey.wirePrefix.count)) }
    var isPrivate: Bool { config.isPrivate || room != nil }

    var request: AdmissionRequest { AdmissionRequest(topic: name, room: room, isPrivate: isPrivate, token: token) }

    func key(_ grant: Admission.Grant) -> TopicKey {
        TopicKey(workspaceID: grant.workspaceID, isPrivate: isPrivate, name: room.map(TopicKey.Name.room) ?? .named(name))
    }

    func push(_ event: String, _ payload: String) -> OutgoingMessage {
        OutgoingMessage(joinRef: nil, ref: nil, topic: topic, event: event, payload: payload)
    }
}
