import NIOCore
import Primitives

/// What one socket has joined, and what is to be done about each message. No input or output of its own: it returns actions.
struct PhoenixSessionStateMachine {
    /// One instance of a channel, from its join on; a rejoin gets another.
    typealias Ticket = UInt64

    enum Action {
        case send(OutgoingMessage)
        /// Ask whether the join is allowed, then call ``decided(_:_:)``.
        case decide(Ticket, AdmissionRequest)
        /// Ask again for a channel that is joined, then call ``rechecked(_:_:)``.
        case recheck(Ticket, AdmissionRequest)
        /// Subscribe. When holding, read the log, then call ``recovered(_:_:)``.
        case subscribe(Ticket, TopicKey, isHolding: Bool)
        /// Send events that were missed, on a topic.
        case replay(MissedEvents, topic: String)
        case unsubscribe(Ticket)
        case relay(Ticket, Broadcast.Content, includingSender: Bool)
    }

    private struct Channel {
        enum Phase {
            case deciding
            case replaying(Admission.Grant)
            case joined(Admission.Grant)
        }

        let ticket: Ticket
        let topic: String
        let joinRef: String?
        /// The reference of the join itself.
        let ref: String?
        let config: JoinConfig
        let room: Room?
        var phase = Phase.deciding
        var token: Secret?
        var isRechecking = false
        /// A token that came while a decision was under way; the last one counts.
        var nextToken: Secret?

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

    private let version: PhoenixVersion
    private let limits: SessionLimits
    private let policy: ChannelPolicy
    private var channels: [Channel] = []
    private var lastTicket: Ticket = 0
    private var joins: RateLimit
    private var messages: RateLimit

    init(version: PhoenixVersion, limits: SessionLimits, policy: ChannelPolicy, now: NIODeadline) {
        self.version = version
        self.limits = limits
        self.policy = policy
        joins = RateLimit(perSecond: limits.joinsPerSecond, now: now)
        messages = RateLimit(perSecond: limits.messagesPerSecond, now: now)
    }

    // MARK: Messages

    mutating func receive(_ message: IncomingMessage, now: NIODeadline) -> [Action] {
        if message.topic == "phoenix" {
            return [.send(message.event == "heartbeat" ? .ok(message) : .error(message, reason: JoinRefusal.unmatchedTopic.reason))]
        }
        let index = channels.firstIndex { $0.topic == message.topic }
        switch message.event {
        case "phx_join": return join(message, replacing: index, now: now)
        case "phx_leave": return leave(message, index)
        default: break
        }
        guard let index else { return [.send(.error(message, reason: JoinRefusal.unmatchedTopic.reason))] }
        if isStale(message, channels[index]) { return [] }
        if message.event == "access_token" { return refresh(message, index) }
        guard case .joined(let grant) = channels[index].phase else {
            return [.send(.error(message, reason: JoinRefusal.unmatchedTopic.reason))]
        }
        switch message.event {
        case "broadcast", "presence":
            guard messages.take(now: now) else { return shutDown(index, "Too many messages per second") }
            return message.event == "presence"
                ? [.send(PresenceReply.answer(message, sizeLimit: limits.controlBytes))] : relay(message, channels[index], grant)
        default: return []
        }
    }

    /// Whether the message is for an instance of the channel that is no more. Python sends no reference that could be compared.
    private func isStale(_ message: IncomingMessage, _ channel: Channel) -> Bool {
        guard version == .v2, let joinRef = message.joinRef else { return false }
        return joinRef != channel.joinRef
    }

    private mutating func join(_ message: IncomingMessage, replacing index: Int?, now: NIODeadline) -> [Action] {
        var actions: [Action] = []
        // A client joins a topic again when it has lost its state: what it had ends, whatever becomes of the new join.
        if let index { actions.append(.unsubscribe(channels.remove(at: index).ticket)) }
        switch channel(for: message, now: now) {
        case .failure(let refusal): actions.append(.send(.error(message, reason: refusal.reason)))
        case .success(let channel):
            channels.append(channel)
            actions.append(.decide(channel.ticket, channel.request))
        }
        return actions
    }

