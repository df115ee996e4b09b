package import Blobs
import DataStore
import Identity
import Primitives
import Realtime

/// What people do in the channels of their workspace; each change is one write.
///
/// - Throws: ``Failure`` `forbidden`, `notFound`, `leadMerged`; changes of what is in the trash or archived `conflict`.
package struct Chat: Sendable {
    let store: Store
    let buckets: Buckets
    let links: AttachmentLinks
    let changes: RowChanges
    let events: ChatEvents
    let notifications: Notifications
    let clock: WallClock

    /// - Parameter leads: with whose events and store it works.
    package init(beside leads: Leads, buckets: Buckets, links: AttachmentLinks) {
        store = leads.store
        self.buckets = buckets
        self.links = links
        changes = leads.changes
        events = ChatEvents(log: leads.log, clock: leads.clock)
        notifications = leads.notifications
        clock = leads.clock
    }

    var reader: MessageReader { MessageReader(links: links) }

    func find(_ id: ID<Channel>, for principal: Principal, in tx: some SQLReading) throws -> Channel {
        if let channel = try Channels.find(id, in: tx), channel.workspaceId == principal.workspaceID { return channel }
        if let other = try MergedLeadRows.into(ID(high: id.high, low: id.low), of: principal.workspaceID, in: tx) {
            throw Failure(
                .leadMerged, "This lead was merged into another; `into` says which.", members: ["into": .string(other.description)])
        }
        throw Failure(.notFound, "There is no such channel in this workspace.")
    }

    func find(_ id: ID<Message>, for principal: Principal, in tx: some SQLReading) throws -> Message {
        guard let message = try MessageRows.find(id, of: principal.workspaceID, in: tx) else {
            throw Failure(.notFound, "There is no such message in this workspace.")
        }
        return message
    }

    /// A message that is to be changed, and its channel.
    func changeable(_ id: ID<Message>, for principal: Principal, in tx: some SQLReading) throws -> (Message, Channel) {
        let message = try find(id, for: principal, in: tx)
        let channel = try find(message.channelId, for: principal, in: tx)
        try Self.requireOpen(channel)
        guard message.deletedAt == nil else { throw Failure(.conflict, "This message was deleted.") }
        return (try reader.read(message, for: principal.personID, in: tx), channel)
    }

    static func requireOpen(_ channel: Channel) throws(Failure) {
        guard !channel.isInTrash else {
            throw Failure(.conflict, "The \(channel.kind.rawValue) of this channel is in the trash. Restore it first.")
        }
        guard channel.archivedAt == nil else {
            throw Failure(.conflict, "This channel is archived. Take it out of the archive first.")
        }
    }

    /// Who reads and reacts: a person, or a program in somebody's name.
    static func requirePerson(_ principal: Principal) throws(Failure) -> ID<Person> {
        guard let person = principal.personID else {
            throw Failure(.forbidden, "This is for people: a workspace's key has read nothing and reacts to nothing.")
        }
        return person
    }
}
