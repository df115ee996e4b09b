import DataStore
package import Identity
package import Primitives

/// What somebody said in a channel.
package struct Message: Hashable, Sendable {
    /// How whoever wrote it was recognised: a person who is signed in, a program with a token, or with the workspace's key.
    package enum AuthorKind: String, Sendable, Codable, CaseIterable, SQLConvertible, JSONWritable {
        case person, token, key
    }

    /// By which it is looked through.
    let number: Int64
    package let id: ID<Message>
    package let workspaceId: ID<Workspace>
    package let channelId: ID<Channel>
    /// Counts up within the channel, without a gap.
    package let seq: Int64
    /// Of the author's own making: the same again is the same message.
    package let clientId: ClientMessageID
    /// The first message of the thread that it is a reply in.
    package let parentId: ID<Message>?
    package let author: MessageAuthor
    package var text: String
    package var replies: Int
    package var lastReplyAt: Timestamp?
    package var editedAt: Timestamp?
    package var deletedAt: Timestamp?
    /// Goes up by one with every change, reactions and replies included.
    package var version: Int64
    /// The version with which its text was last changed.
    var textVersion: Int64
    package let createdAt: Timestamp
    package var updatedAt: Timestamp

    // Read beside the row.
    package var html = ""
    package var mentions: [MessageMention] = []
    package var attachments: [MessageAttachment] = []
    package var reactions: [MessageReaction] = []
}

extension Message: Sampled {
    package static var sample: Self {
        let moment = Timestamp(seconds: 1_893_456_000)
        // The same each time, since it stands in a text.
        let person = ID<Person>(high: 0x01b8_dac5_b400_7000, low: 0x8000_0000_0000_0001)
        return Self(
            number: 1, id: ID(at: moment), workspaceId: ID(at: moment), channelId: ID(at: moment), seq: 42, clientId: ClientMessageID(),
            parentId: ID(at: moment), author: MessageAuthor(kind: .person, personID: person, name: "Ada"), text: "**Done**, <@\(person)>",
            replies: 1, lastReplyAt: moment, editedAt: moment, deletedAt: moment, version: 2, textVersion: 2, createdAt: moment,
            updatedAt: moment, html: "<p dir=\"auto\"><strong>Done</strong></p>",
            mentions: [MessageMention(personID: person, name: "Ada")], attachments: [.sample], reactions: [.sample])
    }

    package func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("id", id)
            json.member("channelId", channelId)
            json.member("seq", seq)
            json.member("clientId", clientId.text)
            json.member("parentId", parentId)
            json.member("authorId", author.personID)
            json.member("authorName", author.name)
            json.member("authorKind", author.kind)
            json.member("text", text)
            json.member("html", html)
            json.member("mentions", array: mentions)
            json.member("attachments", array: attachments)
            json.member("reactions", array: reactions)
            json.member("replies", replies)
            json.member("lastReplyAt", lastReplyAt)
            json.member("editedAt", editedAt)
            json.member("deletedAt", deletedAt)
            json.member("version", version)
            json.member("createdAt", createdAt)
            json.member("updatedAt", updatedAt)
        }
    }
}
