import AsyncHTTPClient
import HTTPServing
import HTTPTypes
import Hummingbird
import InMemoryTracing
import NIOCore
import NIOHTTP1
import Primitives
import Testing
import Tracing

@Suite(.timeLimit(.minutes(1))) struct TracingTests {
    private struct Defect: Error {}

    /// Calls each path, and answers the spans that came of it, in that order. The client makes spans, too, and may keep this tracer for the other tests.
    private func spans(of paths: [String]) async throws -> [FinishedInMemorySpan] {
        let tracer = InMemoryTracer()
        try await withTracer(tracer) {
            try await withService(routes: { router in
                router.get("broken") { _, _ -> String in throw Defect() }
                router.get("things/:id") { _, context -> String in
                    context.record.leadID = "l"
                    return ServiceContext.current.map { _ in "" } ?? "outside"
                }
            }) { service in
                for path in paths {
                    var request = HTTPClientRequest(url: service.url + path)
                    request.headers = ["traceparent": "00-\(TraceID.sample)-\(SpanID.sample)-01"]
                    let response = try await HTTPClient.shared.execute(request, timeout: .seconds(20))
                    _ = try await response.body.collect(upTo: 1 << 20)
                }
                // A span ends after its answer is out: the service waits for that when it stops.
                await service.shutDown()
            }
        }
        return tracer.finishedSpans.filter { $0.kind == .server }
    }

    @Test func `A refusal is no failure of the node, a defect is`() async throws {
        let spans = try await spans(of: ["/nowhere", "/broken"])
        #expect(spans.map(\.operationName) == ["GET (none)", "GET /broken"])
        #expect(spans.map { $0.status?.code } == [nil, .error])
        #expect(spans[0].attributes.get("error.type") == .string("not_found"))
    }

    @Test func `A span has the route's template for its name, never the path, and goes on from its caller`() async throws {
        let span = try #require(try await spans(of: ["/things/17?token=abc"]).first)
        #expect(span.operationName == "GET /things/{id}" && span.kind == .server)
        #expect(span.attributes.get("http.route") == .string("/things/{id}"))
        #expect(span.attributes.get("http.response.status_code") == .int64(200))
        #expect(span.attributes.get("lead.id") == .string("l"))
        #expect(span.context.trace?.traceID == TraceID.sample)
        var all = ""
        span.attributes.forEach { all += "\($0)=\($1) " }
        #expect(!all.contains("17") && !all.contains("abc"))
    }
}
