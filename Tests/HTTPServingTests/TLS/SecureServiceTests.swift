import HTTPServing
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import NIOSSL
import Primitives
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(2))) struct SecureServiceTests {
    private static let get = "GET /hello HTTP/1.1\r\nHost: localhost\r\n\r\n"

    @Test(arguments: [TLSVersion.tlsv1, .tlsv11]) func `What is older than TLS 1_2 is refused`(version: TLSVersion) async throws {
        try await withSecureService { service, maker, _ in
            let refusal = await #expect(throws: (any Error).self) {
                // Nothing is sent: writing to what is closed by then would hide why.
                try await withSecureConnection(to: service.port, trusting: maker.authority, at: version) { connection in
                    _ = try await connection.response()
                }
            }
            #expect("\(refusal as Any)".contains("PROTOCOL_VERSION"))
            #expect(service.counters.failedHandshakes == 1)
        }
    }

    @Test func `Plain HTTP is told what is spoken here, other noise is cut, and both end at once`() async throws {
        try await withSecureService(limits: shortLimits()) { service, _, _ in
            try await withConnection(to: service.port) { connection in
                try await connection.send(Self.get)
                let (head, body) = try await connection.response()
                #expect(head.hasPrefix("HTTP/1.1 400 ") && body.contains("https://"))
                #expect(try await connection.receiveToEnd() == "")
            }
            try await withConnection(to: service.port) { connection in
                try await connection.send("\u{0}\u{0}\u{0}")
                #expect(try await connection.receiveToEnd() == "")
            }
        }
    }

    @Test func `A handshake that does not go on is cut with the deadline of a head`() async throws {
        try await withSecureService(limits: shortLimits { $0.headTimeout = .milliseconds(100) }) { service, _, _ in
            try await withConnection(to: service.port) { connection in
                // The beginning of a record of 512 bytes, and no more.
                try await connection.send(ByteBuffer(bytes: [22, 3, 1, 2, 0, 1]))
                _ = try await connection.receiveToEnd()
            }
            try await withConnection(to: service.port) { connection in
                let silence = try await connection.receiveToEnd()
                #expect(silence == "")
            }
        }
    }

    @Test(arguments: [TLSVersion.tlsv12, .tlsv13]) func `Requests are answered one after the other, with who they come from`(
        version: TLSVersion
    ) async throws {
        try await withSecureService { service, maker, _ in
            try await withSecureConnection(to: service.port, trusting: maker.authority, at: version) { connection in
                for _ in 0..<3 {
                    try await connection.send(Self.get)
                    #expect(try await connection.response().body == "hello")
                }
                try await connection.send(String(repeating: "x", count: 100) + "\r\n\r\n")
                #expect(try await connection.response().head.hasPrefix("HTTP/1.1 400 "))
            }
        }
    }

    @Test func `A client that ends its side still gets its answer`() async throws {
        try await withSecureService(limits: shortLimits()) { service, maker, _ in
            try await withSecureConnection(to: service.port, trusting: maker.authority) { connection in
                try await connection.send(Self.get)
                connection.finishSending()
                #expect(try await connection.response().body == "hello")
            }
        }
    }

    @Test func `A file goes out whole, though the kernel can't encrypt it`() async throws {
        let byteCount = 3_000_000
        let file = FileSource(
            descriptor: -1, owner: 0, prepare: { _ in },
            read: { range in ByteBuffer(bytes: (range.lowerBound..<range.upperBound).map { UInt8(truncatingIfNeeded: $0 / 251) }) })
        try await withFolder { folder in
            let maker = try CertificateMaker(in: folder)
            let made = try maker.make()
            let certificate = try ServingCertificate(CertificateFiles(chain: made.chain, key: made.key))
            try await withService(
                certificate: certificate,
                routes: { router in
                    router.get("file") { _, context in
                        Response(status: .ok, body: context.record.body(of: file, in: 0..<Int64(byteCount)))
                    }
                }
            ) { service in
                try await withSecureConnection(to: service.port, trusting: maker.authority) { connection in
                    try await connection.send("GET /file HTTP/1.1\r\nHost: localhost\r\n\r\n")
                    _ = try await connection.receive(until: "\r\n\r\n")
                    let body = try await connection.receive(count: byteCount)
                    #expect(body.readableBytesView.enumerated().allSatisfy { $1 == UInt8(truncatingIfNeeded: $0 / 251) })
                }
            }
        }
    }

    @Test func `A socket gets its frames in order, and lives on with the certificate that it began with`() async throws {
        try await withSecureService(webSockets: [EchoHandler.route()]) { service, maker, certificate in
            try await withSecureConnection(to: service.port, trusting: maker.authority) { connection in
                try await connection.upgrade()
                try await connection.send(WebSocketClient.text("eight"))
                for number in 0..<8 { #expect(try await connection.frame().text == "number \(number)") }
                try await connection.send(WebSocketClient.text("flood"))
                for _ in 0..<10 { #expect(try await connection.frame().payload.readableBytes == 16 * 1_024) }
            }
            try await withSecureConnection(to: service.port, trusting: maker.authority) { connection in
                try await connection.upgrade()
                let before = certificate.current.validUntil
                try maker.make(days: 60)
                guard case .changing = certificate.look(), case .taken(let taken) = certificate.look() else {
                    Issue.record("not taken")
                    return
                }
                #expect(taken.validUntil > before)
                try await connection.send(WebSocketClient.text("still there"))
                #expect(try await connection.frame().text == "still there")
                try await withSecureConnection(to: service.port, trusting: maker.authority) { newcomer in
                    try await newcomer.send(Self.get)
                    #expect(try await newcomer.response().body == "hello")
                }
            }
        }
    }

    @Test func `Plain requests are led to the same place over TLS, those to other hosts nowhere`() async throws {
        let (ports, continuation) = AsyncStream.makeStream(of: Int.self)
        let service = HTTPService(
            address: .tcp(host: "127.0.0.1", port: 0), responder: SecureRedirect { "https://crm.example:8443" },
            logger: RecordingLog().logger(), onRunning: { continuation.yield($0.port ?? 0) })
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await service.run() }
            var iterator = ports.makeAsyncIterator()
            let port = await iterator.next() ?? 0
            try await withConnection(to: port) { connection in
                try await connection.send("GET /leads?q=a%20b HTTP/1.1\r\nHost: evil.example\r\n\r\n")
                let stranger = try await connection.response()
                #expect(stranger.head.hasPrefix("HTTP/1.1 421 ") && !stranger.head.lowercased().contains("location:"))
                try await connection.send("POST /leads?q=a%20b HTTP/1.1\r\nHost: CRM.example:80\r\nContent-Length: 0\r\n\r\n")
                let (head, _) = try await connection.response()
                #expect(head.hasPrefix("HTTP/1.1 308 "))
                #expect(head.contains("https://crm.example:8443/leads?q=a%20b\r\n"))
                // RFC 6797 §7.2
                #expect(!head.contains("Strict-Transport-Security"))
            }
            tasks.cancelAll()
        }
    }
}