    private mutating func channel(for message: IncomingMessage, now: NIODeadline) -> JoinResult {
        guard message.topic.hasPrefix(TopicKey.wirePrefix), case .json(let payload) = message.body else { return .failure(.unmatchedTopic) }
        let name = String(message.topic.dropFirst(TopicKey.wirePrefix.count))
        guard !name.isEmpty else { return .failure(.topicNameRequired) }
        guard message.topic.utf8.count <= PhoenixCodec.nameLimit else { return .failure(.topicNameTooLong) }
        guard payload.bytes.readableBytes <= limits.controlBytes else { return .failure(.payloadTooLarge) }
        guard channels.count < limits.channels else { return .failure(.tooManyChannels) }
        guard joins.take(now: now) else { return .failure(.tooManyJoins) }
        let config = JoinConfig(payload)
        let room = Room(name)
        if room == nil, name.hasPrefix(Room.prefix) { return .failure(.unauthorized(topic: name)) }
        guard policy.allowsPublic || config.isPrivate || room != nil else { return .failure(.privateOnly) }
        lastTicket += 1
        return .success(
            Channel(
                ticket: lastTicket, topic: message.topic, joinRef: message.joinRef ?? message.ref, ref: message.ref,
                config: config, room: room, token: config.token))
    }

    private enum JoinResult {
        case success(Channel)
        case failure(JoinRefusal)
    }

    private mutating func leave(_ message: IncomingMessage, _ index: Int?) -> [Action] {
        guard let index, !isStale(message, channels[index]) else { return [.send(.ok(message))] }
        // No phx_close after the reply: a client that joins again at once would take it for its new channel.
        return [.unsubscribe(channels.remove(at: index).ticket), .send(.ok(message))]
    }

    private mutating func refresh(_ message: IncomingMessage, _ index: Int) -> [Action] {
        guard case .json(let payload) = message.body, payload.bytes.readableBytes <= limits.controlBytes,
            let token = JoinConfig.token(payload["access_token"])
        else { return [] }
        guard case .joined = channels[index].phase, !channels[index].isRechecking else {
            channels[index].nextToken = token
            return []
        }
        return recheck(index, token)
    }

    private mutating func recheck(_ index: Int, _ token: Secret) -> [Action] {
        if channels[index].token == token { return [] }
        channels[index].token = token
        channels[index].isRechecking = true
        return [.recheck(channels[index].ticket, channels[index].request)]
    }

    private func relay(_ message: IncomingMessage, _ channel: Channel, _ grant: Admission.Grant) -> [Action] {
        let inbound: ClientBroadcast
        switch ClientBroadcast.inspect(message.body, sizeLimit: limits.broadcastBytes) {
        case .fit(let broadcast): inbound = broadcast
        case .tooLarge: return refuse(message, channel, JoinRefusal.payloadTooLarge.reason)
        case .rubbish: return refuse(message, channel, "a broadcast is an object with one event name and a payload")
        }
        guard grant.mayBroadcast else {
            return refuse(message, channel, "Unauthorized: You do not have permissions to write to this Channel topic: \(channel.name)")
        }
        if EventType.isReserved(inbound.event) {
            return refuse(message, channel, "events of type \(inbound.event) are sent by the node alone")
        }
        if channel.room != nil, inbound.hasMetadata {
            return refuse(message, channel, "the metadata of a room's messages is the node's alone")
        }
        let relay = Action.relay(channel.ticket, inbound.content, includingSender: channel.config.includesSender)
        return channel.config.acknowledges ? [relay, .send(.ok(message))] : [relay]
    }

    /// Clients that asked for no acknowledgement take any reply for a fault, so they get none.
    private func refuse(_ message: IncomingMessage, _ channel: Channel, _ reason: String) -> [Action] {
        channel.config.acknowledges ? [.send(.error(message, reason: reason))] : []
    }

    /// Ends a channel for good, telling why.
    private mutating func shutDown(_ index: Int, _ reason: String) -> [Action] {
        let channel = channels.remove(at: index)
        let text = OutgoingMessage.jsonString(reason)
        let name = OutgoingMessage.jsonString(channel.name)
        return [
            .unsubscribe(channel.ticket),
            .send(channel.push("system", "{\"extension\":\"system\",\"status\":\"error\",\"message\":\(text),\"channel\":\(name)}")),
            end(channel, "phx_close"),
        ]
    }

    private func end(_ channel: Channel, _ event: String) -> Action {
        .send(OutgoingMessage(joinRef: channel.joinRef, ref: channel.joinRef, topic: channel.topic, event: event, payload: "{}"))
    }

    // MARK: Answers

    /// The answer to a ``Action/decide(_:_:)``; ignored when the client has left or joined again since.
    mutating func decided(_ ticket: Ticket, _ admission: Admission) -> [Action] {
        guard let index = channels.firstIndex(where: { $0.ticket == ticket }), case .deciding = channels[index].phase else { return [] }
        switch admission {
        case .refused(let refusal): return [reply(channels.remove(at: index), error: refusal)]
        case .admitted(let grant) where channels[index].room != nil:
            channels[index].phase = .replaying(grant)
            return [.subscribe(ticket, channels[index].key(grant), isHolding: true)]
        case .admitted(let grant):
            return [.subscribe(ticket, channels[index].key(grant), isHolding: false)]
                + joined(index, grant, "{\"postgres_changes\":[]}", then: [])
        }
    }

