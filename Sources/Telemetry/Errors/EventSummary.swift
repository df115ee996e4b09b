package import Primitives

/// One line of the list of an error's reports.
package struct EventSummary: Sampled {
    let report: StoredReport

    package static var sample: EventSummary { EventSummary(report: .sample) }

    package func write(to json: inout JSONWriter) {
        let event = SentryEvent(json: report.json)
        json.object { json in
            json.member("eventId", report.eventID)
            json.member("receivedAt", report.receivedAt)
            json.member("occurredAt", report.occurredAt)
            json.member("title", event.title)
            json.member("level", event.level)
            json.member("release", event.release)
            json.member("environment", event.environment)
            json.member("person", event.person)
            json.member("traceId", event.traceID)
        }
    }
}
