import HTTPServing
import HTTPTypes
import Hummingbird
import NIOCore
import Primitives
import Testing

@Suite(.timeLimit(.minutes(1))) struct ConnectionTests {
    private static let get = "GET /hello HTTP/1.1\r\nHost: localhost\r\n\r\n"

    /// Long enough for the first byte to arrive on a machine that is busy: before it, a connection is closed without a word.
    private static let headTimeout = Duration.seconds(3)

    @Test func `A head that drips in is cut with 408`() async throws {
        try await withService(limits: shortLimits { $0.headTimeout = Self.headTimeout }) { service in
            try await withConnection(to: service.port) { connection in
                try await connection.send("GET /hello HTTP/1.1\r\nHost: loc")
                let (head, body) = try await connection.response()
                #expect(head.hasPrefix("HTTP/1.1 408 "))
                #expect(head.contains("Connection: close"))
                #expect(body.contains(#""code":"request_timeout""#))
                #expect(try await connection.receiveToEnd() == "")
            }
            #expect(service.counters.timedOutConnections == 1)
        }
    }

    @Test func `A slow second head is cut as the first is`() async throws {
        let limits = shortLimits {
            $0.headTimeout = Self.headTimeout
            $0.idleTimeout = .seconds(60)
        }
        try await withService(limits: limits) { service in
            try await withConnection(to: service.port) { connection in
                try await connection.send(Self.get)
                _ = try await connection.response()
                try await connection.send("GET /he")
                #expect(try await connection.response().head.hasPrefix("HTTP/1.1 408 "))
            }
        }
    }

    @Test func `A connection that says nothing is closed without a word`() async throws {
        try await withService(limits: shortLimits { $0.headTimeout = .milliseconds(50) }) { service in
            try await withConnection(to: service.port) { connection in
                let all = try await connection.receiveToEnd()
                #expect(all == "")
            }
        }
    }

    @Test func `An idle connection is closed after its last answer`() async throws {
        try await withService(limits: shortLimits { $0.idleTimeout = .milliseconds(50) }) { service in
            try await withConnection(to: service.port) { connection in
                try await connection.send(Self.get)
                #expect(try await connection.response().body == "hello")
                #expect(try await connection.receiveToEnd() == "")
            }
        }
    }

    @Test(arguments: [
        ("nonsense\r\n\r\n", "400", "invalid_request"),
        ("GET /hello HTTP/1.1\r\n\r\n", "400", "invalid_request"),
        ("GET /hello HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", "400", "invalid_request"),
        ("GET hello HTTP/1.1\r\nHost: a\r\n\r\n", "400", "invalid_request"),
        ("GET /hello HTTP/1.1\r\nHost: a\r\nBad Name: x\r\n\r\n", "400", "invalid_request"),
        ("POST /hello HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n", "400", "invalid_request"),
        ("GET /hello HTTP/3.0\r\nHost: a\r\n\r\n", "400", "invalid_request"),
        ("GET /hello HTTP/1.1\r\nHost: a\r\nX-Long: " + String(repeating: "x", count: 40_000) + "\r\n\r\n", "431", "invalid_request"),
        (
            "GET /hello HTTP/1.1\r\nHost: a\r\n" + String(repeating: "X: y\r\n", count: 200) + "\r\n", "431", "invalid_request"
        ),
        ("GET /" + String(repeating: "x", count: 9_000) + " HTTP/1.1\r\nHost: a\r\n\r\n", "414", "invalid_request"),
    ])
    func `What is not a request to be served is refused with a problem`(bytes: String, status: String, code: String) async throws {
        try await withService(limits: shortLimits()) { service in
            try await withConnection(to: service.port) { connection in
                try await connection.send(bytes)
                let (head, body) = try await connection.response()
                #expect(head.hasPrefix("HTTP/1.1 \(status) "))
                #expect(head.contains("Content-Type: application/problem+json"))
                #expect(head.contains("X-Content-Type-Options: nosniff"))
                #expect(body.contains(#""code":"\#(code)""#))
                // The trace of the answer is the one to quote (W3C Trace Context §3.2).
                let trace = try #require(head.firstMatch(of: /(?i)\r\ntraceparent: 00-([0-9a-f]{32})-[0-9a-f]{16}-01/)?.1)
                #expect(body.contains(#""traceId":"\#(trace)""#))
                #expect(try await connection.receiveToEnd() == "")
            }
            #expect(service.counters.malformedRequests == 1)
            #expect(await service.log.first("Request refused")?.metadata["status"] == status)
        }
    }

    @Test func `A request whose address is too long keeps its caller's trace`() async throws {
        let trace = "4bf92f3577b34da6a3ce929d0e0e4736"
        try await withService(limits: shortLimits()) { service in
            try await withConnection(to: service.port) { connection in
                let address = String(repeating: "x", count: 9_000)
                try await connection.send("GET /\(address) HTTP/1.1\r\nHost: a\r\nTraceparent: 00-\(trace)-00f067aa0ba902b7-01\r\n\r\n")
                let (head, body) = try await connection.response()
                #expect(head.hasPrefix("HTTP/1.1 414 "))
                #expect(head.contains("00-\(trace)-"))
                #expect(body.contains(#""traceId":"\#(trace)""#))
            }
        }
    }

    @Test func `A connection too many is told 503 and closed, and finds room when another ends`() async throws {
        try await withService(limits: shortLimits { $0.connections = 1 }) { service in
            try await withConnection(to: service.port) { first in
                try await first.send(Self.get)
                _ = try await first.response()
                try await withConnection(to: service.port) { second in
                    let (head, body) = try await second.response()
                    #expect(head.hasPrefix("HTTP/1.1 503 "))
                    #expect(head.contains("Retry-After: 2"))
                    #expect(body.contains(#""code":"busy""#))
                    #expect(try await second.receiveToEnd() == "")
                }
                #expect(service.counters.refusedConnections == 1)
                try await first.send("GET /hello HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
                #expect(try await first.receiveToEnd().hasSuffix("hello"))
            }
            // The slot is given back when the server has closed its side, which the client can't see: ask until it has.
            var isServed = false
            while !isServed {
                isServed = try await withConnection(to: service.port) { third in
                    try await third.send(Self.get)
                    return try await third.response().body == "hello"
                }
            }
            #expect(isServed)
        }
    }

    @Test func `Requests sent ahead are answered in order`() async throws {
        try await withService(
            routes: { router in router.get("number/:n") { _, context in try context.parameters.require("n") } }
        ) { service in
            try await withConnection(to: service.port) { connection in
                try await connection.send((1...10).map { "GET /number/\($0) HTTP/1.1\r\nHost: a\r\n\r\n" }.joined())
                for number in 1...10 {
                    let body = try await connection.response().body
                    #expect(body == "\(number)")
                }
            }
        }
    }

    @Test func `More requests ahead than the limit end the connection after the answers`() async throws {
        try await withService(limits: shortLimits { $0.pipelinedRequests = 4 }) { service in
            try await withConnection(to: service.port) { connection in
                try await connection.send(String(repeating: Self.get, count: 200))
                let all = try await connection.receiveToEnd()
                let answers = all.split(separator: "HTTP/1.1 200 OK").count
                #expect(answers >= 4 && answers < 200)
                #expect(all.contains("Connection: close"))
            }
        }
    }

    @Test func `Connection close and HTTP 1.0 end the connection, keep-alive keeps it`() async throws {
        try await withService { service in
            try await withConnection(to: service.port) { connection in
                try await connection.send("GET /hello HTTP/1.0\r\n\r\n")
                let all = try await connection.receiveToEnd()
                #expect(all.contains("Connection: close") && all.hasSuffix("hello"))
            }
            try await withConnection(to: service.port) { connection in
                try await connection.send("GET /hello HTTP/1.0\r\nConnection: keep-alive\r\n\r\n")
                #expect(try await connection.response().head.contains("keep-alive"))
                try await connection.send("GET /hello HTTP/1.0\r\n\r\n")
                #expect(try await connection.receiveToEnd().hasSuffix("hello"))
            }
        }
    }

    @Test func `A target in absolute form is served by its path`() async throws {
        try await withService { service in
            try await withConnection(to: service.port) { connection in
                try await connection.send("GET http://node.example/hello HTTP/1.1\r\nHost: node.example\r\n\r\n")
                #expect(try await connection.response().body == "hello")
            }
        }
    }

    @Test(arguments: ["", "Content-Length: 3\r\n"])
    func `An upgrade that is not spoken here is ignored and the connection ends after the answer`(length: String) async throws {
        try await withService(limits: shortLimits(), routes: { $0.post("hello") { _, _ in "posted" } }) { service in
            try await withConnection(to: service.port) { connection in
                let method = length.isEmpty ? "GET" : "POST"
                try await connection.send("\(method) /hello HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\(length)\r\n")
                if !length.isEmpty { try await connection.send("abc") }
                let answer = try await connection.response()
                #expect(answer.body == (length.isEmpty ? "hello" : "posted"))
                #expect(answer.head.contains("Connection: close"))
                #expect(try await connection.receiveToEnd() == "")
            }
        }
    }

    @Test func `A client that closes its half after asking still gets the answer`() async throws {
        try await withService { service in
            try await withConnection(to: service.port) { connection in
                try await connection.send("GET /hello HTTP/1.1\r\nHost: a\r\n\r\n")
                connection.finishSending()
                #expect(try await connection.receiveToEnd().hasSuffix("hello"))
            }
        }
    }
}
