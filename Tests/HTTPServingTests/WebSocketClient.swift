import HTTPServing
import HTTPTypes
import NIOCore
import Primitives

/// The client's side of the WebSocket protocol, by hand, so that it can also be broken.
enum WebSocketClient {
    static func handshake(_ path: String, extra: String = "") -> String {
        "GET \(path) HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\(extra)\r\n"
    }

    static func frame(
        _ opcode: UInt8, _ payload: some Collection<UInt8>, isFinal: Bool = true, isMasked: Bool = true, reserved: UInt8 = 0,
        declaredLength: Int? = nil
    ) -> ByteBuffer {
        var frame = ByteBuffer()
        frame.writeInteger((isFinal ? 0x80 : 0) | reserved | opcode)
        let length = declaredLength ?? payload.count
        let maskBit: UInt8 = isMasked ? 0x80 : 0
        switch length {
        case ..<126: frame.writeInteger(maskBit | UInt8(length))
        case ...0xFFFF:
            frame.writeInteger(maskBit | 126)
            frame.writeInteger(UInt16(length))
        default:
            frame.writeInteger(maskBit | 127)
            frame.writeInteger(UInt64(length))
        }
        let mask: [UInt8] = [0x37, 0xFA, 0x21, 0x3D]
        if isMasked { frame.writeBytes(mask) }
        frame.writeBytes(payload.enumerated().map { isMasked ? $1 ^ mask[$0 % 4] : $1 })
        return frame
    }

    static func text(_ text: String) -> ByteBuffer { frame(1, Array(text.utf8)) }

    static func close(_ code: UInt16) -> ByteBuffer { frame(8, [UInt8(code >> 8), UInt8(code & 0xFF)]) }
}

/// A frame as a server sends it.
struct ServerFrame: Equatable {
    let opcode: UInt8
    let payload: ByteBuffer

    var text: String { String(buffer: payload) }
    var closeCode: UInt16? { opcode == 8 ? payload.getInteger(at: payload.readerIndex) : nil }
}

extension RawConnection {
    mutating func upgrade(_ path: String = "/socket", extra: String = "") async throws {
        try await send(WebSocketClient.handshake(path, extra: extra))
        let head = try await receive(until: "\r\n\r\n")
        guard head.hasPrefix("HTTP/1.1 101 ") else { throw EndOfConnection(received: head) }
    }

    mutating func frame() async throws -> ServerFrame {
        var head = try await receive(count: 2)
        let first: UInt8 = head.readInteger() ?? 0
        var length = Int(head.readInteger(as: UInt8.self) ?? 0)
        if length == 126 {
            var long = try await receive(count: 2)
            length = Int(long.readInteger(as: UInt16.self) ?? 0)
        } else if length == 127 {
            var long = try await receive(count: 8)
            length = Int(long.readInteger(as: UInt64.self) ?? 0)
        }
        return ServerFrame(opcode: first & 0x0F, payload: try await receive(count: length))
    }
}

/// Sends back what it gets, does what some texts ask for, and tells how it ended.
final class EchoHandler: WebSocketHandler {
    private let closings: AsyncStream<WebSocketClosing>.Continuation?
    private var socket: WebSocket?

    init(closings: AsyncStream<WebSocketClosing>.Continuation? = nil) {
        self.closings = closings
    }

    func opened(_ socket: WebSocket) {
        self.socket = socket
    }

    func text(_ message: ByteBuffer) {
        switch String(buffer: message) {
        case "flood":
            let frame = WebSocketFrame.encode(ByteBuffer(repeating: 0x61, count: 16 * 1_024), opcode: .binary)
            for _ in 0..<4_000 { socket?.send(frame: frame) }
        case "eight":
            for number in 0..<8 { socket?.send(frame: WebSocketFrame.encode(text: "number \(number)")) }
        case "bye":
            socket?.close(.restart, reason: "asked to")
        default:
            socket?.send(message: message)
        }
    }

    func binary(_ message: ByteBuffer) {
        socket?.send(message: message, opcode: .binary)
    }

    func closed(_ closing: WebSocketClosing) {
        closings?.yield(closing)
        socket = nil
    }

    static func route(_ closings: AsyncStream<WebSocketClosing>.Continuation? = nil) -> WebSocketRoute {
        WebSocketRoute(path: "/socket") { request in
            if request.head.path?.contains("key=bad") ?? false {
                return .refuse(Failure(.unauthenticated, "The key is not known."), traceID: request.record.traceID)
            }
            return .accept { EchoHandler(closings: closings) }
        }
    }
}
