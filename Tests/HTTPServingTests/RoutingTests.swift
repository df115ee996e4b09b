import AsyncHTTPClient
import HTTPServing
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import NIOHTTP1
import Primitives
import Testing

@Suite(.timeLimit(.minutes(1))) struct RoutingTests {
    private struct Defect: Error {}

    private static func get(
        _ url: String, method: HTTPMethod = .GET, headers: HTTPHeaders = [:]
    ) async throws -> (response: HTTPClientResponse, body: String) {
        var request = HTTPClientRequest(url: url)
        request.method = method
        request.headers = headers
        let response = try await HTTPClient.shared.execute(request, timeout: .seconds(20))
        return (response, String(buffer: try await response.body.collect(upTo: 1 << 20)))
    }

    @Test func `An unknown path is a 404 problem with the trace that was sent`() async throws {
        try await withService { service in
            let trace = "4bf92f3577b34da6a3ce929d0e0e4736"
            let (response, body) = try await Self.get(service.url + "/nowhere", headers: ["traceparent": "00-\(trace)-00f067aa0ba902b7-01"])
            #expect(response.status == .notFound)
            #expect(response.headers.first(name: "content-type") == "application/problem+json")
            #expect(body.contains(#""code":"not_found""#) && body.contains(trace))
            #expect(response.headers.first(name: "traceparent")?.hasPrefix("00-\(trace)-") == true)
            #expect(response.headers.first(name: "traceparent")?.hasSuffix("-00f067aa0ba902b7-01") == false)
            let line = await service.log.first("Request answered")
            #expect(line?.metadata["traceId"] == trace)
            #expect(line?.metadata["errorCode"] == "not_found")
        }
    }

    @Test(arguments: [HTTPMethod.POST, .DELETE, .PUT])
    func `A wrong method is a 405 problem that lists the right ones`(method: HTTPMethod) async throws {
        try await withService(routes: { $0.patch("things/:id/*") { _, _ in "" } }) { service in
            let (response, body) = try await Self.get(service.url + "/hello", method: method)
            #expect(response.status == .methodNotAllowed)
            #expect(response.headers.first(name: "allow") == "GET, HEAD")
            #expect(body.contains(#""code":"method_not_allowed""#))
            let captured = try await Self.get(service.url + "/things/1/x", method: method)
            #expect(captured.response.headers.first(name: "allow") == "PATCH")
            let deeper = try await Self.get(service.url + "/things/1/x/y", method: method)
            #expect(deeper.response.status == .notFound)
        }
    }

    @Test func `A defect in a handler is a 500 that says nothing of it`() async throws {
        try await withService(routes: { $0.get("broken") { _, _ -> String in throw Defect() } }) { service in
            let (response, body) = try await Self.get(service.url + "/broken")
            #expect(response.status == .internalServerError)
            #expect(body.contains(#""code":"internal_error""#) && !body.contains("Defect"))
            #expect(service.log.all.filter { $0.level == .error }.count == 1)
        }
    }

    @Test func `An observer is told once of each answer, by the route's template`() async throws {
        let observer = RecordingObserver()
        try await withService(observer: observer, routes: { $0.get("things/:id") { _, _ in "" } }) { service in
            _ = try await Self.get(service.url + "/nowhere")
            _ = try await Self.get(service.url + "/things/17?a=b")
            var heard = await observer.next()
            #expect(heard?.line == "GET (none) 404")
            heard = await observer.next()
            #expect(heard?.line == "GET /things/{id} 200")
            #expect(heard.map { $0.duration > .zero } == true)
        }
        #expect(observer.waitingCount == 0)
    }

    @Test func `Every response carries the security headers, HSTS only where the node is reached by https`() async throws {
        try await withService(security: SecurityHeaders(publicURL: "https://crm.example:8443/base")) { service in
            let headers = try await Self.get(service.url + "/hello").response.headers
            let policy = headers.first(name: "content-security-policy") ?? ""
            for directive in [
                "default-src 'self'", "object-src 'self'", "frame-src 'self'", "base-uri 'none'", "frame-ancestors 'self'",
                "form-action 'self'",
                "img-src 'self' data:", "style-src 'self'", "script-src 'self'", "connect-src 'self' wss://crm.example:8443",
            ] {
                #expect(policy.split(separator: "; ").contains(directive[...]), "\(directive)")
            }
            #expect(headers.first(name: "x-content-type-options") == "nosniff")
            #expect(headers.first(name: "x-frame-options") == "SAMEORIGIN")
            #expect(headers.contains(name: "referrer-policy") && headers.contains(name: "permissions-policy"))
            #expect(headers.contains(name: "cross-origin-opener-policy") && headers.contains(name: "cross-origin-resource-policy"))
            #expect(headers.contains(name: "strict-transport-security") && headers.contains(name: "date"))
        }
        for local in ["http://localhost:8080", "https://localhost:8443", "https://127.0.0.1:8443", "https://[::1]", "https://a.localhost"] {
            #expect(!SecurityHeaders(publicURL: local).fields.contains { $0.name == "Strict-Transport-Security" })
        }
        #expect(!SecurityHeaders(publicURL: "http://localhost:8080").fields.contains { $0.name == "Strict-Transport-Security" })
        #expect(!SecurityHeaders(publicURL: "https://a;script-src *").fields.contains { $0.value.contains("script-src *") })
    }

    @Test func `A response's own header wins over the common one`() async throws {
        try await withService(
            routes: { $0.get("own") { _, _ in Response(status: .ok, headers: [.contentSecurityPolicy: "default-src 'none'"]) } }
        ) { service in
            let headers = try await Self.get(service.url + "/own").response.headers
            #expect(headers["content-security-policy"] == ["default-src 'none'"])
        }
    }

    @Test func `The access log has one line a request with who, what and how long`() async throws {
        try await withService(
            routes: { router in
                router.get("leads/:id") { _, context -> String in
                    context.record.workspaceID = "w1"
                    context.record.userID = "u1"
                    context.record.leadID = try context.parameters.require("id")
                    context.logger.info("Inside")
                    return "lead"
                }
            }
        ) { service in
            let (response, _) = try await Self.get(service.url + "/leads/7?x=1")
            let line = await service.log.first("Request answered")
            let metadata = line?.metadata ?? [:]
            #expect(line?.level == .info)
            #expect(metadata["route"] == "/leads/{id}" || metadata["route"] == "/leads/:id")
            #expect(metadata["method"] == "GET" && metadata["status"] == "200" && metadata["bytes"] == "4")
            #expect(metadata["workspaceId"] == "w1" && metadata["userId"] == "u1" && metadata["leadId"] == "7")
            #expect(metadata["durationMs"].flatMap { Double($0) } != nil)
            let inside = service.log.all.first { $0.message == "Inside" }
            #expect(inside?.metadata["traceId"] == metadata["traceId"])
            #expect(response.headers.first(name: "traceparent")?.contains(metadata["traceId"] ?? "?") == true)
            #expect(service.log.all.filter { $0.message == "Request answered" }.count == 1)
        }
    }

    @Test func `Health checks are logged at debug`() async throws {
        try await withService { service in
            _ = try await Self.get(service.url + "/health")
            _ = try await Self.get(service.url + "/hello")
            #expect(await service.log.first("Request answered")?.metadata["route"] == "/hello")
        }
    }

    @Test func `HEAD gets the head of GET and no body, and the connection lives on`() async throws {
        try await withService(
            routes: { router in
                router.get("stream") { _, _ in
                    Response(
                        status: .ok,
                        body: ResponseBody { writer in
                            try await writer.write(ByteBuffer(string: "streamed"))
                            try await writer.finish(nil)
                        })
                }
            }
        ) { service in
            try await withConnection(to: service.port) { connection in
                try await connection.send("HEAD /hello HTTP/1.1\r\nHost: a\r\n\r\n")
                let head = try await connection.receive(until: "\r\n\r\n")
                #expect(head.contains("Content-Length: 5"))
                try await connection.send("GET /stream HTTP/1.1\r\nHost: a\r\n\r\n")
                let streamed = try await connection.receive(until: "0\r\n\r\n")
                #expect(streamed.contains("8\r\nstreamed\r\n"))
                try await connection.send("HEAD /stream HTTP/1.1\r\nHost: a\r\n\r\n")
                let all = try await connection.receiveToEnd()
                #expect(all.hasSuffix("\r\n\r\n") && !all.contains("0\r\n\r\n"))
            }
        }
    }

    @Test func `Bound metadata is on the task's logger`() async throws {
        try await withService(
            routes: { router in
                router.get("where") { _, context in
                    Logger.current.info("Deep inside")
                    return context.record.traceID.description
                }
            }
        ) { service in
            let (response, body) = try await Self.get(service.url + "/where")
            #expect(response.headers.first(name: "traceparent")?.contains(body) == true)
            #expect(service.log.all.first { $0.message == "Deep inside" }?.metadata["traceId"] == body)
        }
    }
}
