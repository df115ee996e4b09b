package import Primitives

/// One page of an inbox, and how many of all are unread.
package struct InboxPage: Sendable {
    package let items: [Notification]
    package let next: String?
    package let unread: Int
}

extension InboxPage: Sampled {
    package static var sample: InboxPage { InboxPage(items: [.sample], next: "bmV4dA", unread: 1) }

    package func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("items", array: items)
            json.member("next", next)
            json.member("unread", unread)
        }
    }
}
