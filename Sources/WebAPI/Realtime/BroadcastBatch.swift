import HTTPTypes
import NIOCore
import Primitives
import Realtime

/// The messages of one call, looked through before any is sent.
struct BroadcastBatch {
    static let messageLimit = 100

    let messages: [DirectBroadcast]

    /// - Throws: ``BroadcastError`` that names for each message what is wrong with it, in the words of the changesets that clients know.
    init(_ body: ByteBuffer, payloadLimit: Int) throws(BroadcastError) {
        guard let value = JSONSlice(body), value.isObject else { throw BroadcastError(.badRequest, "The body is not a JSON object") }
        guard let list = value["messages"], !list.isNull else { throw Self.fault("can't be blank") }
        guard let elements = list.elements(limit: Self.messageLimit + 1) else { throw Self.fault("is invalid") }
        guard !elements.isEmpty else { throw Self.fault("can't be blank") }
        guard elements.count <= Self.messageLimit else { throw .batchTooLarge }
        let parsed = elements.map(Self.message)
        let faults = parsed.map { message in if case .failure(let faults) = message { faults.members } else { [String: JSONValue]() } }
        guard faults.allSatisfy(\.isEmpty) else {
            throw BroadcastError(.unprocessableContent, body: ["errors": ["messages": .array(faults.map(JSONValue.object))]])
        }
        messages = parsed.compactMap { try? $0.get() }
        guard messages.allSatisfy({ $0.payload.byteCount <= payloadLimit }) else { throw .payloadTooLarge(payloadLimit) }
    }

    private struct Faults: Error {
        let members: [String: JSONValue]
    }

    private static func fault(_ text: String) -> BroadcastError {
        BroadcastError(.unprocessableContent, body: ["errors": ["messages": [.string(text)]]])
    }

    private static func message(_ value: JSONSlice) -> Result<DirectBroadcast, Faults> {
        var faults: [String: JSONValue] = [:]
        func note(_ name: String, _ text: String) { faults[name] = [.string(text)] }
        func name(_ member: String, byteLimit: Int) -> String {
            guard let value = value[member], !value.isNull else {
                note(member, "can't be blank")
                return ""
            }
            guard let text = value.string else {
                note(member, "is invalid")
                return ""
            }
            if let fault = BroadcastName.fault(of: text, byteLimit: byteLimit) { note(member, fault) }
            return text
        }
        let topic = name("topic", byteLimit: DirectBroadcast.topicByteLimit)
        let event = name("event", byteLimit: DirectBroadcast.eventByteLimit)
        let payload = value["payload"].flatMap { $0.isNull ? nil : $0 }
        if let payload { if !payload.isObject { note("payload", "is invalid") } } else { note("payload", "can't be blank") }
        let isPrivate = value["private"].flatMap { $0.isNull ? nil : $0 }
        // A word that is none must not make a private message a public one.
        if let isPrivate, isPrivate.flag == nil { note("private", "is invalid") }
        guard faults.isEmpty, let payload else { return .failure(Faults(members: faults)) }
        return .success(DirectBroadcast(topic: topic, event: event, payload: .object(payload), isPrivate: isPrivate?.flag ?? false))
    }
}
