package import Primitives

/// One line of a person's inbox in a workspace: what happened, to what, and by whom.
package struct Notification: Hashable, Sendable {
    /// Who did it, as it is shown.
    package struct Actor: Hashable, Sendable {
        package let kind: ChangeActor.Kind
        package let id: String?
        package let name: String?
    }

    package let id: ID<Notification>
    package let kind: NotificationKind
    package let subject: NotificationSubject
    package let actor: Actor
    /// How often it happened since it was last read.
    package let count: Int
    /// The kind's own, small.
    package let data: JSONValue
    package let readAt: Timestamp?
    package let createdAt: Timestamp
    /// When it happened last.
    package let updatedAt: Timestamp
    /// Goes up by one with every change.
    let version: Int64
}

extension Notification: Sampled {
    package func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("id", id)
            json.member("kind", kind)
            json.member("subject", subject)
            json.member(
                "actor",
                object: { json in
                    json.member("kind", actor.kind)
                    json.member("id", actor.id)
                    json.member("name", actor.name)
                })
            json.member("count", count)
            json.member("data", data)
            json.member("readAt", readAt)
            json.member("createdAt", createdAt)
            json.member("updatedAt", updatedAt)
        }
    }

    package static var sample: Notification {
        let moment = Timestamp(seconds: 1_767_225_600)
        let lead = ID<Lead>(high: 0x0190_0000_0000_7000, low: 0x8000_0000_0000_0001)
        return Notification(
            id: ID(high: 0x0190_0000_0000_7000, low: 0x8000_0000_0000_0002), kind: .assignment,
            subject: NotificationSubject(.lead, lead, lead: lead, title: "Boulangerie Martin"),
            actor: Actor(kind: .person, id: "01900000-0000-7000-8000-000000000003", name: "Ada"), count: 1,
            data: ["nextStep": "Call back"], readAt: moment, createdAt: moment, updatedAt: moment, version: 1)
    }
}
