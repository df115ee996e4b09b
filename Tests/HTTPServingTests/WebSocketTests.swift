import HTTPServing
import HTTPTypes
import Hummingbird
import NIOCore
import Primitives
import Testing

@Suite(.timeLimit(.minutes(2))) struct WebSocketTests {
    @Test func `A refused socket gets the refusal in place of the 101`() async throws {
        try await withService(limits: shortLimits(), webSockets: [EchoHandler.route()]) { service in
            try await withConnection(to: service.port) { connection in
                try await connection.send(WebSocketClient.handshake("/socket?key=bad"))
                let (head, body) = try await connection.response()
                #expect(head.hasPrefix("HTTP/1.1 401 ") && head.contains("Connection: close"))
                #expect(body.contains(#""code":"unauthenticated""#))
                #expect(try await connection.receiveToEnd() == "")
            }
            #expect(await service.log.first("Request answered")?.metadata["status"] == "401")
        }
    }

    @Test(arguments: [
        ("Sec-WebSocket-Version: 13", "Sec-WebSocket-Version: 8", "426"), ("dGhlIHNhbXBsZSBub25jZQ==", "short", "400"),
        ("/socket", "/other", "404"), ("Upgrade: websocket", "Upgrade: h2c", "404"),
    ])
    func `A handshake that is not one is refused`(part: String, other: String, status: String) async throws {
        try await withService(limits: shortLimits(), webSockets: [EchoHandler.route()]) { service in
            try await withConnection(to: service.port) { connection in
                let handshake = WebSocketClient.handshake("/socket")
                guard let range = handshake.firstRange(of: part) else { return }
                try await connection.send(handshake[..<range.lowerBound] + other + handshake[range.upperBound...])
                let (head, _) = try await connection.response()
                #expect(head.hasPrefix("HTTP/1.1 \(status) "))
            }
        }
    }

    @Test func `Messages go both ways, the first of them sent with the handshake`() async throws {
        try await withService(webSockets: [EchoHandler.route()]) { service in
            try await withConnection(to: service.port) { connection in
                var all = ByteBuffer(string: WebSocketClient.handshake("/socket"))
                all.writeImmutableBuffer(WebSocketClient.text("early"))
                try await connection.send(all)
                let head = try await connection.receive(until: "\r\n\r\n")
                // RFC 6455 §1.3 works this example.
                #expect(head.lowercased().contains("sec-websocket-accept: s3pplmbitxaq9kygzzhzrbk+xoo="))
                #expect(try await connection.frame() == ServerFrame(opcode: 1, payload: ByteBuffer(string: "early")))
                try await connection.send(WebSocketClient.frame(2, [1, 2, 3]))
                #expect(try await connection.frame() == ServerFrame(opcode: 2, payload: ByteBuffer(bytes: [1, 2, 3])))
                try await connection.send(WebSocketClient.frame(9, [7]))
                #expect(try await connection.frame() == ServerFrame(opcode: 10, payload: ByteBuffer(bytes: [7])))
                #expect(service.counters.openWebSockets == 1)
            }
        }
    }

    /// Decision 0013.
    @Test func `An offer to compress is answered without it, and a compressed frame breaks the protocol`() async throws {
        try await withService(webSockets: [EchoHandler.route()]) { service in
            try await withConnection(to: service.port) { connection in
                let offer = "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n"
                try await connection.send(WebSocketClient.handshake("/socket", extra: offer))
                let head = try await connection.receive(until: "\r\n\r\n")
                #expect(head.hasPrefix("HTTP/1.1 101 ") && !head.lowercased().contains("sec-websocket-extensions"))
                try await connection.send(WebSocketClient.text("plain"))
                #expect(try await connection.frame().text == "plain")
                try await connection.send(WebSocketClient.frame(1, [0xCA, 0x48], reserved: 0x40))
                #expect(try await connection.frame().closeCode == 1002)
            }
        }
    }

    @Test func `A crowd larger than one stretch of a flush gets every frame in order`() async throws {
        try await withService(webSockets: [EchoHandler.route()]) { service in
            try await withThrowingTaskGroup(of: [String].self) { group in
                for _ in 0..<200 {
                    group.addTask {
                        try await withConnection(to: service.port) { connection in
                            try await connection.upgrade()
                            for _ in 0..<3 { try await connection.send(WebSocketClient.text("eight")) }
                            var texts: [String] = []
                            for _ in 0..<24 { texts.append(try await connection.frame().text) }
                            return texts
                        }
                    }
                }
                let expected = (0..<24).map { "number \($0 % 8)" }
                for try await texts in group { #expect(texts == expected) }
            }
        }
    }

    @Test func `A kept-alive connection can be upgraded, as proxies do, or refused`() async throws {
        try await withService(limits: shortLimits(), webSockets: [EchoHandler.route()]) { service in
            try await withConnection(to: service.port) { connection in
                for _ in 0..<2 {
                    try await connection.send("GET /hello HTTP/1.1\r\nHost: a\r\n\r\n")
                    #expect(try await connection.response().body == "hello")
                }
                try await connection.upgrade()
                try await connection.send(WebSocketClient.text("late"))
                #expect(try await connection.frame().text == "late")
                try await connection.send(WebSocketClient.close(1001))
                #expect(try await connection.frame().closeCode == 1001)
                #expect(try await connection.receiveToEnd() == "")
            }
            try await withConnection(to: service.port) { connection in
                try await connection.send("GET /hello HTTP/1.1\r\nHost: a\r\n\r\n")
                _ = try await connection.response()
                try await connection.send(WebSocketClient.handshake("/socket?key=bad"))
                #expect(try await connection.response().head.hasPrefix("HTTP/1.1 401 "))
                #expect(try await connection.receiveToEnd() == "")
            }
        }
    }

    @Test(
        arguments: [
            (WebSocketClient.frame(1, [0x61], isMasked: false), 1002), (WebSocketClient.frame(1, [0xC3, 0x28]), 1007),
            (WebSocketClient.frame(1, [], declaredLength: 6_000_000), 1009), (WebSocketClient.frame(2, [], reserved: 0x40), 1002),
        ] as [(ByteBuffer, UInt16)])
    func `A client that breaks the protocol is closed with the code for it`(frame: ByteBuffer, code: UInt16) async throws {
        let (closings, continuation) = AsyncStream.makeStream(of: WebSocketClosing.self)
        let limits = shortLimits { $0.webSocket.closeTimeout = .seconds(2) }
        try await withService(limits: limits, webSockets: [EchoHandler.route(continuation)]) { service in
            try await withConnection(to: service.port) { connection in
                try await connection.upgrade()
                try await connection.send(frame)
                #expect(try await connection.frame().closeCode == code)
                // It does not answer, and is cut.
                #expect(try await connection.receiveToEnd() == "")
            }
        }
        var iterator = closings.makeAsyncIterator()
        let closing = await iterator.next()
        #expect(closing?.side == .node)
        #expect(closing?.code.rawValue == code)
    }

    @Test func `A fragmented message of the largest size comes back whole`() async throws {
        try await withService(webSockets: [EchoHandler.route()]) { service in
            try await withConnection(to: service.port) { connection in
                try await connection.upgrade()
                let half = [UInt8](repeating: 0x7A, count: 5 * 1_024 * 1_024 / 2)
                try await connection.send(WebSocketClient.frame(2, half, isFinal: false))
                try await connection.send(WebSocketClient.frame(9, []))
                try await connection.send(WebSocketClient.frame(0, half))
                #expect(try await connection.frame().opcode == 10)
                let whole = try await connection.frame()
                #expect(whole.opcode == 2 && whole.payload.readableBytes == half.count * 2)
            }
        }
    }

    @Test func `Messages of one turn arrive in order`() async throws {
        try await withService(webSockets: [EchoHandler.route()]) { service in
            try await withConnection(to: service.port) { connection in
                try await connection.upgrade()
                try await connection.send(WebSocketClient.text("eight"))
                for number in 0..<8 {
                    let frame = try await connection.frame()
                    #expect(frame.text == "number \(number)")
                }
            }
        }
    }

    @Test func `A reader too slow is closed with the code to resume, and counted`() async throws {
        let (closings, continuation) = AsyncStream.makeStream(of: WebSocketClosing.self)
        // Who reads what was sent before the close frame shares two cores with all other tests.
        let limits = shortLimits { $0.webSocket.closeTimeout = .seconds(120) }
        try await withService(limits: limits, webSockets: [EchoHandler.route(continuation)]) { service in
            try await withConnection(to: service.port, receiveBuffer: 16 * 1_024) { connection in
                try await connection.upgrade()
                // 64 MB, of which the kernel takes some and the limits keep 1 MiB.
                try await connection.send(WebSocketClient.text("flood"))
                var iterator = closings.makeAsyncIterator()
                let closing = await iterator.next()
                #expect(closing?.code == .resume && closing?.side == .node)
                #expect(service.counters.slowWebSockets == 1)
                var count = 0
                var last = try await connection.frame()
                while last.opcode == 2 {
                    count += 1
                    last = try await connection.frame()
                }
                #expect(last.closeCode == 1013)
                #expect(count < 4_000)
            }
        }
    }

    @Test func `A reader that is slow within the limits gets everything`() async throws {
        let limits = shortLimits {
            $0.webSocket.waitingBytes = 80 * 1_024 * 1_024
            $0.webSocket.waitingFrames = 5_000
            // 64 MB through a small window, beside all other tests, and nothing else.
            $0.webSocket.pingInterval = .seconds(300)
            $0.webSocket.idleTimeout = .seconds(300)
        }
        try await withService(limits: limits, webSockets: [EchoHandler.route()]) { service in
            try await withConnection(to: service.port, receiveBuffer: 16 * 1_024) { connection in
                try await connection.upgrade()
                try await connection.send(WebSocketClient.text("flood"))
                for _ in 0..<4_000 {
                    let frame = try await connection.frame()
                    #expect(frame.opcode == 2 && frame.payload.readableBytes == 16 * 1_024)
                }
                try await connection.send(WebSocketClient.text("still there"))
                #expect(try await connection.frame().text == "still there")
            }
        }
    }

    /// Long enough for a machine that runs all other tests beside this one to answer, and to read what was sent before a connection is dropped.
    private static let patience = Duration.seconds(15)

    @Test func `A peer that answers no ping is closed, one that does stays`() async throws {
        let limits = shortLimits {
            $0.webSocket.pingInterval = .milliseconds(40)
            $0.webSocket.pongTimeout = Self.patience
            $0.webSocket.closeTimeout = Self.patience
        }
        try await withService(limits: limits, webSockets: [EchoHandler.route()]) { service in
            try await withConnection(to: service.port) { connection in
                try await connection.upgrade()
                for _ in 0..<3 {
                    #expect(try await connection.frame() == ServerFrame(opcode: 9, payload: ByteBuffer()))
                    try await connection.send(WebSocketClient.frame(10, []))
                }
                #expect(try await connection.frame().opcode == 9)
                #expect(try await connection.frame().closeCode == 1001)
                #expect(try await connection.receiveToEnd() == "")
            }
            #expect(service.counters.timedOutConnections == 1)
        }
    }

    @Test func `A socket without any frame is closed as idle`() async throws {
        let limits = shortLimits {
            $0.webSocket.idleTimeout = .milliseconds(60)
            $0.webSocket.closeTimeout = Self.patience
        }
        try await withService(limits: limits, webSockets: [EchoHandler.route()]) { service in
            try await withConnection(to: service.port) { connection in
                try await connection.upgrade()
                #expect(try await connection.frame().closeCode == 1001)
            }
        }
    }

    @Test func `Both sides can close, and the handler learns who did`() async throws {
        let (closings, continuation) = AsyncStream.makeStream(of: WebSocketClosing.self)
        try await withService(webSockets: [EchoHandler.route(continuation)]) { service in
            var iterator = closings.makeAsyncIterator()
            try await withConnection(to: service.port) { connection in
                try await connection.upgrade()
                try await connection.send(WebSocketClient.close(4_000))
                #expect(try await connection.frame().closeCode == 4_000)
                #expect(try await connection.receiveToEnd() == "")
            }
            #expect(await iterator.next() == WebSocketClosing(side: .client, code: WebSocketCloseCode(rawValue: 4_000), reason: ""))
            try await withConnection(to: service.port) { connection in
                try await connection.upgrade()
                try await connection.send(WebSocketClient.text("bye"))
                #expect(try await connection.frame().closeCode == 1012)
                try await connection.send(WebSocketClient.close(1012))
                #expect(try await connection.receiveToEnd() == "")
            }
            #expect(await iterator.next() == WebSocketClosing(side: .node, code: .restart, reason: "asked to"))
            try await withConnection(to: service.port) { connection in try await connection.upgrade() }
            #expect(await iterator.next() == WebSocketClosing(side: .connection, code: .abnormal, reason: ""))
        }
    }
}
