import DataStore
import Logging
import Primitives
import Synchronization
import TestSupport
import Testing
import Tracing

@testable import Telemetry

@Suite struct NodeTracerTests {
    @Test func `Outside a trace nothing is recorded`() {
        let world = TraceWorld(share: 1)
        let span = world.tracer.startSpan("step", context: .topLevel)
        #expect(!span.isRecording && span.context.trace == nil)
        span.end()
        #expect(world.book.drain() == nil)
    }

    @Test func `A request goes on in the trace of its caller, and a malformed header begins another`() throws {
        let world = TraceWorld()
        let caller = try #require(TraceContext(traceparent: "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", state: "a=b"))
        let span = world.begin(under: caller)
        #expect(span.context.trace?.traceID == caller.traceID && span.context.trace?.spanID != caller.spanID)
        #expect(span.context.trace?.state == "a=b")
        var headers: [String: String] = [:]
        world.tracer.inject(span.context, into: &headers, using: DictionaryInjector())
        #expect(headers["traceparent"] == span.context.trace?.traceparent && headers["tracestate"] == "a=b")
        for text in [
            "", "00-00000000000000000000000000000000-00f067aa0ba902b7-01", "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
        ] {
            #expect(TraceContext(traceparent: text) == nil, "\(text)")
        }
        #expect(TraceContext(traceparent: caller.traceparent, state: String(repeating: "a", count: 513))?.state == nil)
    }

    @Test func `Steps know what they are part of, and a failed one makes the trace failed`() async throws {
        try await withStore(TelemetrySchema.migrations) { store in
            let world = TraceWorld()
            let root = world.begin()
            let outer = world.tracer.startSpan("outer", context: root.context)
            let inner = world.tracer.startSpan("inner", context: outer.context, ofKind: .client)
            inner.recordError(StoreError(.diskFull, "of lea@studio.example"))
            inner.setStatus(SpanStatus(code: .error))
            for span in [inner, outer, root] { span.end() }
            // What is over stays as it was.
            root.end()
            try await world.store(in: store)
            let trace = try #require(try await world.list(in: store).first)
            #expect(trace.isFailed && trace.spanCount == 3 && trace.name == "GET")
            let spans = try #require(try await store.read { try TraceReading.spans(of: trace.traceID, in: $0) })
            let parents = Dictionary(uniqueKeysWithValues: spans.map { ($0.name, $0.parentID) })
            let ids = Dictionary(uniqueKeysWithValues: spans.map { ($0.name, $0.id) })
            #expect(parents["inner"] == ids["outer"] && parents["outer"] == ids["GET"])
            let failed = try #require(spans.first { $0.name == "inner" })
            #expect(failed.kind == "client" && failed.attributes["error.message"] == "store diskFull: of l…@studio.example")
        }
    }

    @Test func `A loop that makes steps without end is cut, and its number told`() async throws {
        try await withStore(TelemetrySchema.migrations) { store in
            let world = TraceWorld(share: 1)
            let root = world.begin()
            for _ in 0..<2_000 { world.tracer.startSpan("step", context: root.context).end() }
            root.end()
            try await world.store(in: store)
            let trace = try #require(try await world.list(in: store).first)
            #expect(trace.spanCount == TracePart.spanLimit + 1)
            let spans = try #require(try await store.read { try TraceReading.spans(of: trace.traceID, in: $0) })
            #expect(spans.first { $0.name == "GET" }?.attributes["spans.left"] == 1_500)
        }
    }

    @Test func `A step that fails beyond those that are kept has its trace kept all the same`() async throws {
        try await withStore(TelemetrySchema.migrations) { store in
            let world = TraceWorld()
            let root = world.begin()
            for _ in 0..<TracePart.spanLimit { world.tracer.startSpan("step", context: root.context).end() }
            let failed = world.tracer.startSpan("step", context: root.context)
            failed.setStatus(SpanStatus(code: .error))
            failed.end()
            root.end()
            try await world.store(in: store)
            #expect(try await world.list(in: store).first?.isFailed == true)
        }
    }

    @Test func `What a step is about is asked only of one that is kept, once, and all of it stands there`() async throws {
        try await withStore(TelemetrySchema.migrations) { store in
            let world = TraceWorld()
            let asked = Mutex(0)
            func run(isFailed: Bool) {
                let span = world.begin()
                span.updateAttributes { $0.set("before", value: "a") }
                span.describe { description in
                    asked.withLock { $0 += 1 }
                    description.name = "GET /things/{id}"
                    description.attributes.set("http.route", value: "/things/{id}")
                    description.attributes.set("workspace.id", value: "w")
                }
                span.describe { $0.attributes.set("after", value: .int64(7)) }
                if isFailed { span.setStatus(SpanStatus(code: .error)) }
                span.end()
            }
            run(isFailed: false)
            try await world.store(in: store)
            #expect(asked.withLock { $0 } == 0)
            run(isFailed: true)
            try await world.store(in: store)
            #expect(asked.withLock { $0 } == 1)
            let trace = try #require(try await world.list(in: store) { $0.route = "/things/{id}" }.first)
            #expect(trace.name == "GET /things/{id}" && trace.workspaceID == "w")
            let span = try #require(try await store.read { try TraceReading.spans(of: trace.traceID, in: $0) }?.first)
            #expect(span.attributes.keys.sorted() == ["after", "before", "http.route", "workspace.id"])
        }
    }

    @Test func `A line of the log says in which step of which trace it was written`() throws {
        let pipe = try LogPipe()
        let logger = Logs(format: .json, descriptor: pipe.writeEnd)
        let world = TraceWorld()
        let span = world.begin()
        ServiceContext.withValue(span.context) {
            logger.logger("x").info("of it")
            logger.logger("x").info("of another", metadata: ["traceId": "\(TraceID.sample)"])
        }
        logger.logger("x").info("outside")
        #expect(logger.flush())
        let lines = try pipe.objects()
        #expect(lines[0]["traceId"]?.string == span.context.trace?.traceID.description)
        #expect(lines[0]["spanId"]?.string == span.context.trace?.spanID?.description)
        #expect(lines[1]["traceId"]?.string == TraceID.sample.description && lines[1]["spanId"] == nil)
        #expect(lines[2]["traceId"] == nil && lines[2]["spanId"] == nil)
        span.end()
    }
}

private struct DictionaryInjector: Injector {
    func inject(_ value: String, forKey key: String, into carrier: inout [String: String]) { carrier[key] = value }
}
