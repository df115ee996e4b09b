import NIOCore

/// Both serialisations of the Phoenix channel protocol, as Supabase Realtime speaks it. What does not parse is `nil`, never an error.
enum PhoenixCodec {
    /// References and names are one length byte in binary frames; text frames get no more.
    static let nameLimit = 255

    private enum BinaryKind {
        static let push: UInt8 = 0
        static let userPush: UInt8 = 3
        static let userBroadcast: UInt8 = 4
    }

    // MARK: In

    static func decode(text: ByteBuffer, version: PhoenixVersion) -> IncomingMessage? {
        guard let frame = JSONSlice(text) else { return nil }
        return version == .v1 ? decode(object: frame) : decode(array: frame)
    }

    private static func decode(object frame: JSONSlice) -> IncomingMessage? {
        var joinRef: JSONSlice?
        var ref: JSONSlice?
        var topic: JSONSlice?
        var event: JSONSlice?
        var payload: JSONSlice?
        frame.forEachMember { name, value in
            switch name {
            case "join_ref": joinRef = value
            case "ref": ref = value
            case "topic": topic = value
            case "event": event = value
            case "payload": payload = value
            default: break
            }
        }
        return message(joinRef: joinRef, ref: ref, topic: topic, event: event, payload: payload)
    }

    private static func decode(array frame: JSONSlice) -> IncomingMessage? {
        guard let elements = frame.elements(limit: 5), elements.count == 5 else { return nil }
        return message(joinRef: elements[0], ref: elements[1], topic: elements[2], event: elements[3], payload: elements[4])
    }

    private static func message(
        joinRef: JSONSlice?, ref: JSONSlice?, topic: JSONSlice?, event: JSONSlice?, payload: JSONSlice?
    ) -> IncomingMessage? {
        guard let joinRef = reference(joinRef), let ref = reference(ref), let topic = name(topic), let event = name(event)
        else { return nil }
        return IncomingMessage(joinRef: joinRef, ref: ref, topic: topic, event: event, body: .json(payload ?? .emptyObject))
    }

    private static func name(_ value: JSONSlice?) -> String? {
        // A character takes at most six bytes of JSON (`\u0041`), a reason not to decode what can't fit.
        guard let value, value.bytes.readableBytes <= nameLimit * 6 + 2 else { return nil }
        return value.string
    }

    /// A reference: text, a number taken as its digits, or none; the outer optional is `nil` for anything else.
    private static func reference(_ value: JSONSlice?) -> String?? {
        guard let value, !value.isNull else { return .some(nil) }
        if let text = name(value) { return text.utf8.count <= nameLimit ? .some(text) : nil }
        if let number = value.integer { return .some(String(number)) }
        return nil
    }

    static func decode(binary frame: ByteBuffer) -> IncomingMessage? {
        var frame = frame
        switch frame.readInteger(as: UInt8.self) {
        case BinaryKind.push:
            guard let lengths = frame.readBytes(length: 4), let names = names(lengths, &frame), let payload = JSONSlice(frame) else {
                return nil
            }
            return IncomingMessage(
                joinRef: reference(names[0]), ref: reference(names[1]), topic: names[2], event: names[3], body: .json(payload))
        case BinaryKind.userPush:
            guard let lengths = frame.readBytes(length: 5),
                let encoding = frame.readInteger(as: UInt8.self).flatMap(UserBroadcast.Encoding.init),
                let names = names(lengths, &frame), let metadata = metadata(names[4])
            else { return nil }
            if encoding == .json, JSONSlice(frame) == nil { return nil }
            let broadcast = UserBroadcast(event: names[3], metadata: metadata, encoding: encoding, payload: frame)
            return IncomingMessage(
                joinRef: reference(names[0]), ref: reference(names[1]), topic: names[2], event: "broadcast", body: .user(broadcast))
        default:
            return nil
        }
    }

    private static func names(_ lengths: [UInt8], _ frame: inout ByteBuffer) -> [String]? {
        var names: [String] = []
        for length in lengths {
            guard let bytes = frame.readSlice(length: Int(length)), let name = String(validating: bytes.readableBytesView, as: UTF8.self)
            else { return nil }
            names.append(name)
        }
        return names
    }

    private static func reference(_ text: String) -> String? { text.isEmpty ? nil : text }

    private static func metadata(_ text: String) -> JSONSlice?? {
        if text.isEmpty { return .some(nil) }
        guard let slice = JSONSlice(ByteBuffer(string: text)), slice.isObject else { return nil }
        return .some(slice)
    }