    /// What to read from the log for a channel that holds; `nil` when it no longer waits.
    func replay(for ticket: Ticket) -> ReplayRequest? {
        guard let channel = channels.first(where: { $0.ticket == ticket }), case .replaying(let grant) = channel.phase,
            let room = channel.room
        else {
            return nil
        }
        return ReplayRequest(room: room, workspaceID: grant.workspaceID, cursor: channel.config.cursor, version: version)
    }

    /// The log has been read: the reply, then what was missed; what happened meanwhile comes after these.
    mutating func recovered(_ ticket: Ticket, _ recovery: Recovery) -> [Action] {
        guard let index = channels.firstIndex(where: { $0.ticket == ticket }), case .replaying(let grant) = channels[index].phase else {
            return []
        }
        var missed: [Action] = []
        if case .recovered(let events) = recovery.outcome {
            missed = [.replay(events, topic: channels[index].topic)]
        }
        return joined(index, grant, Self.response(recovery), then: missed)
    }

    /// The log could not be read.
    mutating func failed(_ ticket: Ticket) -> [Action] {
        guard let index = channels.firstIndex(where: { $0.ticket == ticket }) else { return [] }
        let channel = channels.remove(at: index)
        return [.unsubscribe(ticket), reply(channel, error: .undecided)]
    }

    /// The answer to a ``Action/recheck(_:_:)``; `nil` when it could not be had.
    mutating func rechecked(_ ticket: Ticket, _ admission: Admission?) -> [Action] {
        guard let index = channels.firstIndex(where: { $0.ticket == ticket }), case .joined(let held) = channels[index].phase else {
            return []
        }
        channels[index].isRechecking = false
        switch admission {
        case .admitted(let grant) where grant.workspaceID == held.workspaceID:
            channels[index].phase = .joined(grant)
            return refreshWaiting(index)
        case .admitted: return shutDown(index, "You no longer have permission to read from this Channel topic: \(channels[index].name)")
        case .refused(let refusal) where refusal.reason.hasPrefix("Unauthorized:"):
            return shutDown(index, "You no longer have permission to read from this Channel topic: \(channels[index].name)")
        case .refused(let refusal): return shutDown(index, refusal.reason)
        case nil:
            let channel = channels.remove(at: index)
            return [.unsubscribe(ticket), end(channel, "phx_error")]
        }
    }

    /// Forgets everything; answers to questions that are still open come to nothing.
    mutating func close() {
        channels = []
    }

    /// The reply before anything else of the topic, then presence, then `events`.
    private mutating func joined(_ index: Int, _ grant: Admission.Grant, _ response: String, then events: [Action]) -> [Action] {
        channels[index].phase = .joined(grant)
        let channel = channels[index]
        var actions = [reply(channel, "{\"status\":\"ok\",\"response\":\(response)}")]
        if channel.config.isPresenceEnabled { actions.append(.send(channel.push("presence_state", PresenceReply.state))) }
        return actions + events + refreshWaiting(index)
    }

    private mutating func refreshWaiting(_ index: Int) -> [Action] {
        guard let token = channels[index].nextToken else { return [] }
        channels[index].nextToken = nil
        return recheck(index, token)
    }

    private func reply(_ channel: Channel, error refusal: JoinRefusal) -> Action {
        reply(channel, "{\"status\":\"error\",\"response\":{\"reason\":\(OutgoingMessage.jsonString(refusal.reason))}}")
    }

    private func reply(_ channel: Channel, _ payload: String) -> Action {
        .send(OutgoingMessage(joinRef: channel.joinRef, ref: channel.ref, topic: channel.topic, event: "phx_reply", payload: payload))
    }

    private static func response(_ recovery: Recovery) -> String {
        let cursor = "{\"epoch\":\(OutgoingMessage.jsonString(recovery.cursor.epoch)),\"seq\":\(recovery.cursor.seq)}"
        let outcome =
            switch recovery.outcome {
            case .notAsked: ""
            case .recovered: ",\"recovered\":true"
            case .lost(let reason): ",\"recovered\":false,\"reason\":\"\(reason.rawValue)\""
            }
        return "{\"postgres_changes\":[],\"cursor\":\(cursor)\(outcome)}"
    }
}
