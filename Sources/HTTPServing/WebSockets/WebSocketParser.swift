import NIOCore

/// Takes a client's bytes apart into messages (RFC 6455 §5). No I/O, no time.
struct WebSocketParser {
    enum Event: Equatable {
        case text(ByteBuffer)
        case binary(ByteBuffer)
        case ping(ByteBuffer)
        case pong
        case close(WebSocketCloseCode, reason: String)
    }

    /// The client broke the protocol; the socket is closed with this code.
    struct Fault: Error, Equatable {
        let code: WebSocketCloseCode
        let reason: String
    }

    private struct Head {
        var isFinal: Bool
        var opcode: WebSocketFrame.Opcode
        var mask: UInt32
        var headBytes: Int
        var payloadBytes: Int
    }

    let messageBytes: Int
    /// Bytes of a frame that is not all there. At most a message and a head, plus one read.
    private var unread: ByteBuffer?
    private var message: ByteBuffer?
    private var messageIsText = false

    init(messageBytes: Int) {
        self.messageBytes = messageBytes
    }

    mutating func append(_ bytes: ByteBuffer) {
        if unread == nil { unread = bytes } else { unread?.writeImmutableBuffer(bytes) }
    }

    /// Lets go of what has been read, when `next()` has returned `nil`.
    mutating func trim() {
        guard let rest = unread else { return }
        // A copy of its own: a slice would keep the whole read alive.
        unread = rest.readableBytes == 0 ? nil : rest.readerIndex > 0 ? ByteBuffer(bytes: rest.readableBytesView) : rest
    }

    /// `nil` when more bytes are needed.
    mutating func next() throws(Fault) -> Event? {
        while true {
            guard let head = try head(), let bytes = unread, bytes.readableBytes >= head.headBytes + head.payloadBytes else { return nil }
            unread?.moveReaderIndex(forwardBy: head.headBytes)
            if let event = try finish(head) { return event }
        }
    }

    private mutating func head() throws(Fault) -> Head? {
        guard let bytes = unread, bytes.readableBytes >= 2 else { return nil }
        let start = bytes.readerIndex
        guard let first: UInt8 = bytes.getInteger(at: start), let second: UInt8 = bytes.getInteger(at: start + 1) else { return nil }
        guard first & 0x70 == 0 else { throw Fault(code: .protocolError, reason: "reserved bits are set") }
        guard let opcode = WebSocketFrame.Opcode(rawValue: first & 0x0F) else {
            throw Fault(code: .protocolError, reason: "unknown opcode")
        }
        guard second & 0x80 != 0 else { throw Fault(code: .protocolError, reason: "frame is not masked") }
        let isFinal = first & 0x80 != 0
        let short = Int(second & 0x7F)
        switch opcode {
        case .close, .ping, .pong:
            guard isFinal, short < 126 else { throw Fault(code: .protocolError, reason: "control frame is fragmented or too long") }
        case .continuation:
            guard message != nil else { throw Fault(code: .protocolError, reason: "continuation of nothing") }
        case .text, .binary:
            guard message == nil else { throw Fault(code: .protocolError, reason: "new message inside a fragmented one") }
        }
        var payloadBytes = short
        var headBytes = 2
        if short == 126 {
            guard let long: UInt16 = bytes.getInteger(at: start + 2) else { return nil }
            payloadBytes = Int(long)
            headBytes = 4
        } else if short == 127 {
            guard let long: UInt64 = bytes.getInteger(at: start + 2) else { return nil }
            payloadBytes = Int(clamping: long)
            headBytes = 10
        }
        // Before the payload is there, so that a bare length can't make the buffer grow.
        guard payloadBytes <= messageBytes - (message?.readableBytes ?? 0) || opcode.rawValue >= 8 else {
            throw Fault(code: .tooLarge, reason: "message is larger than \(messageBytes) bytes")
        }
        guard let mask: UInt32 = bytes.getInteger(at: start + headBytes, endianness: .host) else { return nil }
        return Head(isFinal: isFinal, opcode: opcode, mask: mask, headBytes: headBytes + 4, payloadBytes: payloadBytes)
    }

    /// Takes the payload of a frame whose head has been read.
    private mutating func finish(_ head: Head) throws(Fault) -> Event? {
        switch head.opcode {
        case .ping:
            return .ping(payload(head))
        case .pong:
            unread?.moveReaderIndex(forwardBy: head.payloadBytes)
            return .pong
        case .close:
            return try close(payload(head))
        case .text, .binary:
            messageIsText = head.opcode == .text
            let payload = payload(head)
            guard head.isFinal else {
                message = payload
                return nil
            }
            return try event(payload)
        case .continuation:
            guard var whole = message.take() else { return nil }
            append(head, to: &whole)
            guard head.isFinal else {
                message = whole
                return nil
            }
            return try event(whole)
        }
    }

    private func event(_ message: ByteBuffer) throws(Fault) -> Event {
        guard messageIsText else { return .binary(message) }
        guard Self.isUTF8(message) else { throw Fault(code: .invalidText, reason: "text is not UTF-8") }
        return .text(message)
    }

    private func close(_ payload: ByteBuffer) throws(Fault) -> Event {
        var payload = payload
        guard payload.readableBytes > 0 else { return .close(.none, reason: "") }
        guard let number: UInt16 = payload.readInteger() else { throw Fault(code: .protocolError, reason: "close code is cut") }
        let code = WebSocketCloseCode(rawValue: number)
        guard code.isSendable else { throw Fault(code: .protocolError, reason: "close code is not one to send") }
        guard Self.isUTF8(payload) else { throw Fault(code: .invalidText, reason: "close reason is not UTF-8") }
        return .close(code, reason: String(buffer: payload))
    }

    private mutating func payload(_ head: Head) -> ByteBuffer {
        var payload = ByteBufferAllocator().buffer(capacity: head.payloadBytes)
        append(head, to: &payload)
        return payload
    }

    /// Unmasks into a buffer of its own: the read buffer may be shared, and handlers may keep a message.
    private mutating func append(_ head: Head, to buffer: inout ByteBuffer) {
        guard head.payloadBytes > 0, let source = unread else { return }
        let count = head.payloadBytes
        source.withUnsafeReadableBytes { input in
            _ = buffer.writeWithUnsafeMutableBytes(minimumWritableBytes: count) { output in
                let wide = UInt64(head.mask) << 32 | UInt64(head.mask)
                var index = 0
                while index + 8 <= count {
                    let word = input.loadUnaligned(fromByteOffset: index, as: UInt64.self) ^ wide
                    output.storeBytes(of: word, toByteOffset: index, as: UInt64.self)
                    index += 8
                }
                withUnsafeBytes(of: head.mask) { mask in
                    while index < count {
                        output[index] = input[index] ^ mask[index & 3]
                        index += 1
                    }
                }
                return count
            }
        }
        unread?.moveReaderIndex(forwardBy: count)
    }

    private static func isUTF8(_ buffer: ByteBuffer) -> Bool {
        do throws(UTF8.ValidationError) {
            _ = try UTF8Span(validating: buffer.readableBytesUInt8Span)
            return true
        } catch {
            return false
        }
    }
}