    // MARK: Out

    static func encode(_ message: OutgoingMessage, version: PhoenixVersion) -> ByteBuffer {
        var buffer = ByteBuffer()
        buffer.reserveCapacity(message.payload.utf8.count + message.topic.utf8.count + 96)
        open(&buffer, joinRef: message.joinRef, ref: message.ref, topic: message.topic, event: message.event, version)
        buffer.writeString(message.payload)
        close(&buffer, ref: message.ref, version)
        return buffer
    }

    /// A broadcast, the same for every socket of `version`; `nil` when it can't be expressed there.
    static func encode(_ content: Broadcast.Content, topic: String, version: PhoenixVersion) -> (ByteBuffer, FrameKind)? {
        switch content {
        case .event(let body): return (encode("broadcast", body.bytes, topic: topic, version: version), .text)
        case .broadcast(let payload): return (encode("broadcast", payload, topic: topic, version: version), .text)
        case .presence(let diff): return (encode("presence_diff", diff.payload, topic: topic, version: version), .text)
        case .user(let broadcast):
            if version == .v2 { return (encode(binary: broadcast, topic: topic), .binary) }
            if broadcast.encoding == .raw { return nil }
            return (encode("broadcast", object(broadcast), topic: topic, version: version), .text)
        }
    }

    /// A push that is the same for every socket of `version`.
    static func encode(_ event: String, _ payload: ByteBuffer, topic: String, version: PhoenixVersion) -> ByteBuffer {
        var buffer = ByteBuffer()
        buffer.reserveCapacity(payload.readableBytes + topic.utf8.count + 64)
        open(&buffer, joinRef: nil, ref: nil, topic: topic, event: event, version)
        buffer.writeImmutableBuffer(payload)
        close(&buffer, ref: nil, version)
        return buffer
    }

    private static func open(
        _ buffer: inout ByteBuffer, joinRef: String?, ref: String?, topic: String, event: String, _ version: PhoenixVersion
    ) {
        switch version {
        case .v1:
            buffer.writeString("{\"topic\":")
            buffer.writeJSONString(topic)
            buffer.writeString(",\"event\":")
            buffer.writeJSONString(event)
            buffer.writeString(",\"payload\":")
        case .v2:
            buffer.writeString("[")
            buffer.writeJSONString(joinRef)
            buffer.writeString(",")
            buffer.writeJSONString(ref)
            buffer.writeString(",")
            buffer.writeJSONString(topic)
            buffer.writeString(",")
            buffer.writeJSONString(event)
            buffer.writeString(",")
        }
    }

    private static func close(_ buffer: inout ByteBuffer, ref: String?, _ version: PhoenixVersion) {
        guard version == .v1 else {
            buffer.writeString("]")
            return
        }
        // The key must be there even when there is no reference: stock Python drops the frame otherwise.
        buffer.writeString(",\"ref\":")
        buffer.writeJSONString(ref)
        buffer.writeString("}")
    }

    /// A broadcast of JSON as the object that it is in text frames.
    static func object(_ broadcast: UserBroadcast) -> ByteBuffer {
        var buffer = ByteBuffer()
        buffer.writeString("{\"type\":\"broadcast\",\"event\":")
        buffer.writeJSONString(broadcast.event)
        buffer.writeString(",\"payload\":")
        buffer.writeImmutableBuffer(broadcast.payload)
        if let metadata = broadcast.metadata {
            buffer.writeString(",\"meta\":")
            buffer.writeImmutableBuffer(metadata.bytes)
        }
        buffer.writeString("}")
        return buffer
    }

    private static func encode(binary broadcast: UserBroadcast, topic: String) -> ByteBuffer {
        let metadata = broadcast.metadata?.bytes ?? ByteBuffer()
        var buffer = ByteBuffer()
        buffer.reserveCapacity(broadcast.payload.readableBytes + topic.utf8.count + 600)
        buffer.writeInteger(BinaryKind.userBroadcast)
        for length in [topic.utf8.count, broadcast.event.utf8.count, metadata.readableBytes] {
            buffer.writeInteger(UInt8(clamping: length))
        }
        buffer.writeInteger(broadcast.encoding.rawValue)
        buffer.writeString(topic)
        buffer.writeString(broadcast.event)
        buffer.writeImmutableBuffer(metadata)
        buffer.writeImmutableBuffer(broadcast.payload)
        return buffer
    }
}
