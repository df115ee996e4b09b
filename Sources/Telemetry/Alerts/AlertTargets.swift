package import Primitives

/// Who is told of alerts beside the page, and where the node says that it lives.
package struct AlertTargets: Hashable, Sendable {
    package enum Format: String, CaseIterable, Sendable, Codable {
        /// The alerts as the API shows them.
        case plain
        /// As Slack's incoming webhooks and those of most chat programs take it.
        case slack
    }

    package static let limit = 10

    /// Without one, owners and admins of the home workspace are mailed, as each of them chose for notifications.
    package var emails: [EmailAddress] = []
    package var webhooks: [AlertWebhook] = []
    /// Asked for every minute while the node is well; whoever listens there tells people when it stops.
    package var deadManURL: String?
    /// At most one notice goes out in so many; what happens meanwhile goes with the next.
    package var minutesBetween = 10
    package var version: Int64 = 1

    package init() {}
}

extension AlertTargets: Sampled {
    package static var sample: AlertTargets {
        var sample = AlertTargets()
        sample.emails = [EmailAddress("ops@example.com")].compactMap { $0 }
        sample.webhooks = [AlertWebhook(url: "https://hooks.slack.com/services/T0/B0/x", format: .slack)]
        sample.deadManURL = "https://hc-ping.com/0f1e"
        return sample
    }

    package func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("emails", array: emails.map(\.description))
            json.member("webhooks", array: webhooks)
            json.member("deadManURL", deadManURL)
            json.member("minutesBetween", minutesBetween)
            json.member("version", version)
        }
    }
}
