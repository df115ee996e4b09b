import NIOCore
import Testing

@testable import HTTPServing

@Suite struct WebSocketParserTests {
    private static func events(
        _ bytes: [ByteBuffer], limit: Int = 1_000
    ) -> (events: [WebSocketParser.Event], fault: WebSocketParser.Fault?) {
        var parser = WebSocketParser(messageBytes: limit)
        var events: [WebSocketParser.Event] = []
        for piece in bytes {
            parser.append(piece)
            do throws(WebSocketParser.Fault) {
                while let event = try parser.next() { events.append(event) }
            } catch {
                return (events, error)
            }
            parser.trim()
        }
        return (events, nil)
    }

    @Test(
        arguments: [
            (WebSocketClient.frame(1, [], isMasked: false), 1002), (WebSocketClient.frame(1, [], reserved: 0x40), 1002),
            (WebSocketClient.frame(3, []), 1002), (WebSocketClient.frame(0, []), 1002),
            (WebSocketClient.frame(9, [], isFinal: false), 1002),
            (WebSocketClient.frame(9, [UInt8](repeating: 0, count: 126)), 1002), (WebSocketClient.frame(8, [3]), 1002),
            (WebSocketClient.close(1005), 1002), (WebSocketClient.close(999), 1002), (WebSocketClient.close(2000), 1002),
            (WebSocketClient.frame(8, [3, 232, 0xFF]), 1007), (WebSocketClient.frame(1, [0xC3, 0x28]), 1007),
            (WebSocketClient.frame(1, [0xED, 0xA0, 0x80]), 1007), (WebSocketClient.frame(1, [], declaredLength: 1_001), 1009),
            (WebSocketClient.frame(2, [], declaredLength: Int.max), 1009),
        ] as [(ByteBuffer, UInt16)])
    func `A broken frame is a fault with its code`(frame: ByteBuffer, code: UInt16) {
        let (events, fault) = Self.events([frame])
        #expect(events.isEmpty)
        #expect(fault?.code.rawValue == code)
    }

    @Test func `A message in fragments is bounded as a whole`() {
        let half = [UInt8](repeating: 0x61, count: 600)
        let (_, fault) = Self.events([WebSocketClient.frame(1, half, isFinal: false), WebSocketClient.frame(0, half)])
        #expect(fault?.code == .tooLarge)
    }

    @Test func `A new message inside a fragmented one is a fault`() {
        let (_, fault) = Self.events([WebSocketClient.frame(1, [0x61], isFinal: false), WebSocketClient.frame(1, [0x62])])
        #expect(fault?.code == .protocolError)
    }

    @Test func `Fragments join, with control frames between them and characters cut in two`() {
        let text = Array("héllo ☀ wörld".utf8)
        let (events, fault) = Self.events([
            WebSocketClient.frame(1, text[..<2], isFinal: false), WebSocketClient.frame(9, [1, 2]),
            WebSocketClient.frame(0, text[2..<9], isFinal: false),
            WebSocketClient.frame(10, []), WebSocketClient.frame(0, text[9...]),
        ])
        #expect(fault == nil)
        #expect(events == [.ping(ByteBuffer(bytes: [1, 2])), .pong, .text(ByteBuffer(bytes: text))])
    }

    @Test(arguments: [0, 1, 7, 8, 9, 125, 126, 127, 1_000, 65_535, 65_536, 70_001])
    func `Any length comes through, in one read and byte by byte`(length: Int) {
        let payload = (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        let frame = WebSocketClient.frame(2, payload)
        let whole = Self.events([frame], limit: 100_000)
        #expect(whole.events == [.binary(ByteBuffer(bytes: payload))])
        guard length <= 1_000 else { return }
        let pieces = Self.events(frame.readableBytesView.map { ByteBuffer(integer: $0) }, limit: 100_000)
        #expect(pieces.events == whole.events && pieces.fault == nil)
    }

    @Test func `Close codes and reasons are read`() {
        #expect(Self.events([WebSocketClient.frame(8, [])]).events == [.close(.none, reason: "")])
        #expect(Self.events([WebSocketClient.frame(8, [3, 233] + Array("bye".utf8))]).events == [.close(.goingAway, reason: "bye")])
        #expect(Self.events([WebSocketClient.close(4_321)]).events == [.close(WebSocketCloseCode(rawValue: 4_321), reason: "")])
    }

    @Test(arguments: [0, 125, 126, 65_535, 65_536])
    func `A server's frame has the shortest head`(length: Int) {
        let frame = WebSocketFrame.encode(ByteBuffer(repeating: 1, count: length), opcode: .binary)
        #expect(frame.readableBytes == length + (length < 126 ? 2 : length < 65_536 ? 4 : 10))
        #expect(frame.getInteger(at: 0, as: UInt8.self) == 0x82)
    }

    @Test func `A long close reason is cut between characters`() {
        let frame = WebSocketFrame.close(.restart, reason: String(repeating: "é", count: 100))
        #expect(frame.readableBytes == 2 + 2 + 122)
    }

}
