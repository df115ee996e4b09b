import NIOCore
import Primitives
import Testing

@testable import Realtime

struct SeamTests {
    private func broadcast(_ seq: Int64?) -> Broadcast {
        let content: Broadcast.Content
        if let seq {
            let envelope = EventEnvelope(
                .leadUpdated, traceID: TraceID(), workspaceID: ID<Subject>(), entityID: ID<Subject>(), entityVersion: seq,
                payload: JSONText(stored: "{}"), emittedAt: Timestamp(seconds: 1))
            content = .event(EventBody(StoredEvent(seq: seq, id: ID(), epoch: "e", envelope: envelope)))
        } else {
            content = .user(UserBroadcast(event: "typing", metadata: nil, encoding: .json, payload: ByteBuffer(string: "{}")))
        }
        return Broadcast(content, topic: "t", serialize: { payload, _ in payload })
    }

    private func recovery(_ seq: Int64, _ outcome: Recovery.Outcome = .recovered([])) -> Recovery {
        Recovery(cursor: EventCursor(epoch: "e", seq: seq), outcome: outcome)
    }

    @Test func `What the replay has is dropped, what it has not and what is not stored comes through in order`() {
        var seam = Seam()
        for seq in [5, nil, 6, 7, nil] as [Int64?] { seam.hold(broadcast(seq)) }
        #expect(seam.remainder(after: 6).map(\.seq) == [nil, 7, nil])
        #expect(seam.remainder(after: 4).map(\.seq) == [5, nil, 6, 7, nil])
        #expect(!seam.isOverflown)
    }

    @Test func `Past its limit nothing is held, and the subscriber is told to fetch the state up to the last event`() {
        var seam = Seam()
        for seq in 1...Int64(Seam.limit) { seam.hold(broadcast(seq)) }
        #expect(!seam.isOverflown)
        seam.hold(broadcast(Int64(Seam.limit) + 1))
        seam.hold(broadcast(Int64(Seam.limit) + 2))
        #expect(seam.isOverflown)
        let joining = seam.joining(recovery(3))
        #expect(joining.cursor.seq == Int64(Seam.limit) + 2)
        guard case .lost(.limit) = joining.outcome else {
            Issue.record("told \(joining.outcome)")
            return
        }
        #expect(seam.remainder(after: joining.cursor.seq).isEmpty)
        #expect(seam.joining(recovery(9_999)).cursor.seq == 9_999)
    }
}
