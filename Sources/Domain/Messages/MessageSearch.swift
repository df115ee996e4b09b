package import Identity
package import Primitives

/// Which messages are looked for.
package struct MessageSearch: Hashable, Sendable {
    package static let limit = 50

    package var text: String
    package var channel: ID<Channel>?
    package var author: ID<Person>?
    /// Written at this moment or later, and before that one.
    package var from: Timestamp?
    package var to: Timestamp?

    package init(_ text: String, channel: ID<Channel>? = nil, author: ID<Person>? = nil, from: Timestamp? = nil, to: Timestamp? = nil) {
        self.text = text
        self.channel = channel
        self.author = author
        self.from = from
        self.to = to
    }
}

/// By which a page is bound to its query.
extension MessageSearch: JSONWritable {
    package func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("q", text)
            json.member("channel", channel)
            json.member("author", author)
            json.member("from", from)
            json.member("to", to)
        }
    }
}
