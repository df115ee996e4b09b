package import Primitives

extension PhoenixEndpoint {
    /// Sends each message to everybody in its topic, in order; what is refused goes to nobody and stops none of the others.
    ///
    /// - Parameter authorise: decides as about a join by the sender; asked once for each topic.
    /// - Returns: the refusals, one for each message.
    /// - Throws: what `authorise` throws.
    package func broadcast(
        _ messages: [DirectBroadcast], traceID: TraceID, authorise: Authorise
    ) async throws -> [DirectRefusal?] {
        var grants: [TopicName: Admission.Grant?] = [:]
        var refusals: [DirectRefusal?] = []
        for message in messages {
            let name = TopicName(topic: message.topic, isPrivate: message.isPrivate)
            if grants[name] == nil { grants[name] = .some(try await grant(message, by: authorise)) }
            refusals.append(refusal(of: message, by: grants[name] ?? nil, traceID))
        }
        return refusals
    }

    private struct TopicName: Hashable {
        let topic: String
        let isPrivate: Bool
    }

    private func grant(_ message: DirectBroadcast, by authorise: Authorise) async throws -> Admission.Grant? {
        guard message.isPrivate || policy.allowsPublic, message.room != nil || !message.topic.hasPrefix(Room.prefix) else { return nil }
        let request = AdmissionRequest(topic: message.topic, room: message.room, isPrivate: message.isPrivate, token: nil)
        guard case .admitted(let grant) = try await authorise(request) else { return nil }
        return grant
    }

    private func refusal(of message: DirectBroadcast, by grant: Admission.Grant?, _ traceID: TraceID) -> DirectRefusal? {
        guard message.isPrivate || policy.allowsPublic else { return .publicTopic }
        guard let grant, grant.mayBroadcast else { return .unauthorized }
        if EventType.isReserved(message.event) { return .reservedEvent }
        do {
            let now = clock.now()
            let content = try message.content(by: grant, traceID: traceID, version: versions.next(at: now), at: now)
            hub.send(content, to: message.key(in: grant.workspaceID))
            return nil
        } catch {
            return error
        }
    }
}
