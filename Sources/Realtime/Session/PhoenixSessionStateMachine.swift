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
        case subscribe(Ticket, TopicKey, Admission.Grant, isHolding: Bool)
        /// A membership rests on another grant than before.
        case regrant(Ticket, Admission.Grant)
        /// Hear these row changes from now on, and no others.
        case watch(Ticket, [ChangeWatch])
        /// Send events that were missed, on a topic.
        case replay(MissedEvents, topic: String)
        case unsubscribe(Ticket)
        case relay(Ticket, Broadcast.Content, includingSender: Bool)
        /// Tell a room of an ephemeral event, as an envelope of the node's; the payload is the client's, where the type leaves it to them.
        case announce(Ticket, EventType, payload: JSONSlice, includingSender: Bool)
        /// Send who is present, and from then on what changes.
        case welcome(Ticket)
        /// Be present; the message is answered by whether there was room.
        case track(Ticket, JSONSlice, answering: IncomingMessage)
        case untrack(Ticket)
    }

    private let version: PhoenixVersion
    private let limits: SessionLimits
    private let policy: ChannelPolicy
    private var channels: [PhoenixChannel] = []
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
        guard message.event == "broadcast" || message.event == "presence" else { return [] }
        guard messages.take(now: now), channels[index].allowance?.takeMessages(now: now) ?? true else {
            return shutDown(index, "Too many messages per second")
        }
        return message.event == "presence" ? presence(message, index) : relay(message, channels[index], grant)
    }

    /// Whether the message is for an instance of the channel that is no more. Python sends no reference that could be compared.
    private func isStale(_ message: IncomingMessage, _ channel: PhoenixChannel) -> Bool {
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
        guard config.changes.count <= ChangeBindings.limit else { return .failure(.tooManyBindings) }
        let room = Room(name)
        if room == nil, name.hasPrefix(Room.prefix) { return .failure(.unauthorized(topic: name)) }
        let isPrivate = config.isPrivate || room != nil
        guard policy.allowsPublic || isPrivate else { return .failure(.privateOnly) }
        if let replay = config.replay {
            guard isPrivate else { return .failure(.publicReplay) }
            guard replay != .malformed else { return .failure(.malformedReplay) }
        }
        lastTicket += 1
        return .success(
            PhoenixChannel(
                ticket: lastTicket, topic: message.topic, joinRef: message.joinRef ?? message.ref, ref: message.ref,
                config: config, room: room))
    }

    private enum JoinResult {
        case success(PhoenixChannel)
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
        return ask(index)
    }

    private func relay(_ message: IncomingMessage, _ channel: PhoenixChannel, _ grant: Admission.Grant) -> [Action] {
        let includesSender = channel.config.includesSender
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
        guard channel.room != nil else {
            return relayed(.relay(channel.ticket, inbound.content, includingSender: includesSender), message, channel)
        }
        if inbound.hasMetadata { return refuse(message, channel, "the metadata of a room's messages is the node's alone") }
        guard let type = EventType(spelled: inbound.event) else {
            let content = inbound.content(from: grant.bearer.personID)
            return relayed(.relay(channel.ticket, content, includingSender: includesSender), message, channel)
        }
        guard let payload = inbound.payload, payload.isObject else {
            return refuse(message, channel, "the payload of \(type.rawValue) is an object")
        }
        return relayed(.announce(channel.ticket, type, payload: payload, includingSender: includesSender), message, channel)
    }

    private func relayed(_ action: Action, _ message: IncomingMessage, _ channel: PhoenixChannel) -> [Action] {
        channel.config.acknowledges ? [action, .send(.ok(message))] : [action]
    }

    private mutating func presence(_ message: IncomingMessage, _ index: Int) -> [Action] {
        let ticket = channels[index].ticket
        switch PresenceCall(message, sizeLimit: limits.trackedBytes) {
        case .refused(let answer): return [.send(answer)]
        case .untrack: return [.untrack(ticket), .send(.ok(message))]
        case .track(let tracked):
            // Clients older than the option begin to hear of others when they first tell of themselves.
            defer { channels[index].hearsPresence = true }
            let track = Action.track(ticket, tracked, answering: message)
            return channels[index].hearsPresence ? [track] : [.welcome(ticket), track]
        }
    }

    /// Clients that asked for no acknowledgement take any reply for a fault, so they get none.
    private func refuse(_ message: IncomingMessage, _ channel: PhoenixChannel, _ reason: String) -> [Action] {
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

    private func end(_ channel: PhoenixChannel, _ event: String) -> Action {
        .send(OutgoingMessage(joinRef: channel.joinRef, ref: channel.joinRef, topic: channel.topic, event: event, payload: "{}"))
    }

    // MARK: Answers

    /// The answer to a ``Action/decide(_:_:)``; ignored when the client has left or joined again since.
    ///
    /// - Parameter allowance: what the bearer may still send on all sockets together.
    mutating func decided(_ ticket: Ticket, _ admission: Admission, allowance: Allowance? = nil) -> [Action] {
        guard let index = index(of: ticket), case .deciding = channels[index].phase else { return [] }
        switch admission {
        case .refused(let refusal): return [reply(channels.remove(at: index), error: refusal)]
        case .admitted(let grant):
            channels[index].allowance = allowance
            let isRoom = channels[index].room != nil
            let subscribe = Action.subscribe(ticket, channels[index].key(grant), grant, isHolding: isRoom)
            guard isRoom else {
                return [subscribe] + joined(index, grant, "{\"postgres_changes\":\(channels[index].config.changes.echo)}", then: [])
            }
            channels[index].phase = .replaying(grant)
            return [subscribe]
        }
    }

    /// What a membership rests on has changed, or may have: asks again, at once or when the join is through.
    mutating func accessChanged(_ ticket: Ticket) -> [Action] {
        guard let index = index(of: ticket) else { return [] }
        guard case .joined = channels[index].phase, !channels[index].isRechecking else {
            channels[index].mustRecheck = true
            return []
        }
        return ask(index)
    }

    /// The credential of a membership has ended by itself.
    mutating func expired(_ ticket: Ticket) -> [Action] {
        guard let index = index(of: ticket) else { return [] }
        if case .joined = channels[index].phase { return shutDown(index, "Token has expired 0 seconds ago") }
        return [.unsubscribe(ticket), reply(channels.remove(at: index), error: .tokenExpired(secondsAgo: 0))]
    }

    /// The key under which the client wants to be present.
    func presenceKey(of ticket: Ticket) -> String? { index(of: ticket).flatMap { channels[$0].config.presenceKey } }

    private func index(of ticket: Ticket) -> Int? { channels.firstIndex { $0.ticket == ticket } }

    private mutating func ask(_ index: Int) -> [Action] {
        channels[index].mustRecheck = false
        channels[index].isRechecking = true
        return [.recheck(channels[index].ticket, channels[index].request)]
    }

    /// What to read from the log for a channel that holds; `nil` when it no longer waits.
    func replay(for ticket: Ticket) -> ReplayRequest? {
        guard let channel = channels.first(where: { $0.ticket == ticket }), case .replaying(let grant) = channel.phase,
            let room = channel.room
        else {
            return nil
        }
        let wish: ReplayRequest.Wish
        if channel.config.cursor == nil, case .recent(let since, let limit) = channel.config.replay {
            wish = .recent(since: since, limit: limit)
        } else {
            wish = .after(channel.config.cursor)
        }
        return ReplayRequest(room: room, workspaceID: grant.workspaceID, wish: wish, version: version)
    }

    /// The log has been read: the reply, then what was missed; what happened meanwhile comes after these.
    mutating func recovered(_ ticket: Ticket, _ recovery: Recovery) -> [Action] {
        guard let index = index(of: ticket), case .replaying(let grant) = channels[index].phase else { return [] }
        let topic = channels[index].topic
        let missed: [Action] =
            switch recovery.outcome {
            case .recovered(let events), .recent(let events): [.replay(events, topic: topic)]
            case .notAsked, .lost: []
            }
        return joined(index, grant, response(recovery, channels[index]), then: missed)
    }

    /// The log could not be read.
    mutating func failed(_ ticket: Ticket) -> [Action] {
        guard let index = index(of: ticket) else { return [] }
        let channel = channels.remove(at: index)
        return [.unsubscribe(ticket), reply(channel, error: .undecided)]
    }

    /// The answer to a ``Action/recheck(_:_:)``; `nil` when it could not be had.
    mutating func rechecked(_ ticket: Ticket, _ admission: Admission?, allowance: Allowance? = nil) -> [Action] {
        guard let index = index(of: ticket), case .joined(let held) = channels[index].phase else { return [] }
        channels[index].isRechecking = false
        switch admission {
        case .admitted(let grant) where grant.workspaceID == held.workspaceID:
            channels[index].phase = .joined(grant)
            channels[index].allowance = allowance
            var actions: [Action] = grant == held ? [] : [.regrant(ticket, grant)]
            if grant.tables != held.tables { actions += watch(channels[index], grant) }
            return actions + refreshWaiting(index)
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
        if channel.hearsPresence { actions.append(.welcome(channel.ticket)) }
        return actions + events + watch(channel, grant) + refreshWaiting(index)
    }

    /// Hears the row changes that the channel asked for and `grant` allows, and then says so, or what is wrong.
    private func watch(_ channel: PhoenixChannel, _ grant: Admission.Grant) -> [Action] {
        if channel.config.changes.isEmpty { return [] }
        let (watches, fault) = channel.config.changes.watches(grant.tables)
        return [
            .watch(channel.ticket, watches), .send(channel.push("system", ChangeBindings.outcome(fault, channel: channel.name))),
        ]
    }

    private mutating func refreshWaiting(_ index: Int) -> [Action] {
        guard let token = channels[index].nextToken.take(), token != channels[index].token else {
            return channels[index].mustRecheck ? ask(index) : []
        }
        return recheck(index, token)
    }

    private func reply(_ channel: PhoenixChannel, error refusal: JoinRefusal) -> Action {
        reply(channel, "{\"status\":\"error\",\"response\":{\"reason\":\(OutgoingMessage.jsonString(refusal.reason))}}")
    }

    private func reply(_ channel: PhoenixChannel, _ payload: String) -> Action {
        .send(OutgoingMessage(joinRef: channel.joinRef, ref: channel.ref, topic: channel.topic, event: "phx_reply", payload: payload))
    }

    private func response(_ recovery: Recovery, _ channel: PhoenixChannel) -> String {
        let cursor = "{\"epoch\":\(OutgoingMessage.jsonString(recovery.cursor.epoch)),\"seq\":\(recovery.cursor.seq)}"
        let outcome =
            switch recovery.outcome {
            case .notAsked, .recent: ""
            case .recovered: ",\"recovered\":true"
            case .lost(let reason): ",\"recovered\":false,\"reason\":\"\(reason.rawValue)\""
            }
        return "{\"postgres_changes\":\(channel.config.changes.echo),\"cursor\":\(cursor)\(outcome)}"
    }
}
