package import NIOCore

/// Frames as a server sends them: whole, unmasked (RFC 6455 §5.2).
package enum WebSocketFrame {
    package enum Opcode: UInt8, Sendable {
        case continuation = 0
        case text = 1
        case binary = 2
        case close = 8
        case ping = 9
        case pong = 10
    }

    /// The longest head of an unmasked frame.
    package static let maximumHeadBytes = 10

    /// One whole frame around `payload`, ready for any number of sockets.
    package static func encode(_ payload: ByteBuffer, opcode: Opcode) -> ByteBuffer {
        var frame = ByteBufferAllocator().buffer(capacity: maximumHeadBytes + payload.readableBytes)
        writeHead(opcode, payloadBytes: payload.readableBytes, into: &frame)
        frame.writeImmutableBuffer(payload)
        return frame
    }

    /// One whole text frame.
    package static func encode(text: String) -> ByteBuffer {
        var frame = ByteBufferAllocator().buffer(capacity: maximumHeadBytes + text.utf8.count)
        writeHead(.text, payloadBytes: text.utf8.count, into: &frame)
        frame.writeString(text)
        return frame
    }

    /// The head of a frame whose payload follows.
    package static func writeHead(_ opcode: Opcode, payloadBytes: Int, into frame: inout ByteBuffer) {
        frame.writeInteger(0x80 | opcode.rawValue)
        switch payloadBytes {
        case ..<126:
            frame.writeInteger(UInt8(payloadBytes))
        case ...0xFFFF:
            frame.writeInteger(UInt8(126))
            frame.writeInteger(UInt16(payloadBytes))
        default:
            frame.writeInteger(UInt8(127))
            frame.writeInteger(UInt64(payloadBytes))
        }
    }

    /// A close frame; the reason is cut to what fits (RFC 6455 §5.5).
    static func close(_ code: WebSocketCloseCode, reason: String) -> ByteBuffer {
        var payload = ByteBuffer()
        if code.isSendable {
            payload.writeInteger(code.rawValue)
            var reason = reason
            while reason.utf8.count > 123 { reason.removeLast() }
            payload.writeString(reason)
        }
        return encode(payload, opcode: .close)
    }

    static let ping = encode(ByteBuffer(), opcode: .ping)
}
