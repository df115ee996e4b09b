import NIOCore
import Primitives
import Testing

@testable import Realtime

struct EventEnvelopeTests {
    private let actor = ID<Subject>(high: 1, low: 2)

    private func envelope(actor: ID<Subject>?) throws -> EventEnvelope {
        EventEnvelope(
            .leadUpdated, traceID: try #require(TraceID("0af7651916cd43dd8448eb211c80319c")), actorID: actor,
            workspaceID: ID<Subject>(high: 3, low: 4),
            entityID: ID<Subject>(high: 5, low: 6), entityVersion: 7, payload: try JSONText(["status": "ready", "url": "/é"]),
            emittedAt: Timestamp(milliseconds: 1_769_420_000_125))
    }

    @Test func `An envelope without an actor has no such member`() throws {
        var buffer = ByteBuffer()
        try envelope(actor: nil).write(to: &buffer)
        #expect(
            String(buffer: buffer)
                == #"{"type":"lead.updated","traceId":"0af7651916cd43dd8448eb211c80319c","workspaceId":"00000000-0000-0003-0000-000000000004","#
                + #""entityId":"00000000-0000-0005-0000-000000000006","entityVersion":7,"payload":{"status":"ready","url":"/é"},"#
                + #""emittedAt":"2026-01-26T09:33:20.125Z"}"#)
    }

    @Test func `A broadcast carries the envelope, and the event's place`() throws {
        let event = StoredEvent(seq: 124, id: ID(high: 8, low: 9), epoch: "e1", envelope: try envelope(actor: actor))
        var (live, replayed, body) = (ByteBuffer(), ByteBuffer(), ByteBuffer())
        event.writeBroadcast(to: &live, replayed: false)
        event.writeBroadcast(to: &replayed, replayed: true)
        event.envelope.write(to: &body)
        let start =
            #"{"type":"broadcast","event":"lead.updated","payload":\#(String(buffer: body)),"meta":{"id":"00000000-0000-0008-0000-000000000009","seq":124,"epoch":"e1""#
        #expect(String(buffer: live) == start + "}}")
        #expect(String(buffer: replayed) == start + #","replayed":true}}"#)
        #expect(String(buffer: body).contains(#","actorId":"00000000-0000-0001-0000-000000000002","#))
        #expect(JSONSlice(replayed) != nil)
    }
}
