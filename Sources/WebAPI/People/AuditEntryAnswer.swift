import Identity
import Primitives

/// An entry of the audit log.
struct AuditEntryAnswer: Sampled {
    struct Actor: JSONWritable {
        let id: ID<Person>?
        let label: String

        func write(to json: inout JSONWriter) {
            json.object { json in
                json.member("id", id)
                json.member("label", label)
            }
        }
    }

    struct Subject: JSONWritable {
        let kind: String
        let id: String?
        let label: String?

        func write(to json: inout JSONWriter) {
            json.object { json in
                json.member("kind", kind)
                json.member("id", id)
                json.member("label", label)
            }
        }
    }

    let id: ID<AuditEntry>
    let at: Timestamp
    let actor: Actor
    let action: String
    let subject: Subject
    let before: JSONValue?
    let after: JSONValue?
    let remoteAddress: String?
    let userAgent: String?
    let traceId: String

    static var sample: Self {
        Self(
            id: ID(), at: .now(), actor: Actor(id: ID(), label: "Lea Martin"), action: "member.role_changed",
            subject: Subject(kind: "person", id: ID<Person>().description, label: "noor@studio.example"), before: ["role": "member"],
            after: ["role": "admin"], remoteAddress: "203.0.113.7", userAgent: "Firefox", traceId: "4bf92f3577b34da6a3ce929d0e0e4736")
    }

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("id", id)
            json.member("at", at)
            json.member("actor", actor)
            json.member("action", action)
            json.member("subject", subject)
            json.member("before", before)
            json.member("after", after)
            json.member("remoteAddress", remoteAddress)
            json.member("userAgent", userAgent)
            json.member("traceId", traceId)
        }
    }
}

extension AuditEntryAnswer {
    init(_ entry: AuditEntry) {
        self.init(
            id: entry.id, at: entry.at, actor: Actor(id: entry.actor.id, label: entry.actor.label), action: entry.action.rawValue,
            subject: Subject(kind: entry.subject.kind, id: entry.subject.id, label: entry.subject.label), before: entry.before,
            after: entry.after, remoteAddress: entry.remoteAddress, userAgent: entry.userAgent, traceId: entry.traceID.description)
    }
}
