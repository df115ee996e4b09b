import DataStore
package import Identity
package import Primitives

/// A place in a workspace where its members talk.
///
/// A project and a lead have one each, of the same id and name, which goes with them; it has no row before its first message.
package struct Channel: Hashable, Sendable {
    package enum Kind: String, Sendable, Codable, CaseIterable, SQLConvertible, JSONWritable {
        case workspace, project, lead
    }

    package let id: ID<Channel>
    package let workspaceId: ID<Workspace>
    package let kind: Kind
    package let projectId: ID<Project>?
    package let leadId: ID<Lead>?
    package var name: String
    package var topic: String?
    /// The one that came with the workspace, and stays.
    package let isDefault: Bool
    package var archivedAt: Timestamp?
    package var lastMessageAt: Timestamp?
    /// How many there are, deleted ones included: the number of the last one.
    package var messages: Int64
    /// Of whoever asks; `nil` where it goes to everybody, in events.
    package var standing: ChannelStanding?
    /// Whether what it is of is in the trash.
    package let isInTrash: Bool
    /// Zero for one that has no row.
    package var version: Int64
    package let createdAt: Timestamp
    package var updatedAt: Timestamp

    /// By what lists are ordered.
    var activeAt: Timestamp { max(createdAt, lastMessageAt ?? createdAt) }
}

extension Channel: Sampled {
    package static var sample: Self {
        let moment = Timestamp(seconds: 1_893_456_000)
        return Self(
            id: ID(at: moment), workspaceId: ID(at: moment), kind: .lead, projectId: ID(at: moment), leadId: ID(at: moment), name: "Acme",
            topic: "All about Acme", isDefault: false, archivedAt: moment, lastMessageAt: moment, messages: 42, standing: .sample,
            isInTrash: false, version: 1, createdAt: moment, updatedAt: moment)
    }

    package func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("id", id)
            json.member("workspaceId", workspaceId)
            json.member("kind", kind)
            json.member("projectId", projectId)
            json.member("leadId", leadId)
            json.member("name", name)
            json.member("topic", topic)
            json.member("isDefault", isDefault)
            json.member("archivedAt", archivedAt)
            json.member("lastMessageAt", lastMessageAt)
            json.member("messages", messages)
            json.member("unread", standing?.unread)
            json.member("mentions", standing?.mentions)
            json.member("readUpTo", standing?.readUpTo)
            json.member("readSeq", standing?.readSeq)
            json.member("muted", standing?.isMuted)
            json.member("version", version)
            json.member("createdAt", createdAt)
            json.member("updatedAt", updatedAt)
        }
    }
}
