package import Primitives

/// The first message of a thread and answers to it, in their order.
package struct MessageThread: Sendable {
    let first: Message
    let replies: [Message]
    let hasAfter: Bool
}

extension MessageThread: Sampled {
    package static var sample: Self { Self(first: .sample, replies: [.sample], hasAfter: false) }

    package func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("parent", first)
            json.member("items", array: replies)
            json.member("hasAfter", hasAfter)
        }
    }
}
