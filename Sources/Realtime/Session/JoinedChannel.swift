import NIOCore
import Primitives

/// What belongs to one channel that a socket has joined, beside the protocol's own state. Belongs to the socket's event loop.
final class JoinedChannel {
    let ticket: PhoenixSessionStateMachine.Ticket
    let subscription: Subscription
    var grant: Admission.Grant
    private let wantedPresenceKey: String?
    /// What the connection tells of itself, and under which key.
    var presence: (meta: PresenceMeta, key: String)?
    /// Ends what the member is typing.
    var typing: Scheduled<Void>?
    /// Ends the channel with its credential.
    var expiry: Scheduled<Void>?
    /// The entity of the member's ephemeral events.
    private(set) lazy var id = ID<Subject>()

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
}
