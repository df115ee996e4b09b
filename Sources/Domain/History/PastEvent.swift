package import Primitives
import Realtime

/// An event of a lead as it is looked back at.
package struct PastEvent: Sendable {
    let event: StoredEvent
    /// The lead that it was an event of, where that was merged into the one asked about later.
    let mergedID: ID<Lead>?
}

extension PastEvent: JSONWritable {
    package func write(to json: inout JSONWriter) {
        let envelope = event.envelope
        json.object { json in
            json.member("seq", event.seq)
            json.member("type", envelope.type)
            json.member("traceId", envelope.traceID.description)
            json.member("actorId", envelope.actorID)
            json.member("entityId", envelope.entityID)
            json.member("entityVersion", envelope.entityVersion)
            json.member("payload", json: Array(envelope.payload.description.utf8))
            json.member("emittedAt", envelope.emittedAt)
            json.member("mergedFrom", mergedID)
        }
    }
}

extension PastEvent: Sampled {
    package static var sample: Self {
        Self(event: .sample, mergedID: ID())
    }
}
