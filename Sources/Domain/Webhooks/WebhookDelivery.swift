import Identity
package import Primitives

/// One event on its way to one webhook.
package struct WebhookDelivery: Hashable, Sendable {
    package enum State: String, Sendable, Codable, CaseIterable, JSONWritable {
        case waiting, delivered, failed
    }

    /// How one POST went.
    package struct Attempt: Hashable, Sendable, Codable {
        let at: Timestamp
        /// Of the answer; `nil` when there was none.
        let status: Int?
        let durationMs: Int64
        /// Why it was not taken; `nil` when it was.
        let error: String?
    }

    /// Redeliveries by hand add to them; the newest are kept.
    static let attemptLimit = 30

    package let id: ID<WebhookDelivery>
    let workspaceId: ID<Workspace>
    let webhookId: ID<Webhook>
    /// What the receiver tells repetitions by.
    let eventId: String
    let leadId: ID<Lead>?
    let type: String
    let body: String
    let traceId: TraceID
    var state: State
    var attempts: [Attempt]
    /// Attempts since it was enqueued, or redelivered last.
    var round: Int
    var nextAt: Timestamp?
    /// The beginning of the last answer's body.
    var response: String?
    let createdAt: Timestamp
    var endedAt: Timestamp?

    fileprivate func writeMembers(to json: inout JSONWriter) {
        json.member("id", id)
        json.member("webhookId", webhookId)
        json.member("eventId", eventId)
        json.member("type", type)
        json.member("state", state)
        json.member("attempts", array: attempts)
        json.member("nextAt", nextAt)
        json.member("createdAt", createdAt)
        json.member("endedAt", endedAt)
    }
}

extension WebhookDelivery.Attempt: JSONWritable {
    package func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("at", at)
            json.member("status", status)
            json.member("durationMs", durationMs)
            json.member("error", error)
        }
    }
}

extension WebhookDelivery: Sampled {
    package static var sample: WebhookDelivery {
        let moment = Timestamp(seconds: 1_767_225_600)
        let id = ID<WebhookDelivery>(high: 0x0190_0000_0000_7000, low: 0x8000_0000_0000_0001)
        return WebhookDelivery(
            id: id, workspaceId: ID(high: id.high, low: id.low), webhookId: ID(high: id.high, low: id.low), eventId: id.description,
            leadId: nil, type: "lead.updated", body: "{}", traceId: .sample, state: .waiting,
            attempts: [Attempt(at: moment, status: 503, durationMs: 12, error: "status")], round: 1, nextAt: moment, response: "busy",
            createdAt: moment, endedAt: moment)
    }

    package func write(to json: inout JSONWriter) {
        json.object { writeMembers(to: &$0) }
    }
}

/// A delivery with what was sent and what was answered last.
package struct WholeWebhookDelivery: Sendable {
    package let delivery: WebhookDelivery
    let url: String
}

extension WholeWebhookDelivery: Sampled {
    package static var sample: WholeWebhookDelivery { WholeWebhookDelivery(delivery: .sample, url: "https://example.com/events") }

    package func write(to json: inout JSONWriter) {
        json.object { json in
            delivery.writeMembers(to: &json)
            json.member(
                "request",
                object: { json in
                    json.member("url", url)
                    json.member("body", delivery.body)
                })
            json.member("response", delivery.response)
        }
    }
}
