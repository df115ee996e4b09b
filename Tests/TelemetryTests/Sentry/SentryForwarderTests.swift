import Primitives
import Synchronization
import TestSupport
import Testing

@testable import Telemetry

struct SentryForwarderTests {
    private func forwarder(
        _ post: @escaping @Sendable (SentryForwarder.Delivery) async throws -> SentryForwarder.Reply
    ) throws -> SentryForwarder {
        SentryForwarder(dsn: try #require(SentryDSN("http://abc@127.0.0.1:9/4")), logger: ErrorWorld.logger, post: post)
    }

    private func event(_ number: Int = 0) -> ErrorEvent {
        let now = Timestamp(seconds: 1_769_420_000)
        return ErrorEvent(
            id: EventID.new(), project: ErrorWorld.project,
            json: [
                "message": .string("m\(number)"), "contexts": ["trace": ["trace_id": "4bf92f3577b34da6a3ce929d0e0e4736"]],
                "tags": ["leadId": "l", "workspaceId": "w"],
            ], receivedAt: now, occurredAt: now, items: [])
    }

    @Test func `A receiver that hangs holds up nobody, and what waits behind it is bounded`() async throws {
        let (started, start) = AsyncStream<Void>.makeStream()
        let (released, release) = AsyncStream<Void>.makeStream()
        let forwarder = try forwarder { _ in
            start.yield()
            for await _ in released { break }
            return .init(status: 200, retryAfter: nil)
        }
        forwarder.offer(event())
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await forwarder.sendWaiting() }
            for await _ in started { break }
            for number in 0..<10_000 { forwarder.offer(event(number)) }
            #expect(forwarder.counts.waiting == SentryForwarder.waitingLimit)
            #expect(forwarder.counts.dropped == 10_000 - SentryForwarder.waitingLimit)
            release.yield()
            try await group.waitForAll()
        }
        #expect(forwarder.counts.sent == 1)
    }

    @Test func `A refusal or a failure is waited out, and what came meanwhile is dropped`() async throws {
        for fails in [true, false] {
            let calls = Recorder<Int>()
            let forwarder = try forwarder { delivery in
                calls.record(delivery.body.count)
                if fails { throw Failure(.unavailable, "gone") }
                return .init(status: 429, retryAfter: 30)
            }
            for number in 0..<5 { forwarder.offer(event(number)) }
            await forwarder.sendWaiting()
            forwarder.offer(event())
            await forwarder.sendWaiting()
            #expect(calls.all.count == 1)
            forwarder.offer(event())
            await forwarder.sendWaiting(at: .now + .seconds(31))
            #expect(calls.all.count == 2 && forwarder.counts.sent == 0)
        }
    }

    @Test func `No more than the budget of a minute is sent`() async throws {
        let forwarder = try forwarder { _ in .init(status: 200, retryAfter: nil) }
        for number in 0..<150 { forwarder.offer(event(number)) }
        await forwarder.sendWaiting()
        #expect(forwarder.counts.sent == SentryForwarder.perMinute && forwarder.counts.dropped == 150 - SentryForwarder.perMinute)
    }

    @Test func `What is sent is an envelope with the tags by which it is found again`() async throws {
        let bodies = Recorder<SentryForwarder.Delivery>()
        let forwarder = try forwarder {
            bodies.record($0)
            return .init(status: 200, retryAfter: nil)
        }
        forwarder.offer(event())
        await forwarder.sendWaiting()
        let sent = try #require(bodies.all.first)
        #expect(sent.url == "http://127.0.0.1:9/api/4/envelope/" && sent.authorization.contains("sentry_key=abc"))
        var reader = EnvelopeReader()
        try sent.body.withUnsafeBytes { try reader.feed($0) }
        let payload = try #require(try reader.finish().items.first?.payload)
        let tags = try BoundedJSON.parse(payload, .init(bytes: 10_000))["tags"]
        #expect(tags == ["leadId": "l", "workspaceId": "w", "traceId": "4bf92f3577b34da6a3ce929d0e0e4736"])
    }
}
