import DataStore
import Primitives
import TestSupport
import Testing
import Tracing

@testable import Telemetry

@Suite struct TraceBookTests {
    @Test func `A trace that is neither slow nor failed is forgotten, and its memory with it`() async throws {
        try await withStore(TelemetrySchema.migrations) { store in
            let world = TraceWorld()
            for _ in 0..<100 { world.run() }
            world.pass(TailBuffer.patience)
            try await world.store(in: store)
            #expect(try await world.list(in: store).isEmpty)
        }
    }

    @Test func `Slow and failed ones are kept, always`() async throws {
        try await withStore(TelemetrySchema.migrations) { store in
            let world = TraceWorld()
            world.run("slow", for: .milliseconds(501))
            world.run("failed", isFailed: true)
            world.run("long job", kind: .consumer, for: .seconds(11))
            world.run("job", kind: .consumer, for: .seconds(9))
            world.run("fast", for: .milliseconds(499))
            try await world.store(in: store)
            #expect(try await world.list(in: store).map(\.name) == ["long job", "failed", "slow"])
            #expect(try await world.list(in: store) { $0.isFailed = true }.map(\.name) == ["failed"])
            #expect(try await world.list(in: store) { $0.duration = .milliseconds(501) }.map(\.name) == ["long job", "slow"])
            #expect(try await world.list(in: store) { $0.route = "slow" }.map(\.kind) == ["request"])
        }
    }

    @Test func `A request that waits because it was asked to is not slow`() async throws {
        try await withStore(TelemetrySchema.migrations) { store in
            let world = TraceWorld()
            let span = world.begin()
            span.updateAttributes { $0.set(TailSampling.waitingAttribute, value: .bool(true)) }
            world.pass(.seconds(30))
            span.end()
            try await world.store(in: store)
            #expect(try await world.list(in: store).isEmpty)
        }
    }

    @Test func `Of the others a share is kept, and every part of a trace alike`() {
        let sampling = TailSampling(share: 0.1, seed: "test")
        let chosen = (0..<20_000).count { _ in sampling.isChosen(TailSampling.number(of: TraceID())) }
        #expect((1_700...2_300).contains(chosen))
        let number = TailSampling.number(of: TraceID())
        #expect(sampling.isChosen(number) == TailSampling(share: 0.1, seed: "test").isChosen(number))
        #expect(!TailSampling(share: 0, seed: "x").isChosen(number) && TailSampling(share: 1, seed: "x").isChosen(number))
    }

    @Test func `A job that fails brings back the request that wanted it`() async throws {
        try await withStore(TelemetrySchema.migrations) { store in
            let world = TraceWorld()
            let place = world.run("POST /api/v1/leads")
            for _ in 0..<50 { world.run() }
            world.run("analyze_lead", kind: .consumer, under: place, for: .seconds(2), isFailed: true)
            try await world.store(in: store)
            let trace = try #require(try await world.list(in: store).first)
            #expect(trace.name == "POST /api/v1/leads" && trace.kind == "request" && trace.spanCount == 2 && trace.isFailed)
            #expect(trace.duration == .seconds(2))
            let spans = try #require(try await store.read { try TraceReading.spans(of: trace.traceID, in: $0) })
            #expect(spans.map(\.name) == ["POST /api/v1/leads", "analyze_lead"])
            #expect(spans[1].parentID == spans[0].id && spans[0].parentID == nil)
        }
    }

    @Test func `A job of a trace that was kept is kept, whatever it is itself and whenever it runs`() async throws {
        try await withStore(TelemetrySchema.migrations) { store in
            let world = TraceWorld()
            let place = world.run("POST /api/v1/leads", for: .seconds(1))
            try await world.store(in: store)
            world.pass(.hours(3))
            world.run("analyze_lead", kind: .consumer, under: place)
            try await world.store(in: store)
            let traces = try await world.list(in: store)
            #expect(traces.map(\.spanCount) == [2] && traces.map(\.name) == ["POST /api/v1/leads"])
        }
    }

    @Test func `What waits for a decision has a bound, and so has what waits for the disk`() throws {
        var buffer = TailBuffer(TailSampling(share: 0, seed: "test"))
        let world = TraceWorld()
        func part(isFailed: Bool) throws -> TracePart.Ended {
            let (id, now) = (SpanID(), world.book.now())
            let span = EndedSpan(
                id: id, parent: nil, name: "x", kind: .server, began: now, ended: now, isFailed: isFailed, attributes: [:])
            let part = TracePart(traceID: TraceID(), rootID: id, startedAt: world.clock.now, began: now)
            part.open()
            return try #require(part.end(span))
        }
        for _ in 0..<20_000 { buffer.take(try part(isFailed: false), at: world.book.now()) }
        for _ in 0..<20_000 { buffer.take(try part(isFailed: true), at: world.book.now()) }
        let drained = buffer.drain(at: world.book.now())
        #expect(drained.parts.count == TailBuffer.outputSpanLimit)
        #expect(drained.lost == 20_000 - TailBuffer.outputSpanLimit)
        #expect(buffer.waitingCount <= TailBuffer.spanLimit)
    }

    @Test func `The store has a size, and the oldest traces go first`() async throws {
        try await withStore(TelemetrySchema.migrations) { store in
            let world = TraceWorld(share: 1, byteLimit: 100_000)
            for number in 0..<500 {
                world.run("request \(number)")
                if number.isMultiple(of: 50) { try await world.store(in: store) }
            }
            try await world.store(in: store)
            let size: Int64? = try await store.read { try $0.value("SELECT SUM(byte_count) FROM trace") }
            #expect(try #require(size) <= 100_000)
            let orphans: Int64? = try await store.read {
                try $0.value("SELECT COUNT(*) FROM trace_part WHERE trace_id NOT IN (SELECT trace_id FROM trace)")
            }
            #expect(orphans == 0)
            #expect(try await world.list(in: store).first?.name == "request 499")
        }
    }

    @Test func `A trace id that is sent again and again does not fill the store`() async throws {
        try await withStore(TelemetrySchema.migrations) { store in
            let world = TraceWorld(share: 1, byteLimit: 64 << 20)
            let place = TraceContext(spanID: SpanID())
            for _ in 0..<5 {
                for _ in 0..<1_500 { world.run("GET /health", under: place) }
                try await world.store(in: store)
            }
            let size: Int64? = try await store.read { try $0.value("SELECT SUM(byte_count) FROM trace") }
            #expect(try #require(size) <= TraceRows.traceByteLimit)
        }
    }

    @Test func `A clock that jumps changes neither durations nor the order of steps`() async throws {
        try await withStore(TelemetrySchema.migrations) { store in
            let world = TraceWorld(share: 1)
            let root = world.begin()
            world.pass(.milliseconds(5))
            world.clock.advance(by: .hours(-30))
            let step = world.tracer.startSpan("step", context: root.context)
            world.pass(.milliseconds(7))
            step.end()
            world.clock.advance(by: .hours(90))
            root.end()
            try await world.store(in: store)
            let trace = try #require(try await world.list(in: store).first)
            #expect(trace.duration == .milliseconds(12))
            let spans = try #require(try await store.read { try TraceReading.spans(of: trace.traceID, in: $0) })
            #expect(spans.map(\.name) == ["GET", "step"])
            #expect(spans[1].startedAt - spans[0].startedAt == .milliseconds(5) && spans[1].duration == .milliseconds(7))
        }
    }
}
