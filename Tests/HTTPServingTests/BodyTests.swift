import HTTPServing
import HTTPTypes
import Hummingbird
import NIOCore
import Primitives
import Testing

@Suite(.timeLimit(.minutes(1))) struct BodyTests {
    private static func echo(_ router: Router<PlainContext>) {
        router.post("echo") { request, context in
            let body = try await request.collect(upTo: 100, in: context)
            return Response(status: .ok, body: ResponseBody(byteBuffer: body))
        }
        router.post("ignore") { _, _ in "ignored" }
    }

    @Test func `A Content-Length above the limit is refused before the body is sent`() async throws {
        try await withService(limits: shortLimits(), routes: Self.echo) { service in
            try await withConnection(to: service.port) { connection in
                try await connection.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\nExpect: 100-continue\r\n\r\n")
                let (head, body) = try await connection.response()
                #expect(head.hasPrefix("HTTP/1.1 413 "))
                #expect(head.contains("Connection: close"))
                #expect(body.contains(#""code":"body_too_large""#))
                #expect(try await connection.receiveToEnd() == "")
            }
        }
    }

    @Test func `A body without a length is cut at the limit`() async throws {
        try await withService(limits: shortLimits(), routes: Self.echo) { service in
            try await withConnection(to: service.port) { connection in
                try await connection.send("POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n")
                try await connection.send("65\r\n" + String(repeating: "x", count: 0x65) + "\r\n")
                #expect(try await connection.response().head.hasPrefix("HTTP/1.1 413 "))
            }
        }
    }

    @Test func `A body of exactly the limit is taken, after 100 Continue where that is waited for`() async throws {
        try await withService(routes: Self.echo) { service in
            try await withConnection(to: service.port) { connection in
                try await connection.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\nExpect: 100-continue\r\n\r\n")
                #expect(try await connection.receive(until: "\r\n\r\n").hasPrefix("HTTP/1.1 100 "))
                let body = String(repeating: "x", count: 100)
                try await connection.send(body)
                let answer = try await connection.response()
                #expect(answer.head.hasPrefix("HTTP/1.1 200 "))
                #expect(answer.body == body)
            }
        }
    }

    @Test func `A body that stops coming is answered 408`() async throws {
        try await withService(limits: shortLimits { $0.bodyTimeout = .milliseconds(80) }, routes: Self.echo) { service in
            try await withConnection(to: service.port) { connection in
                try await connection.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 50\r\n\r\nabc")
                let (head, body) = try await connection.response()
                #expect(head.hasPrefix("HTTP/1.1 408 "))
                #expect(body.contains(#""code":"request_timeout""#))
                #expect(try await connection.receiveToEnd() == "")
            }
        }
    }

    @Test func `Broken chunks are answered 400`() async throws {
        try await withService(limits: shortLimits(), routes: Self.echo) { service in
            try await withConnection(to: service.port) { connection in
                try await connection.send("POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\nzz\r\n")
                let (head, body) = try await connection.response()
                #expect(head.hasPrefix("HTTP/1.1 400 "))
                #expect(body.contains(#""code":"malformed_body""#))
            }
        }
    }

    @Test func `A small body that nobody read is skipped, a large one ends the connection`() async throws {
        try await withService(limits: shortLimits(), routes: Self.echo) { service in
            try await withConnection(to: service.port) { connection in
                try await connection.send("POST /ignore HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nabcde")
                #expect(try await connection.response().body == "ignored")
                try await connection.send("POST /ignore HTTP/1.1\r\nHost: a\r\nContent-Length: 900000\r\n\r\nab")
                let answer = try await connection.response()
                #expect(answer.body == "ignored")
                #expect(answer.head.contains("Connection: close"))
                #expect(try await connection.receiveToEnd() == "")
            }
        }
    }
}
