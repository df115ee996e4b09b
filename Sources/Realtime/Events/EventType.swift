/// Every type of event: its name on the wire, the kinds of room that hear it, who may send it, and what its payload holds.
///
/// A durable type comes out of a commit only and is replayed; an ephemeral one is never stored.
package enum EventType: String, CaseIterable, Sendable {
    case leadUpdated = "lead.updated"
    case leadJobStatus = "lead.job.status"
    case pipelineMoved = "pipeline.moved"
    case chatMessageNew = "chat.message.new"
    case presenceUpdate = "presence.update"
    case typingStart = "typing.start"
    case typingStop = "typing.stop"
    case cursorMoved = "cursor.moved"
    case notice

    /// Whether it is stored with the write that caused it, and replayed.
    package var isDurable: Bool {
        switch self {
        case .leadUpdated, .leadJobStatus, .pipelineMoved, .chatMessageNew: true
        case .presenceUpdate, .typingStart, .typingStop, .cursorMoved, .notice: false
        }
    }

    /// Whether a client's broadcast of it is passed on, as an envelope of the node's.
    package var mayClientsSend: Bool {
        switch self {
        case .typingStart, .typingStop, .cursorMoved, .notice: true
        case .leadUpdated, .leadJobStatus, .pipelineMoved, .chatMessageNew, .presenceUpdate: false
        }
    }

    package var rooms: [Room.Kind] {
        switch self {
        case .leadUpdated, .leadJobStatus: [.lead, .workspace]
        case .pipelineMoved: [.lead, .project, .workspace]
        case .chatMessageNew: [.channel]
        case .presenceUpdate, .typingStart, .typingStop, .cursorMoved, .notice: Room.Kind.allCases
        }
    }

    /// Members of the payload; one that may be missing ends in `?`. Empty where the payload is the sender's own.
    package var fields: [String] {
        switch self {
        case .leadUpdated: ["leadId", "status", "updatedAt", "version", "lead"]
        case .leadJobStatus: ["leadId", "job", "state", "progress", "progressText", "updatedAt", "error?"]
        case .pipelineMoved: ["leadId", "from", "to", "version", "updatedAt"]
        case .chatMessageNew: ["channelId", "messageId", "createdAt"]
        case .presenceUpdate: ["scope", "users", "count"]
        case .typingStart, .typingStop: ["scope", "channelId", "userId?", "name"]
        case .cursorMoved, .notice: []
        }
    }

    /// The type of that name. Clients compare event names without regard to case, so this does too.
    init?(wireName: String) {
        self.init(rawValue: wireName.lowercased())
    }
}
