package import Primitives
package import Realtime

/// What a notification is about: what opens when it is chosen.
package struct NotificationSubject: Hashable, Sendable {
    package enum Kind: String, Sendable, Codable, CaseIterable {
        case lead, message, payout, `import`, file, person, webhook, alert
    }

    /// A longer title is no title any more.
    private static let titleLimit = 200

    package let kind: Kind
    package let id: ID<Subject>
    /// The lead that it belongs to; with it the notification goes.
    package let leadID: ID<Lead>?
    /// One line: the company, the file, the name.
    package let title: String

    package init<Entity: ~Copyable>(_ kind: Kind, _ id: ID<Entity>, lead: ID<Lead>? = nil, title: String) {
        self.kind = kind
        self.id = ID<Subject>(high: id.high, low: id.low)
        leadID = lead
        let line = title.singleLine()
        self.title = line.count > Self.titleLimit ? line.prefix(Self.titleLimit - 1) + "…" : line
    }

    package static func lead(_ lead: Lead) -> NotificationSubject {
        NotificationSubject(.lead, lead.id, lead: lead.id, title: lead.company)
    }
}

extension NotificationSubject: JSONWritable {
    package func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("kind", kind.rawValue)
            json.member("id", id)
            json.member("leadId", leadID)
            json.member("title", title)
        }
    }
}
